// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.util.Locale;

/** Picks the language of what the launcher and the command line say: Russian for a Russian locale, else English (R100). */
public final class Bilingual {

    private Bilingual() {}

    /** The text in the language of the process. */
    public static String text(String english, String russian) {
        return Locale.getDefault().getLanguage().equals("ru") ? russian : english;
    }
}
