// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Bounds for text that strangers send. */
final class Bounded {

    private Bounded() {}

    /** @throws IllegalArgumentException when empty, longer than {@code most} characters, or with control characters */
    static void text(String what, String value, int most) {
        if (value.isBlank() || value.length() > most) {
            throw new IllegalArgumentException(what + " must have 1 to " + most + " characters, not " + value.length());
        }
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                throw new IllegalArgumentException(what + " holds a control character");
            }
        }
    }
}
