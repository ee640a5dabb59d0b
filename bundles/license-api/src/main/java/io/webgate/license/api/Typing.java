// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person types where a key, a coupon, a code or the number of a licence is asked for (R101): the case does not
 * matter, nor do dashes and blanks of any kind, full-width forms, and Cyrillic letters that look like Latin ones. Whoever
 * reads such a text reads it by these rules; which digits stand for letters is for the one who knows the alphabet. Pure,
 * and the same in every locale.
 */
public final class Typing {

    private static final Map<Integer, Integer> LOOK_ALIKES = lookAlikes();

    private Typing() {}

    /** The characters in upper case, in Latin where they look so, without separators. */
    public static String letters(String typed) {
        StringBuilder letters = new StringBuilder(typed.length());
        whole(typed)
                .codePoints()
                .filter(point -> !isSeparator(point))
                .map(Typing::letter)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** With one form for each character, so that full-width ones are what they look like. */
    public static String whole(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    /** Whether it only stands between characters: any dash or blank, and what pasted text brings along unseen. */
    public static boolean isSeparator(int point) {
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    // Soft hyphen, zero-width spaces, byte order mark, direction marks: they come with pasted text
                    Character.FORMAT -> true;
            default ->
                Character.isWhitespace(point)
                        || point == 0x2212 // minus sign
                        || point == 0x2043 // hyphen bullet
                        || point == 0x02D7; // modifier letter minus sign
        };
    }

    /** Character by character, since the case mapping of whole strings depends on the language (Turkish i). */
    public static int letter(int point) {
        int upper = Character.toUpperCase(point);
        return LOOK_ALIKES.getOrDefault(upper, upper);
    }

    private static Map<Integer, Integer> lookAlikes() {
        String cyrillic = "АВЕКМНОРСТУХ";
        String latin = "ABEKMHOPCTYX";
        Map<Integer, Integer> table = new HashMap<>();
        for (int i = 0; i < cyrillic.length(); i++) {
            table.put((int) cyrillic.charAt(i), (int) latin.charAt(i));
        }
        // What a Turkish keyboard types with caps lock for a small i
        table.put(0x0130, (int) 'I');
        return Map.copyOf(table);
    }
}
