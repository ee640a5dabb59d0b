// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.WebSession;
import io.webgate.access.internal.AccountTables.StoredSession;
import io.webgate.gate.http.Role;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The browsers that are signed in, in memory under the hash of their secret: asking never touches the store, and what was
 * ended counts for nothing from that moment, whatever the store does (R56). Idle time is measured by the monotonic clock,
 * which no one can set. Thread-safe.
 */
final class LiveSessions {

    static final int MOST_OF_ONE = 20;

    /** What trusted time may do without an event. */
    static final Duration CORRECTION = Duration.ofMinutes(10);

    private static final Duration BETWEEN_MARKS = Duration.ofMinutes(1);

    private final Duration idle;
    private final Map<String, Live> byHash = new LinkedHashMap<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();

    LiveSessions(Duration idle) {
        this.idle = idle;
    }

    private static final class Live {
        private final StoredSession stored;
        private long seenNanos;
        private Instant seenAt;
        private long markedNanos;

        private Live(StoredSession stored, long nanos, Instant now) {
            Duration unused = Duration.between(stored.lastSeen(), now);
            this.stored = stored;
            this.seenNanos = nanos - (unused.isNegative() ? 0 : unused.toNanos());
            this.seenAt = stored.lastSeen();
            this.markedNanos = seenNanos;
        }
    }

    /** What an account may do now; sessions follow at once. */
    synchronized void role(String login, Role role) {
        roles.put(login, role);
    }

    /** Adds a session; returns the hashes of those that it pushed out. */
    synchronized List<String> add(StoredSession session, long nanos, Instant now) {
        byHash.put(session.hash(), new Live(session, nanos, now));
        List<String> own = byHash.values().stream()
                .filter(live -> live.stored.login().equals(session.login()))
                .sorted(Comparator.comparing(live -> live.stored.signedInAt()))
                .map(live -> live.stored.hash())
                .toList();
        List<String> pushed = new ArrayList<>(own.subList(0, Math.max(0, own.size() - MOST_OF_ONE)));
        pushed.remove(session.hash());
        pushed.forEach(byHash::remove);
        return pushed;
    }

    /** The session, seen now where it was used; empty where it ended, idled out or never was. */
    synchronized Optional<WebSession> seen(String hash, long nanos, Instant now, boolean used) {
        Live live = byHash.get(hash);
        if (live == null) {
            return Optional.empty();
        }
        Role role = roles.get(live.stored.login());
        if (role == null || isOver(live, nanos, now)) {
            byHash.remove(hash);
            return Optional.empty();
        }
        if (used) {
            live.seenNanos = nanos;
            live.seenAt = now;
        }
        return Optional.of(live.stored.seen(role, live.seenAt));
    }

    /** Whether the last use is to be written down now: now and then, so that reading pages writes little. */
    synchronized boolean mark(String hash, long nanos) {
        Live live = byHash.get(hash);
        if (live == null || nanos - live.markedNanos < BETWEEN_MARKS.toNanos()) {
            return false;
        }
        live.markedNanos = nanos;
        return true;
    }

    /** Ends what idled out or is over; returns the hashes. */
    synchronized Set<String> sweep(long nanos, Instant now) {
        Set<String> ended = new HashSet<>();
        byHash.values().removeIf(live -> isOver(live, nanos, now) && ended.add(live.stored.hash()));
        return ended;
    }

    /** The sessions of an account that are alive, newest first. */
    synchronized List<WebSession> of(String login, long nanos, Instant now) {
        Role role = roles.get(login);
        if (role == null) {
            return List.of();
        }
        return byHash.values().stream()
                .filter(live -> live.stored.login().equals(login) && !isOver(live, nanos, now))
                .map(live -> live.stored.seen(role, live.seenAt))
                .sorted(Comparator.comparing(WebSession::signedInAt).reversed())
                .toList();
    }

    /** Ends what fits; returns the hashes. */
    synchronized Set<String> end(Predicate<StoredSession> which) {
        Set<String> ended = new HashSet<>();
        byHash.values().removeIf(live -> which.test(live.stored) && ended.add(live.stored.hash()));
        return ended;
    }

    /** Ends every session of an account that is no more. */
    synchronized Set<String> forget(String login) {
        roles.remove(login);
        return end(session -> session.login().equals(login));
    }

    private boolean isOver(Live live, long nanos, Instant now) {
        // Signed in in the future: under a wrong clock, since healed by a receipt (R10); its end would be as far away
        return nanos - live.seenNanos >= idle.toNanos()
                || !now.isBefore(live.stored.endsAt())
                || now.isBefore(live.stored.signedInAt().minus(CORRECTION));
    }
}
