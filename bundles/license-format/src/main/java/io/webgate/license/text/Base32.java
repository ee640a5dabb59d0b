// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

/** Crockford's base 32: digits and letters without I, L, O and U, so that nothing is mistaken for another. */
final class Base32 {

    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Base32() {}

    static char symbol(int value) {
        return ALPHABET.charAt(value);
    }

    /** The text's symbols, first symbol first. The text must consist of the alphabet alone. */
    static int[] values(String text) {
        int[] values = text.chars().map(ALPHABET::indexOf).toArray();
        for (int value : values) {
            if (value < 0) {
                throw new IllegalArgumentException("Not Crockford base 32");
            }
        }
        return values;
    }

    static String text(int... values) {
        StringBuilder text = new StringBuilder(values.length);
        for (int value : values) {
            text.append(symbol(value));
        }
        return text.toString();
    }
}
