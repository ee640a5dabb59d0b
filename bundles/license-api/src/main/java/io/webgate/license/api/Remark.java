// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** Text that somebody else wrote, made fit for a sentence of ours. Never fails: nobody is kept from acting by a tab. */
final class Remark {

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private Remark() {}

    /** Text that a person typed or an error told, on one line and not too long; empty where nothing of it is left. */
    static Optional<String> of(Optional<String> typed) {
        return of(typed, LocalizedText.LONGEST_QUOTED);
    }

    /** @param most so many characters, the ellipsis included; more than one, so that half a character can be left out */
    static Optional<String> of(Optional<String> typed, int most) {
        if (most < 2) {
            throw new IllegalArgumentException("No text has " + most + " characters and an ellipsis");
        }
        return typed.map(text -> onOneLine(text, most)).filter(text -> !text.isEmpty());
    }

    private static String onOneLine(String typed, int most) {
        int[] points = typed.codePoints()
                .limit(4L * most)
                .map(point -> isSeen(point) ? point : ' ')
                .toArray();
        String line = SPACES.matcher(new String(points, 0, points.length))
                .replaceAll(" ")
                .strip();
        if (line.length() <= most) {
            return line;
        }
        int end = most - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Neither a control, nor one that hides or turns what is around it, nor half a character. */
    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
