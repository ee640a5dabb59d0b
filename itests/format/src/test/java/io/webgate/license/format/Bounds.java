// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.lang.management.ManagementFactory;

/** What one input may cost a parser: 50 ms and 64 MiB, whatever it is. Not thread-safe; one a fuzz target. */
public final class Bounds {

    /** How many inputs a target is given before what they cost is held against it. */
    public static final int WARM_UP = 200;

    private static final long MOST_NANOS = 50_000_000;
    private static final long MOST_BYTES = 64L << 20;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private int done;

    /** @throws AssertionError when it costs too much three times over: once may be a class that is loaded meanwhile */
    void hold(Runnable parsing) {
        boolean warm = done++ >= WARM_UP;
        long nanos = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && (nanos > MOST_NANOS || bytes > MOST_BYTES); attempt++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long cpu = THREADS.getCurrentThreadCpuTime();
            parsing.run();
            nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - cpu);
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        }
        require(!warm || nanos <= MOST_NANOS, "It takes " + nanos + " ns, more than 50 ms");
        require(!warm || bytes <= MOST_BYTES, "It takes " + bytes + " bytes, more than 64 MiB");
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
