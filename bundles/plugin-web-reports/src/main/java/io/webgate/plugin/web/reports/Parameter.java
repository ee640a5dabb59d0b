// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports;

import io.webgate.license.api.LocalizedText;

import java.util.Optional;

/**
 * A parameter of a report's query.
 *
 * @param name as the query names it: {@code :from}
 * @param title for people
 * @param type what may be given
 * @param otherwise what counts where nothing is given, as a person writes it; empty where something must be given
 */
public record Parameter(String name, LocalizedText title, Type type, Optional<String> otherwise) {

    /** What a value may be. */
    public enum Type {
        TEXT,
        /** Whole number. */
        INTEGER,
        /** Number with a fraction. */
        DECIMAL,
        /** A day, {@code 2026-03-31}, or {@code today}, {@code today-7}, {@code month-start}, {@code previous-month-start}, {@code previous-month-end}. */
        DATE,
        /** Yes or no. */
        BOOLEAN
    }
}
