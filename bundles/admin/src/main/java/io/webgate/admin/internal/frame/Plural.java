// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.util.Locale;

/** Which plural form a whole number takes: 1 касса, 2 кассы, 5 касс; 1 till, 2 tills. Pure. */
final class Plural {

    private Plural() {}

    /** {@code one}, {@code few} or {@code many}. */
    static String of(long number, Locale locale) {
        if (!locale.getLanguage().equals("ru")) {
            return number == 1 || number == -1 ? "one" : "many";
        }
        long tens = Math.abs(number % 100);
        long units = tens % 10;
        if (tens >= 11 && tens <= 14) {
            return "many";
        }
        if (units == 1) {
            return "one";
        }
        return units >= 2 && units <= 4 ? "few" : "many";
    }
}
