// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Locale;

/** A text for people in the two languages that every page speaks (R100). */
public record LocalizedText(String english, String russian) {

    public LocalizedText {
        if (english.isBlank() || russian.isBlank()) {
            throw new IllegalArgumentException("A text needs both languages: '" + english + "' / '" + russian + "'");
        }
    }

    /** Russian for a Russian locale, English for every other. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("ru") ? russian : english;
    }
}
