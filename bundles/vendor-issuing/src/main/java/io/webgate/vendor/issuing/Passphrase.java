// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LocalizedText;

import java.text.Normalizer;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The words that open a vendor's key ring. The same words typed on another system are the same passphrase: Unicode is
 * normalised before anything is derived from it. Immutable; never printed.
 */
public final class Passphrase {

    /** Fewer characters are refused when a vendor is made. */
    public static final int SHORTEST = 12;

    private static final int FEWEST_DIFFERENT = 5;

    private final String text;

    private Passphrase(String text) {
        this.text = text;
    }

    /** What was typed or stood in a file, without the line break at its end. */
    public static Passphrase of(String typed) {
        return new Passphrase(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    /** Why it is too weak for a new vendor, with advice; empty where it is not. */
    public Optional<LocalizedText> weakness() {
        if (text.codePointCount(0, text.length()) >= SHORTEST
                && text.codePoints().distinct().count() >= FEWEST_DIFFERENT) {
            return Optional.empty();
        }
        return Optional.of(
                new LocalizedText(
                        "The passphrase is too weak: take at least " + SHORTEST
                                + " characters, best five or six words picked at random that you can write down and lock away.",
                        "Парольная фраза слишком слаба: нужно не меньше " + SHORTEST
                                + " символов, лучше всего пять-шесть случайных слов, которые можно записать и спрятать в сейф."));
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passphrase passphrase && passphrase.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Passphrase";
    }
}
