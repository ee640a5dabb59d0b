// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One setting, as Metatype describes it. Values are texts here, as a person types them; Config Admin gets them typed.
 *
 * @param key under which Config Admin keeps it
 * @param name for people
 * @param help what it does, for people
 * @param most how many values, where it has many
 * @param required it must have a value, given or by default; a list may be empty all the same
 * @param defaults what holds where nothing is set
 * @param choices the only values, where Metatype lists them
 * @param least the smallest number, or the least length of a text
 * @param greatest the greatest number, or the greatest length of a text
 */
public record Field(
        String key,
        LocalizedText name,
        Optional<LocalizedText> help,
        Kind kind,
        Arity arity,
        int most,
        boolean required,
        List<String> defaults,
        List<Choice> choices,
        Optional<String> least,
        Optional<String> greatest) {

    public Field {
        defaults = List.copyOf(defaults);
        choices = List.copyOf(choices);
    }

    /** A value that can be chosen. */
    public record Choice(String value, LocalizedText label) {}

    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    public boolean isMany() {
        return arity != Arity.ONE;
    }

    /** Whether a person has to give it: nothing stands in for it. */
    public boolean isNeeded() {
        return required && !isMany() && defaults.isEmpty();
    }

    /** The texts as plain data for JSON: a text, number or truth value, or a list of these; null where there is none. */
    public Optional<Object> plain(List<String> texts) {
        if (isMany()) {
            return Optional.of(texts.stream().map(this::plain).toList());
        }
        return texts.stream().findFirst().map(this::plain);
    }

    private Object plain(String text) {
        try {
            if (kind == Kind.BOOLEAN) {
                return Boolean.valueOf(text);
            }
            if (kind.isWhole()) {
                return Long.valueOf(text);
            }
            return kind.isNumber() ? new BigDecimal(text) : text;
        } catch (NumberFormatException byHand) {
            // What somebody wrote into a file is shown as it is
            return text;
        }
    }
}
