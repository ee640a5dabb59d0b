// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.util.Locale;

/** What the value of a setting is. */
public enum Kind {
    TEXT,
    /** A text that nobody is shown: Metatype's password. */
    SECRET,
    LONG,
    INTEGER,
    SHORT,
    BYTE,
    CHARACTER,
    DOUBLE,
    FLOAT,
    BOOLEAN;

    /** The name in API: {@code text} … */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isWhole() {
        return this == LONG || this == INTEGER || this == SHORT || this == BYTE;
    }

    public boolean isNumber() {
        return isWhole() || this == DOUBLE || this == FLOAT;
    }
}
