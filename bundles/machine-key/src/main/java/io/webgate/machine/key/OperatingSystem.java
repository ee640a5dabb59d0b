// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.util.Locale;

/** The operating systems whose computers and drives can be read. */
enum OperatingSystem {
    LINUX,
    WINDOWS,
    OTHER;

    static OperatingSystem current() {
        return of(System.getProperty("os.name", ""));
    }

    /** @param name as Java gives it in {@code os.name} */
    static OperatingSystem of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("linux")) {
            return LINUX;
        }
        return lower.startsWith("windows") ? WINDOWS : OTHER;
    }
}
