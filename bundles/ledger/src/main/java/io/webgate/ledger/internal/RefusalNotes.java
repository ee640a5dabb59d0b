// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Reply;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which refusals go into the journal (R60). Who is refused for the first time does, so that a replay with another licence
 * knows of everybody who wanted in; again at most once an hour, with how often it was in between. All together a bounded
 * number an hour, so that no client fills the disk, whatever names it invents. Ledger's thread.
 */
final class RefusalNotes {

    static final Duration AGAIN = Duration.ofHours(1);
    static final int MOST_AN_HOUR = 1000;

    private static final int REMEMBERED = 10_000;

    /** What the licences have nothing to do with: a name that is no module's, and that the ledger has not begun. */
    private static final Set<Reply.Reason> OTHER = Set.of(Reply.Reason.MODULE_UNKNOWN, Reply.Reason.STARTING);

    /** Who was refused why. */
    record Of(SubjectKey subject, Reply.Reason reason) {}

    private record Seen(Instant recordedAt, long since) {}

    private final Map<Of, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Instant hour = Instant.EPOCH;
    private long inHour;

    static boolean concerns(Reply.Reason reason) {
        return !OTHER.contains(reason);
    }

    /**
     * Whether it is to be recorded now.
     *
     * @param underWay so many are about to be
     */
    boolean isDue(Of refusal, Instant now, int underWay) {
        long used = isOver(hour, now) ? 0 : inHour;
        Seen before = seen.get(refusal);
        return used + underWay < MOST_AN_HOUR && (before == null || isOver(before.recordedAt(), now));
    }

    /** So many of the same have been passed over since the last one that was recorded. */
    long since(Of refusal) {
        Seen before = seen.get(refusal);
        return before == null ? 0 : before.since();
    }

    void recorded(Set<Of> refusals, Instant now) {
        if (isOver(hour, now)) {
            hour = now;
            inHour = 0;
        }
        inHour += refusals.size();
        refusals.forEach(refusal -> seen.put(refusal, new Seen(now, 0)));
    }

    void passedOver(Map<Of, Long> refusals) {
        refusals.forEach((refusal, times) ->
                seen.computeIfPresent(refusal, (of, known) -> new Seen(known.recordedAt(), known.since() + times)));
    }

    /** Also where the clock went back: better one row too many than none for long. */
    private static boolean isOver(Instant since, Instant now) {
        return Duration.between(since, now).abs().compareTo(AGAIN) >= 0;
    }
}
