// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/** Which permits count, and when the gate has to stop itself for want of one (R53). Pure. */
final class GuardRule {

    /** So many nanoseconds a gate that has just started waits for the watchdog's first decision. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private static final String WATCHDOG = "io.webgate.watchdog";

    private GuardRule() {}

    /**
     * Whether a permit counts: only the watchdog's does (T44).
     *
     * @param bundle symbolic name of the bundle that registers it; an old bundle has none
     */
    static boolean counts(@Nullable String bundle) {
        return WATCHDOG.equals(bundle);
    }

    /**
     * Nanoseconds until it has to stop.
     *
     * @param permits how many there are that count
     * @param seen there has been one since the gate's start
     * @param waited nanoseconds since the gate's start
     * @return 0 or less: now; {@link Long#MAX_VALUE}: it need not
     */
    static long timeLeft(int permits, boolean seen, long waited) {
        if (permits > 0) {
            return Long.MAX_VALUE;
        }
        return seen ? 0 : PATIENCE - waited;
    }
}
