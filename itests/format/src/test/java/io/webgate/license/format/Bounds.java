// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.lang.management.ManagementFactory;

/** What one input may cost a parser: 50 ms and 64 MiB, whatever it is. Not thread-safe; one a fuzz target. */
final class Bounds {

    private static final long MOST_NANOS = 50_000_000;
    private static final long MOST_BYTES = 64L << 20;

    /** The first ones load classes and run uncompiled. */
    private static final int WARM_UP = 500;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private int done;

    /** @throws AssertionError when it costs too much three times over: once may be the machine's fault */
    void hold(Runnable parsing) {
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && best > MOST_NANOS; attempt++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long cpu = THREADS.getCurrentThreadCpuTime();
            parsing.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - cpu);
            require(THREADS.getCurrentThreadAllocatedBytes() - allocated <= MOST_BYTES, "It takes more than 64 MiB");
        }
        require(done++ < WARM_UP || best <= MOST_NANOS, "It takes " + best + " ns, more than 50 ms");
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** A refusal says what, where and what to do, in both languages. */
    static void requireReason(LicenseFormatException refusal) {
        require(
                !refusal.where().isBlank()
                        && !refusal.text().english().isBlank()
                        && refusal.text().russian().chars().anyMatch(c -> c >= 'а' && c <= 'я'),
                "A refusal without a reason: " + refusal);
    }
}
