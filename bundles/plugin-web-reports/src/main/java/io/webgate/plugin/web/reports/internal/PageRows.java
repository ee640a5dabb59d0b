// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.plugin.web.reports.internal.file.Totals;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what a page shows of a report: the first rows, and the totals of all. Not thread-safe. */
final class PageRows implements Sink {

    /** The most that a page shows. */
    static final int MOST = 500;

    private final List<@Nullable Object[]> shown = new ArrayList<>();
    private List<Column> columns = List.of();
    private Totals totals = new Totals(List.of());
    private long rows;
    private boolean cut;

    @Override
    public void begin(List<Column> all) {
        columns = all;
        totals = new Totals(all);
    }

    @Override
    public void row(@Nullable Object[] cells) {
        totals.add(cells);
        if (shown.size() < MOST) {
            shown.add(Arrays.copyOf(cells, cells.length));
        }
    }

    @Override
    public void end(long all, boolean more) {
        rows = all;
        cut = more;
    }

    List<Column> columns() {
        return columns;
    }

    List<@Nullable Object[]> shown() {
        return shown;
    }

    Totals totals() {
        return totals;
    }

    long rows() {
        return rows;
    }

    /** Whether the report has more rows than it gives. */
    boolean isCut() {
        return cut;
    }
}
