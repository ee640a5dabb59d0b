// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import com.google.gson.stream.JsonWriter;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * JSON: {@code {report, title, columns: [{name, title, type}], rows: [{name: value}], totals, count, cut}}. Numbers are
 * exact, days and times ISO-8601. Not thread-safe.
 */
public final class JsonSink implements Sink {

    private final JsonWriter out;
    private final String report;
    private final String title;
    private final Locale locale;
    private List<Column> columns = List.of();
    private Totals totals = new Totals(List.of());

    /**
     * @param report its name
     * @param title in the reader's language
     */
    public JsonSink(OutputStream out, String report, String title, Locale locale) {
        this.out = new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 16 * 1024));
        this.report = report;
        this.title = title;
        this.locale = locale;
    }

    @Override
    public void begin(List<Column> all) throws IOException {
        columns = all;
        totals = new Totals(all);
        out.beginObject();
        out.name("report")
                .value(report)
                .name("title")
                .value(title)
                .name("columns")
                .beginArray();
        for (Column column : all) {
            out.beginObject().name("name").value(column.name());
            out.name("title").value(column.title().in(locale));
            out.name("type")
                    .value(column.type().name().toLowerCase(Locale.ROOT))
                    .endObject();
        }
        out.endArray().name("rows").beginArray();
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        totals.add(cells);
        out.beginObject();
        for (int at = 0; at < cells.length; at++) {
            out.name(columns.get(at).name());
            value(cells[at]);
        }
        out.endObject();
    }

    @Override
    public void end(long rows, boolean cut) throws IOException {
        out.endArray().name("totals").beginObject();
        for (int at = 0; at < columns.size(); at++) {
            if (columns.get(at).total().isPresent()) {
                out.name(columns.get(at).name());
                value(totals.of(at).orElse(null));
            }
        }
        out.endObject().name("count").value(rows).name("cut").value(cut).endObject();
        out.flush();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value == null) {
            out.nullValue();
        } else if (value instanceof Number number) {
            out.value(number);
        } else if (value instanceof Boolean bool) {
            out.value(bool);
        } else {
            out.value(value.toString());
        }
    }
}
