// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the calling thread. For what one thread does alone and without waiting: other programs on the
 * machine do not lengthen it as they lengthen the time on the wall. The collector's threads are not in it.
 */
public final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Nanoseconds from an arbitrary origin, of this thread alone. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
