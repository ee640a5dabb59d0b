// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that makers leave where an identity should be. They are the same on many computers, so they are no evidence and
 * count as missing (R15).
 */
final class Placeholders {

    private static final Set<String> KNOWN = Set.of(
            "none",
            "n/a",
            "oem",
            "o.e.m.",
            "unknown",
            "default",
            "default string",
            "not specified",
            "not applicable",
            "not available",
            "not present",
            "not settable",
            "empty",
            "invalid",
            "undefined",
            "uninitialized",
            "serial",
            "serial number",
            "system serial number",
            "base board serial number",
            "board serial number",
            "to be filled by o.e.m.",
            "to be filled by o.e.m",
            "filled by o.e.m.",
            "0123456789",
            "123456789",
            "1234567890",
            "123456789abcdef",
            "0123456789abcdef",
            "12345678",
            // What board makers ship instead of a system UUID, in both byte orders
            "03000200-0400-0500-0006-000700080009",
            "00020003-0004-0005-0006-000700080009",
            "12345678-1234-5678-90ab-cddeefaabbcc",
            "78563412-3412-7856-90ab-cddeefaabbcc");

    private static final Pattern ONE_CHARACTER =
            Pattern.compile("[^a-z0-9]*(?:([a-z0-9])(?:[^a-z0-9]*\\1)*)?[^a-z0-9]*");
    private static final Pattern EMULATED_DISK = Pattern.compile("(.* )?qm0000\\d");
    private static final int SHORTEST = 4;

    private Placeholders() {}

    /** @param value in lower case, without space around it */
    static boolean isPlaceholder(String value) {
        long significant = value.codePoints().filter(Character::isLetterOrDigit).count();
        return significant < SHORTEST
                || KNOWN.contains(value)
                || ONE_CHARACTER.matcher(value).matches()
                || EMULATED_DISK.matcher(value).matches();
    }
}
