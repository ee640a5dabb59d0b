// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What else the machine is doing, and what kind of machine it is. */
final class Load {

    private Load() {}

    /** Over the last minute; a dash where the system does not tell. */
    static String average() {
        double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return average < 0 ? "–" : String.format(Locale.ROOT, "%.2f", average);
    }

    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version");
    }
}
