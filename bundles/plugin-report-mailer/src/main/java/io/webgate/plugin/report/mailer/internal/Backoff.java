// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait for the next attempt: a minute after the first, twice as long after each further, at most an hour; up to a
 * fifth more by chance, so that many hosts that failed together don't come back together.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param attempts that were made, at least 1 */
    Duration after(int attempts) {
        Duration plain = FIRST.multipliedBy(1L << Math.min(Math.max(attempts, 1) - 1, DOUBLINGS));
        Duration bounded = plain.compareTo(LONGEST) > 0 ? LONGEST : plain;
        return bounded.plusMillis(random.nextLong(bounded.toMillis() / 5 + 1));
    }
}
