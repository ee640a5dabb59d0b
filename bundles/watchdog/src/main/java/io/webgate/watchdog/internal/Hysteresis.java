// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import java.time.Duration;

/**
 * Keeps a cause that flickers from starting and stopping everything all the time (T87): who closes within a second of
 * opening waits longer before the next opening, twice as long each time. Closing never waits. Times are monotonic
 * nanoseconds, compared by difference. For one thread.
 */
final class Hysteresis {

    private static final long SHORT = Duration.ofSeconds(1).toNanos();
    private static final long CALM = Duration.ofMinutes(1).toNanos();
    private static final long FIRST = Duration.ofMillis(250).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private long openedAt;
    private long closedAt;
    private long delay;

    void opened(long now) {
        openedAt = now;
    }

    /**
     * The gate was open until now.
     *
     * @param byHand an administrator has stopped it: nothing flickers, and who resumes need not wait (R54)
     */
    void closed(long now, boolean byHand) {
        long lasted = now - openedAt;
        if (byHand) {
            delay = 0;
        } else if (lasted < SHORT) {
            delay = delay == 0 ? FIRST : Math.min(LONGEST, delay * 2);
        } else if (lasted >= CALM) {
            delay = 0;
        }
        closedAt = now;
    }

    /** Nanoseconds until it may open; 0 or less: now. */
    long waitsFor(long now) {
        return delay == 0 ? 0 : delay - (now - closedAt);
    }
}
