// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The one place where the identifiers of this package are checked against their form. */
final class Text {

    private Text() {}

    /** Longer identifiers nobody needs, and a pattern need not be tried on them. */
    private static final int MOST = 256;

    /** There are as many as callers in this package; a host with many documents checks many identifiers at its start. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    /**
     * Whether a text consists of words of lower case letters and digits, joined by single dashes or dots, with a dot at least:
     * {@code [a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+}, in one pass and without a stack. Each line of each licence
     * is checked by it.
     */
    static boolean isQualified(String value) {
        boolean dotted = false;
        boolean inWord = false;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                inWord = true;
            } else if (inWord && (c == '.' || c == '-')) {
                dotted |= c == '.';
                inWord = false;
            } else {
                return false;
            }
        }
        return dotted && inWord;
    }

    /**
     * Whether a text consists of Latin letters, digits and certain other characters: {@code [A-Za-z0-9others]{1,most}},
     * without a pattern, since a host with many documents checks many names at its start.
     *
     * @param others what may stand there besides letters and digits
     */
    static boolean isName(String value, String others, int most) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!plain && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= most;
    }

    /** @throws IllegalArgumentException naming what was given and which form it must have, see {@link #isName} */
    static void requireName(String what, String value, String others, int most) {
        if (!isName(value, others, most)) {
            throw new IllegalArgumentException(
                    what + " '" + shown(value) + "' is not of the form [A-Za-z0-9" + others + "]{1," + most + "}");
        }
    }

    /** A text in a message, which need not hold all of one that is far too long. */
    static String shown(String value) {
        return value.length() > MOST ? value.substring(0, MOST) + "…" : value;
    }

    /** @throws IllegalArgumentException naming what was given and which form it must have */
    static void require(String what, String value, String form) {
        if (value.length() > MOST) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, more than " + MOST);
        }
        if (!COMPILED.computeIfAbsent(form, Pattern::compile).matcher(value).matches()) {
            throw new IllegalArgumentException(what + " '" + value + "' is not of the form " + form);
        }
    }
}
