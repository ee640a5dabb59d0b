// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.settings.Field;

/**
 * One setting in a form.
 *
 * @param name of the form's field
 * @param value as it is typed; several a line each; empty text: not set
 * @param set a secret is set
 * @param cleared a secret is to be taken away
 * @param fallback what holds where nothing is set; empty text: nothing does
 * @param error what is wrong with it; empty text: nothing
 */
public record Input(
        Field field, String name, String value, boolean set, boolean cleared, String fallback, String error) {

    /** An id for the page. */
    public String id() {
        return "set-" + field.key().replaceAll("[^A-Za-z0-9-]", "-");
    }

    /** Whether it needs more than one line. */
    public boolean isLong() {
        boolean wide = field.greatest().filter(most -> most.length() > 3).isPresent();
        return field.isMany() || value.contains("\n") || (wide && !field.kind().isNumber());
    }

    /** The ids of what explains it. */
    public String told() {
        return (id() + "-help" + (error.isEmpty() ? "" : " " + id() + "-error")).strip();
    }

    /** The type of the input. */
    public String type() {
        if (field.isSecret()) {
            return "password";
        }
        return field.kind().isNumber() ? "number" : "text";
    }

    /** How finely a number steps. */
    public String step() {
        return field.kind().isWhole() ? "1" : "any";
    }
}
