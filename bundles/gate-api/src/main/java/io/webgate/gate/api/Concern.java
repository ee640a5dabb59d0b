// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.license.api.LocalizedText;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A trouble of a plugin's own that a person should hear of, such as a file that it can't lock. The plugin registers one with
 * {@code context.registerService(Concern.class, concern, null)} while the trouble lasts, and unregisters it when it has
 * passed; {@code /health} and the page Overview tell of it meanwhile. It is a warning and no more: neither the gate nor the
 * host stops for it. A new text is a new concern with the old {@code since}.
 *
 * <p>It is a value and not a callback, so that nobody who reads it waits for the plugin. One from a service factory, and that
 * includes each component's, is not looked at for the same reason: {@link Concerns#TARGET}.
 *
 * @param name for programs, stable and the same in every language: lower case words joined by dashes, at most
 *     {@value #LONGEST_NAME} characters, the plugin's name before what it is, {@code report-mailer-spool-not-locked}
 * @param text what, why and what to do, who has the trouble in it; on one line, without characters that hide or turn what is
 *     around them, each language cut at {@value #LONGEST_TEXT} characters. What it quotes of others is not to be secret
 * @param since when it was found first, from 1970 to 9999
 */
public record Concern(String name, LocalizedText text, Instant since) {

    /** So many characters may the name have. */
    public static final int LONGEST_NAME = 64;

    /** So many characters are told of the text in each language, the ellipsis included. */
    public static final int LONGEST_TEXT = 800;

    private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Every zone writes what is before it with four digits of the year. */
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    /**
     * Makes it fit to be shown. The text is never refused: nobody is to fail at his trouble's telling for a tab in it.
     *
     * @throws IllegalArgumentException when the name is not of that form, or the time is none that a page could show
     */
    public Concern {
        if (name.length() > LONGEST_NAME || !WORDS.matcher(name).matches()) {
            throw new IllegalArgumentException("A concern's name has lower case words joined by dashes, at most "
                    + LONGEST_NAME + " characters, and is not '" + LocalizedText.quotable(name) + "'");
        }
        if (since.isBefore(Instant.EPOCH) || since.isAfter(LATEST)) {
            throw new IllegalArgumentException("Concern " + name + " can't last since " + since);
        }
        text = new LocalizedText(
                LocalizedText.quotable(text.english(), LONGEST_TEXT),
                LocalizedText.quotable(text.russian(), LONGEST_TEXT));
    }
}
