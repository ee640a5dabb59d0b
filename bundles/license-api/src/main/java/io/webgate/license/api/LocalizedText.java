// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** A text for people in the two languages that every page speaks (R100). */
public record LocalizedText(String english, String russian) {

    /** So many characters of foreign text are quoted, the ellipsis included. */
    public static final int LONGEST_QUOTED = 200;

    public LocalizedText {
        if (english.isBlank() || russian.isBlank()) {
            throw new IllegalArgumentException("A text needs both languages: '" + english + "' / '" + russian + "'");
        }
    }

    /**
     * Foreign text, such as an error's message or what a person typed, fit to stand in a sentence: on one line, without
     * characters that hide or turn what is around them, at most {@value #LONGEST_QUOTED} characters; a dash where
     * nothing is left. It does not escape for HTML: whoever writes a page does that, for the whole sentence.
     */
    public static String quotable(@Nullable String foreign) {
        return quotable(foreign, LONGEST_QUOTED);
    }

    /**
     * The same for a text that may be longer, such as another bundle's whole sentences.
     *
     * @param most so many characters, the ellipsis included; more than one
     */
    public static String quotable(@Nullable String foreign, int most) {
        return Remark.of(Optional.ofNullable(foreign), most).orElse("–");
    }

    /** Russian for a Russian locale, English for every other. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("ru") ? russian : english;
    }
}
