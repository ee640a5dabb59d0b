// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** What stands below the columns, exact, over all rows whether they are shown or not. Not thread-safe. */
public final class Totals {

    private final List<Column> columns;
    private final long[] counts;
    private final @Nullable BigDecimal[] values;

    public Totals(List<Column> columns) {
        this.columns = columns;
        this.counts = new long[columns.size()];
        this.values = new @Nullable BigDecimal[columns.size()];
    }

    /** Takes one row in. Nothing in a cell counts for nothing, as databases have it. */
    public void add(@Nullable Object[] cells) {
        for (int at = 0; at < cells.length; at++) {
            Object cell = cells[at];
            Optional<Column.Total> total = columns.get(at).total();
            if (cell == null || total.isEmpty()) {
                continue;
            }
            counts[at]++;
            if (cell instanceof BigDecimal number) {
                values[at] = joined(values[at], number, total.get());
            } else if (cell instanceof Long number) {
                values[at] = joined(values[at], BigDecimal.valueOf(number), total.get());
            }
        }
    }

    private static BigDecimal joined(@Nullable BigDecimal before, BigDecimal number, Column.Total total) {
        if (before == null) {
            return number;
        }
        return switch (total) {
            case SUM, AVG -> before.add(number);
            case MIN -> before.min(number);
            case MAX -> before.max(number);
            case COUNT -> before;
        };
    }

    /** The total of a column; empty where it has none, or no row gave a value. */
    public Optional<BigDecimal> of(int column) {
        Optional<Column.Total> total = columns.get(column).total();
        BigDecimal value = values[column];
        if (total.isEmpty()) {
            return Optional.empty();
        }
        if (total.get() == Column.Total.COUNT) {
            return Optional.of(BigDecimal.valueOf(counts[column]));
        }
        if (value != null && total.get() == Column.Total.AVG) {
            int digits = Math.max(columns.get(column).digits(), value.scale()) + 2;
            return Optional.of(value.divide(BigDecimal.valueOf(counts[column]), digits, RoundingMode.HALF_UP));
        }
        return Optional.ofNullable(value);
    }

    /** Whether any column has one. */
    public boolean isThere() {
        return columns.stream().anyMatch(column -> column.total().isPresent());
    }
}
