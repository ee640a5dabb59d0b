// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.license.api.LocalizedText;

import java.util.Optional;

/**
 * A column of a report.
 *
 * @param name as the query's result calls it; letters of either case
 * @param type what its values are
 * @param digits after the decimal mark, for numbers
 * @param total what stands below it; empty: nothing
 * @param title for people
 */
public record Column(String name, Type type, int digits, Optional<Total> total, LocalizedText title) {

    /** What values are. */
    public enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        DATE,
        TIME,
        BOOLEAN;

        /** Whether it can be reckoned with. */
        public boolean isNumber() {
            return this == INTEGER || this == NUMBER;
        }
    }

    /** What is told of all values of a column. */
    public enum Total {
        SUM,
        AVG,
        MIN,
        MAX,
        COUNT
    }
}
