// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.bench.Bench;
import io.webgate.bench.Bound;
import io.webgate.bench.Interleaved;
import io.webgate.bench.Ratio;
import io.webgate.bench.Row;
import io.webgate.bench.Workspace;
import io.webgate.plugin.web.reports.internal.file.CsvSink;
import io.webgate.plugin.web.reports.internal.file.JsonSink;
import io.webgate.plugin.web.reports.internal.file.XlsxSink;
import io.webgate.plugin.web.reports.internal.query.Drivers;
import io.webgate.plugin.web.reports.internal.query.Engine;
import io.webgate.plugin.web.reports.internal.query.Failure;
import io.webgate.plugin.web.reports.internal.query.Query;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.query.Source;
import io.webgate.plugin.web.reports.internal.report.Column;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows a second into each kind of file against a plain JDBC loop that reads the same columns of the same query, and the
 * memory that is held at the last row, in a JVM that has little.
 */
public final class ReportsBench implements Bench {

    private static final int ROWS = 200_000;
    private static final int MANY = 1_000_000;
    private static final int FEW = 10_000;
    private static final int BLOCKS = 5;
    private static final String HEAP = "-Xmx48m";
    private static final List<String> FORMATS = List.of("CSV", "XLSX", "JSON");
    private static final String QUERY = "SELECT id, day, dish, n, total FROM sale WHERE id <= ";

    @Override
    public String name() {
        return "reports";
    }

    @Override
    public String about() {
        return "rows of a report into files against a plain JDBC loop, and memory at 10,000 and 1,000,000 rows";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        Path file = workspace.fresh("reports").resolve("sales.db");
        fill(file);
        Ratio csv = Interleaved.measure(2, BLOCKS, () -> written(file, "CSV", ROWS), () -> looped(file, ROWS));
        Ratio xlsx = Interleaved.measure(2, BLOCKS, () -> written(file, "XLSX", ROWS), () -> looped(file, ROWS));
        Ratio json = Interleaved.measure(2, BLOCKS, () -> written(file, "JSON", ROWS), () -> looped(file, ROWS));
        return new Outcome(
                List.of(
                        Row.compared("R64", "rows of a report into CSV, against the plain JDBC loop", "rows/s", csv),
                        Row.compared("R64", "… into XLSX", "rows/s", xlsx),
                        Row.compared("R64", "… into JSON", "rows/s", json),
                        held(file, "CSV"),
                        held(file, "XLSX"),
                        held(file, "JSON")),
                List.of("R64, memory: each in a JVM of its own with " + HEAP + ", 1,000,000 rows beyond 10,000."));
    }

    private static Row held(Path file, String format) throws IOException, InterruptedException {
        double few = child(file, format, FEW);
        double many = child(file, format, MANY);
        return Row.absolute(
                "R64",
                "held at the last of 1,000,000 rows into " + format + " beyond the last of 10,000",
                "MB",
                many - few,
                Bound.atMost(8));
    }

    private static double child(Path file, String format, int rows) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReportsBench.class.getName(),
                        file.toString(),
                        format,
                        Integer.toString(rows))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(rows + " rows into " + format + " with " + HEAP + " failed: " + said);
        }
        return Double.parseDouble(said);
    }

    /** The child: says how many megabytes are alive when the last row is written. */
    public static void main(String[] arguments) throws Exception {
        Memory memory = new Memory(sink(arguments[1], OutputStream.nullOutputStream()));
        write(Path.of(arguments[0]), memory, Integer.parseInt(arguments[2]));
        System.out.println(memory.megabytes);
    }

    private static void fill(Path file) throws SQLException {
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement make = open.createStatement()) {
            make.execute(
                    "CREATE TABLE sale AS WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < "
                            + MANY + ") SELECT n AS id, date('2026-01-01', '+' || (n % 90) || ' days') AS day,"
                            + " 'Борщ с пампушками № ' || n AS dish, n % 9 AS n, (n % 100000) / 100.0 AS total FROM i");
        }
    }

    private static double written(Path file, String format, int rows) throws Exception {
        long since = System.nanoTime();
        write(file, sink(format, OutputStream.nullOutputStream()), rows);
        return rows / ((System.nanoTime() - since) / 1e9);
    }

    private static void write(Path file, Sink sink, int rows) throws IOException, Failure {
        Source source = new Source("bench", "jdbc:sqlite:" + file, "", "", "");
        var report = DefinitionText.read(
                        "bench",
                        Map.of(
                                "title", "Bench",
                                "source", "bench",
                                "query", QUERY + rows,
                                "columns", "id INTEGER\nday DATE\ndish TEXT\nn INTEGER sum\ntotal NUMBER(2) sum",
                                "rows", MANY,
                                "timeout", "PT10M"))
                .report()
                .orElseThrow();
        try (Engine engine = new Engine(new Drivers(), System::nanoTime, ZoneOffset.UTC)) {
            engine.run(new Query("bench", report, source, Map.of()), sink);
        }
    }

    private static Sink sink(String format, OutputStream out) {
        return switch (FORMATS.indexOf(format)) {
            case 0 -> new CsvSink(out, new Locale("ru"));
            case 1 -> new XlsxSink(out, "Bench", new Locale("ru"));
            case 2 -> new JsonSink(out, "bench", "Bench", new Locale("ru"));
            default -> throw new IllegalArgumentException(format);
        };
    }

    private static double looped(Path file, int rows) throws SQLException {
        long since = System.nanoTime();
        long seen = 0;
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement ask = open.createStatement();
                ResultSet result = ask.executeQuery(QUERY + rows)) {
            while (result.next()) {
                seen += result.getLong(1)
                        + result.getString(2).length()
                        + result.getString(3).length()
                        + result.getLong(4)
                        + (long) result.getDouble(5);
            }
        }
        if (seen == 0) {
            throw new IllegalStateException("No rows");
        }
        return rows / ((System.nanoTime() - since) / 1e9);
    }

    /** Looks at what is alive just before the end. */
    private static final class Memory implements Sink {

        private final Sink sink;
        private double megabytes;

        Memory(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void begin(List<Column> columns) throws IOException {
            sink.begin(columns);
        }

        @Override
        public void row(@Nullable Object[] cells) throws IOException {
            sink.row(cells);
        }

        @Override
        public void end(long rows, boolean cut) throws IOException {
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            megabytes = (runtime.totalMemory() - runtime.freeMemory()) / (1024.0 * 1024.0);
            sink.end(rows, cut);
        }
    }
}
