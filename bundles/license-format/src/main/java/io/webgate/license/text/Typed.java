// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.text;

import io.webgate.license.api.Typing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a person typed or pasted where a key, coupon or code is asked for (R101): in any case, with any dashes and
 * spaces, with Cyrillic letters that look like Latin ones, in full-width forms. Whatever it does not know stays as it is,
 * so that the check of the key can name the place. The same in every locale.
 */
public final class Typed {

    /** No key, coupon or code comes near it, with whatever stands between its characters. */
    private static final int MOST = 1024;

    private Typed() {}

    /**
     * The characters in upper case without separators; O, I and L stay letters. For what is a word, like the vendor's
     * prefix.
     */
    public static String letters(String typed) {
        return String.join("", parts(typed));
    }

    /** As {@link #letters}, with O, I and L read as 0, 1, 1. For every code in Crockford base 32 or hexadecimal. */
    public static String base32(String typed) {
        return digits(letters(typed));
    }

    /** As {@link #letters}, but one text for each piece between separators; without empty pieces. */
    public static List<String> parts(String typed) {
        // The rest would only cost time; a mark that no key has keeps what is cut from becoming one
        String bounded = typed.length() <= MOST ? typed : typed.substring(0, MOST) + "?";
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        Typing.whole(bounded).codePoints().forEach(point -> {
            if (!Typing.isSeparator(point)) {
                part.appendCodePoint(Typing.letter(point));
            } else if (!part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
        });
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return List.copyOf(parts);
    }

    static String digits(String letters) {
        return letters.replace('O', '0').replace('I', '1').replace('L', '1');
    }

    /** Names the first character that the given alphabet does not have, as a person would read it. */
    static Optional<String> stranger(String text, String alphabet) {
        return text.codePoints()
                .filter(point -> alphabet.indexOf(point) < 0)
                .mapToObj(point -> Character.isLetterOrDigit(point) || (point > ' ' && point < 0x7f)
                        ? Character.toString(point)
                        : "U+%04X".formatted(point))
                .findFirst();
    }
}
