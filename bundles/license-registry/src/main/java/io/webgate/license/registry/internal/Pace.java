// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often the folder of documents is looked at: by itself, and upon word that files have changed. Neither takes more than
 * a small part of a core, however many documents there are and however often word comes. Pure.
 */
final class Pace {

    /** How often the folder is looked at: a file copied in counts within 2 s, a vanished one is noticed within 5 s. */
    static final Duration POLL = Duration.ofMillis(500);

    /** Never more seldom, or what is said here would not hold. */
    static final Duration LONGEST_POLL = Duration.ofMillis(1500);

    /** So many times as long as was worked there is nothing done. */
    static final int REST = 25;

    private Pace() {}

    /**
     * How long after a round the next one comes by itself.
     *
     * @param worked what the round took
     * @param now when it ended
     * @param nextChange when limits change by time alone: that step is not missed
     */
    static Duration untilPoll(Duration worked, Instant now, Optional<Instant> nextChange) {
        Duration pause = shorter(longer(POLL, worked.multipliedBy(REST)), LONGEST_POLL);
        return nextChange
                .map(next -> shorter(pause, longer(Duration.ofMillis(1), Duration.between(now, next))))
                .orElse(pause);
    }

    /**
     * Until when, after files were looked at upon word, other word waits. The poll sees them by then anyway, so the rest is
     * no longer than until it.
     *
     * @param ended monotonic time in nanoseconds at which the look ended
     * @param worked what it took
     */
    static long restUntil(long ended, Duration worked) {
        return ended + shorter(worked.multipliedBy(REST), POLL).toNanos();
    }

    /** How long word that comes now waits for its look; no time at all where the last one was long enough ago. */
    static Duration untilLook(long now, long restUntil) {
        return Duration.ofNanos(Math.max(0, restUntil - now));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
