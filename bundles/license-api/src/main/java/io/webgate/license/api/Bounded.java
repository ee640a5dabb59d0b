// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Bounds for text that strangers send. */
final class Bounded {

    private Bounded() {}

    /** @throws IllegalArgumentException when empty, longer than {@code most} characters, with control characters,
     *     or with half of a character: such a text is another one when it has been written down */
    static void text(String what, String value, int most) {
        if (value.isBlank() || value.length() > most) {
            throw new IllegalArgumentException(what + " must have 1 to " + most + " characters, not " + value.length());
        }
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                throw new IllegalArgumentException(what + " holds a control character");
            }
            if (Character.isSurrogate(value.charAt(at))) {
                if (!Character.isSurrogatePair(value.charAt(at), at + 1 < value.length() ? value.charAt(at + 1) : 0)) {
                    throw new IllegalArgumentException(what + " holds half of a character");
                }
                at++;
            }
        }
    }
}
