// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/**
 * A name between the quotation marks of a sentence (R100). Marks that the name brings along, as companies' names do, become
 * the inner ones of the language, so none stands there twice. Pure; whatever else is in the name stays as it is. A value that
 * is refused for its spelling, such as a time zone, is no name: it is shown as it was typed, marks and all.
 */
public final class Quoted {

    private static final String OPENING = "«„";
    private static final String CLOSING = "»”";

    /** Opening or closing, as they stand: the first one is the end of a Russian inner quotation, too. */
    private static final String EITHER = "“\"";

    private Quoted() {}

    /** The name in English quotation marks. */
    public static String english(String name) {
        return "“" + inEnglish(name) + "”";
    }

    /** The name in Russian quotation marks. */
    public static String russian(String name) {
        return "«" + inRussian(name) + "»";
    }

    /** The name for an English text that has the outer marks. */
    public static String inEnglish(String name) {
        return within(name, "‘", "’");
    }

    /** The name for a Russian text that has the outer marks. */
    public static String inRussian(String name) {
        return within(name, "„", "“");
    }

    private static String within(String name, String open, String close) {
        boolean whole = isWhole(name);
        StringBuilder inner = new StringBuilder(name.length());
        for (int at = whole ? 1 : 0; at < name.length() - (whole ? 1 : 0); at++) {
            switch (mark(name, at)) {
                case OPENS -> inner.append(open);
                case CLOSES -> inner.append(close);
                case NONE -> inner.append(name.charAt(at));
            }
        }
        return inner.toString();
    }

    /** Whether one pair of marks holds the whole name: the sentence's own take its place. */
    private static boolean isWhole(String name) {
        int depth = 0;
        for (int at = 0; at < name.length(); at++) {
            depth += switch (mark(name, at)) {
                case OPENS -> 1;
                case CLOSES -> -1;
                case NONE -> 0;
            };
            if (depth <= 0) {
                return depth == 0 && at > 0 && at == name.length() - 1;
            }
        }
        return false;
    }

    private enum Sense {
        OPENS,
        CLOSES,
        NONE
    }

    private static Sense mark(String name, int at) {
        char mark = name.charAt(at);
        if (OPENING.indexOf(mark) >= 0) {
            return Sense.OPENS;
        }
        if (CLOSING.indexOf(mark) >= 0) {
            return Sense.CLOSES;
        }
        if (EITHER.indexOf(mark) < 0) {
            return Sense.NONE;
        }
        return at == 0 || opensAfter(name.charAt(at - 1)) ? Sense.OPENS : Sense.CLOSES;
    }

    private static boolean opensAfter(char before) {
        return Character.isWhitespace(before) || Character.isSpaceChar(before) || "([{/«„".indexOf(before) >= 0;
    }
}
