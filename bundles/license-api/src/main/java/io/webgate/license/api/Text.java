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
