// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import io.webgate.plugin.web.reports.internal.report.Values;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small database file with sales, and reports on it. */
final class Shop {

    final Source source;
    private final String url;

    Shop(Path file) throws SQLException {
        url = "jdbc:sqlite:" + file;
        source = new Source("shop", url, "", "", "");
        try (Connection open = DriverManager.getConnection(url);
                Statement make = open.createStatement()) {
            make.execute("create table sale (day text, dish text, total real, n integer)");
            try (PreparedStatement row = open.prepareStatement("insert into sale values (?, ?, ?, ?)")) {
                for (int day = 1; day <= 20; day++) {
                    row.setString(1, "2026-03-" + (day < 10 ? "0" : "") + day);
                    row.setString(2, day % 2 == 0 ? "Борщ" : "Caesar");
                    row.setDouble(3, day * 10.25);
                    row.setInt(4, day);
                    row.executeUpdate();
                }
            }
        }
    }

    /** Everything that is in the table, to be compared. */
    String content() throws SQLException {
        try (Connection open = DriverManager.getConnection(url);
                Statement ask = open.createStatement();
                ResultSet rows = ask.executeQuery(
                        "select group_concat(day || dish || total || n, '|'), (select group_concat(name) from sqlite_master)"
                                + " from sale")) {
            rows.next();
            return rows.getString(1) + rows.getString(2);
        }
    }

    Query query(String sql, Map<String, String> given, String... more) {
        return query(source, sql, given, more);
    }

    /** @param more settings as {@code key=value} */
    static Query query(Source source, String sql, Map<String, String> given, String... more) {
        Map<String, Object> settings = new HashMap<>(Map.of("title", "T", "source", source.name(), "query", sql));
        for (String one : more) {
            int equals = one.indexOf('=');
            settings.put(one.substring(0, equals), one.substring(equals + 1));
        }
        DefinitionText.Result read = DefinitionText.read("r", settings);
        Definition report =
                read.report().orElseThrow(() -> new AssertionError(read.faults().english()));
        Values values = Values.of(report.parameters(), given, LocalDate.of(2026, 3, 31));
        if (!values.faults().isEmpty()) {
            throw new AssertionError(values.told());
        }
        return new Query("r", report, source, values.typed());
    }

    /** Keeps all rows. */
    static class Kept implements Sink {

        final List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean begun;
        boolean ended;

        @Override
        public void begin(List<io.webgate.plugin.web.reports.internal.report.Column> columns) {
            begun = true;
        }

        @Override
        public void row(@Nullable Object[] cells) throws IOException {
            rows.add(Arrays.asList(Arrays.copyOf(cells, cells.length)));
        }

        @Override
        public void end(long all, boolean cut) {
            ended = true;
        }
    }
}
