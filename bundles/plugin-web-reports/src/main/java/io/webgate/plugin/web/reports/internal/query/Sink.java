// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** Takes the rows of a report as they come, on one thread. */
public interface Sink {

    /** There is a result; called once, before the first row. Until then nothing has gone wrong. */
    void begin(List<Column> columns) throws IOException;

    /**
     * One row.
     *
     * @param cells one a column: a {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link
     *     java.time.LocalDate}, {@link java.time.LocalDateTime}, {@link Boolean}, or nothing; valid during this call
     */
    void row(@Nullable Object[] cells) throws IOException;

    /**
     * That was all. Not called where something failed.
     *
     * @param cut whether there were more rows than the report gives
     */
    void end(long rows, boolean cut) throws IOException;
}
