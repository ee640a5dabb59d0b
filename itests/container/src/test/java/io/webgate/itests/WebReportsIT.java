// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.testkit.Eventually;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** Web reports on a running host, with SQLite and PostgreSQL behind them (R27, R64). */
public class WebReportsIT {

    private static final String REPORT = "/api/v1/config/io.webgate.plugin.web-reports~";
    private static final String SOURCE = "/api/v1/config/io.webgate.plugin.web-reports.source~";
    private static final String PAGE = "/gate/web-reports/";
    private static final String SALES = "SELECT day, dish, n, total FROM sale WHERE day BETWEEN :from AND :to"
            + " AND n >= :least AND total >= :sum AND (:everything OR dish = :dish) ORDER BY day, dish";
    private static final String PARAMETERS =
            "[\"from DATE = 2026-03-01 | From | С\", \"to DATE = 2026-03-31 | To | По\","
                    + " \"least INTEGER = 0\", \"sum DECIMAL = 0\", \"everything BOOLEAN = yes\", \"dish TEXT = \"]";
    private static final String COLUMNS = "[\"day DATE | Day | День\", \"dish TEXT | Dish | Блюдо\","
            + " \"n INTEGER sum | Number | Количество\", \"total NUMBER(2) sum | Total | Сумма\"]";
    private static final String PASSWORD = "hunter2-very-secret";

    /** What people have sent into forms before. */
    private static final List<String> PAYLOADS = List.of(
            "' OR '1'='1",
            "'; DROP TABLE sale; --",
            "\" OR \"\"=\"",
            "1 OR 1=1",
            "1; DELETE FROM sale",
            "2026-03-01'; DELETE FROM sale; --",
            "x' UNION SELECT day, day, 1, 1 FROM sale --",
            "\\'; DELETE FROM sale; --",
            ":dish",
            "true) OR (1=1",
            "$$; DROP TABLE sale; $$",
            "/**/OR/**/1=1");

    private static EmbeddedPostgres postgres;
    private static Cutting line;
    private static Path sqlite;
    private static Path home;
    private static HostProcess host;
    private static Api admin;

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("reports");
        host = HostProcess.start(home);
        sqlite = home.resolveSibling(home.getFileName() + "-shop.db");
        fill(DriverManager.getConnection("jdbc:sqlite:" + sqlite), "text");
        postgres = EmbeddedPostgres.builder().setPGStartupWait(Api.PATIENCE).start();
        Connection shop = postgres.getPostgresDatabase().getConnection();
        fill(shop, "date");
        try (Connection again = postgres.getPostgresDatabase().getConnection();
                Statement make = again.createStatement()) {
            // allowed to write, so that only the reports' own fences hold
            make.execute("CREATE ROLE clerk LOGIN PASSWORD '" + PASSWORD + "'");
            make.execute("GRANT ALL ON sale TO clerk");
        }
        line = new Cutting(postgres.getPort());
        admin = host.ready();
        admin.install(host.license("Café", "powerpos.web-reports", 20)).is(201);
        admin.put(SOURCE + "file", "{\"url\":\"jdbc:sqlite:" + sqlite + "\"}").is(201);
        admin.put(
                        SOURCE + "server",
                        "{\"url\":\"jdbc:postgresql://127.0.0.1:" + line.port() + "/postgres\",\"user\":\"clerk\","
                                + "\"password\":\"" + PASSWORD + "\"}")
                .is(201);
    }

    private static void fill(Connection connection, String day) throws SQLException {
        try (Connection open = connection;
                Statement make = open.createStatement()) {
            make.execute("CREATE TABLE sale (day " + day + ", dish text, n integer, total numeric(12, 2))");
            try (PreparedStatement row = open.prepareStatement("INSERT INTO sale VALUES (?, ?, ?, ?)")) {
                for (int at = 1; at <= 20; at++) {
                    LocalDate date = LocalDate.of(2026, 3, at);
                    if (day.equals("date")) {
                        row.setObject(1, date);
                    } else {
                        row.setString(1, date.toString());
                    }
                    row.setString(2, at % 2 == 0 ? "Борщ; \"красный\"" : "=SUM(A1)");
                    row.setInt(3, at);
                    row.setBigDecimal(
                            4, new java.math.BigDecimal("1000.25").multiply(java.math.BigDecimal.valueOf(at)));
                    row.addBatch();
                }
                row.executeBatch();
            }
        }
    }

    @AfterClass
    public static void stop() throws Exception {
        host.close();
        line.close();
        postgres.close();
    }

    @After
    public void asBefore() throws Exception {
        line.cutAfter(Long.MAX_VALUE);
        for (String name : List.of("file", "server", "own", "more", "slow", "away", "write", "long")) {
            admin.delete(REPORT + name);
        }
        admin.post("/api/v1/gate/resume", "");
        admin.eventuallyGateIs("open");
        // One of the same name is then the next test's, and lists have none of this one's
        Eventually.isSo(
                "Every report is gone",
                Api.PATIENCE,
                () -> {
                    Answer all = admin.get("/gate/web-reports");
                    return all.status() == 200 && all.array().isEmpty() ? "" : all.body();
                },
                host::said);
    }

    private static void report(String name, String source, String query, String more) throws Exception {
        admin.put(
                        REPORT + name,
                        "{\"title\":\"Sales\",\"title.ru\":\"Продажи\",\"source\":\"" + source + "\",\"query\":\""
                                + query + "\"" + more + "}")
                .is(201);
        Eventually.isSo(
                "The report is there",
                Api.PATIENCE,
                () -> {
                    Answer all = admin.get("/gate/web-reports");
                    return all.status() == 200 && all.body().contains("\"" + name + "\"") ? "" : all.body();
                },
                host::said);
    }

    /** Takes a report away, until the plugin has it no more: one of the same name is then the new one. */
    private static void gone(String name) throws Exception {
        admin.delete(REPORT + name).is(204);
        Eventually.isSo(
                "The report is gone",
                Api.PATIENCE,
                () -> {
                    String all = admin.get("/gate/web-reports").is(200).body();
                    return all.contains("\"" + name + "\"") ? all : "";
                },
                host::said);
    }

    private static void sales(String name) throws Exception {
        report(
                name,
                name,
                SALES,
                ",\"parameters\":" + PARAMETERS + ",\"columns\":" + COLUMNS + ",\"chart\":\"bar day total\"");
    }

    private static String content(String name) throws SQLException {
        Connection connection = name.equals("file")
                ? DriverManager.getConnection("jdbc:sqlite:" + sqlite)
                : postgres.getPostgresDatabase().getConnection();
        try (Connection open = connection;
                Statement ask = open.createStatement();
                ResultSet all =
                        ask.executeQuery("SELECT count(*), sum(n), sum(total), min(dish), max(day) FROM sale")) {
            all.next();
            return all.getString(1) + all.getString(2) + all.getString(3) + all.getString(4) + all.getString(5);
        }
    }

    private static HttpResponse<InputStream> stream(String path) throws Exception {
        String token = Files.readString(home.resolve("var/admin-token")).trim();
        String port = Files.readString(home.resolve("var/port")).trim();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        assertTrue(text, text.startsWith("\ufeff"));
        try (CSVParser parser = CSVParser.parse(
                new StringReader(text.substring(1)),
                CSVFormat.RFC4180.builder().setDelimiter(';').get())) {
            return parser.getRecords();
        }
    }

    @Test
    public void r64BothDatabasesGiveTheSameFilesThatOthersRead() throws Exception {
        for (String name : List.of("file", "server")) {
            sales(name);
            Answer russian = admin.get(PAGE + name + ".csv?from=05.03.2026", "Accept-Language", "ru")
                    .is(200);
            assertEquals(
                    "text/csv;charset=utf-8", russian.header("Content-Type").toLowerCase(java.util.Locale.ROOT));
            assertTrue(russian.header("Content-Disposition").contains(name + "-"));
            List<CSVRecord> rows = csv(russian.body());
            assertEquals(17, rows.size());
            assertEquals(
                    List.of("День", "Блюдо", "Количество", "Сумма"), rows.get(0).toList());
            assertEquals(
                    List.of("05.03.2026", "'=SUM(A1)", "5", "5001,25"),
                    rows.get(1).toList());
            assertEquals(
                    List.of("06.03.2026", "Борщ; \"красный\"", "6", "6001,50"),
                    rows.get(2).toList());
            List<CSVRecord> english = csv(admin.get(
                            PAGE + name + ".csv?sum=19000&everything=no&dish=" + encoded("=SUM(A1)"),
                            "Accept-Language",
                            "en")
                    .is(200)
                    .body());
            assertEquals(2, english.size());
            assertEquals(
                    List.of("2026-03-19", "'=SUM(A1)", "19", "19004.75"),
                    english.get(1).toList());

            try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(
                    stream(PAGE + name + ".xlsx").body().readAllBytes()))) {
                XSSFSheet sheet = book.getSheet("Sales");
                assertEquals(20, sheet.getLastRowNum());
                assertTrue(DateUtil.isCellDateFormatted(sheet.getRow(20).getCell(0)));
                assertEquals(20005.0, sheet.getRow(20).getCell(3).getNumericCellValue(), 0);
                assertEquals("=SUM(A1)", sheet.getRow(19).getCell(1).getStringCellValue());
            }
            JsonObject json = admin.get(PAGE + name + ".json?least=20").is(200).object();
            JsonArray found = json.getAsJsonArray("rows");
            assertEquals(1, found.size());
            assertEquals("2026-03-20", found.get(0).getAsJsonObject().get("day").getAsString());
            assertEquals(20, json.getAsJsonObject("totals").get("n").getAsInt());
        }
        Answer list = admin.get("/gate/web-reports", "Accept-Language", "ru").is(200);
        assertEquals(2, list.array().size());
        assertEquals(
                "Продажи", list.array().get(0).getAsJsonObject().get("title").getAsString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    public void r64WhatReadersSendStaysAValueInEveryParameter() throws Exception {
        for (String name : List.of("file", "server")) {
            sales(name);
            String before = content(name);
            for (String payload : PAYLOADS) {
                for (String parameter : List.of("from", "to", "least", "sum", "everything", "dish")) {
                    String query = "?" + (parameter.equals("dish") ? "everything=no&" : "") + parameter + "="
                            + encoded(payload);
                    Answer answer = admin.get(PAGE + name + ".json" + query);
                    if (parameter.equals("dish")) {
                        assertEquals(
                                payload,
                                0,
                                answer.is(200).object().getAsJsonArray("rows").size());
                    } else {
                        assertEquals(
                                payload, "parameter-invalid", answer.is(422).text("code"));
                    }
                    assertFalse(answer.body(), answer.body().contains("SQL"));
                }
            }
            admin.get(PAGE + name + ".json?" + encoded("from; DROP TABLE sale") + "=1")
                    .is(422);
            admin.get(PAGE + name + ".json?from=2026-03-01&from=2026-03-02").is(422);
            assertEquals(before, content(name));
        }
    }

    @Test
    public void r64AQueryThatWritesIsRefusedByBothDatabases() throws Exception {
        for (String name : List.of("file", "server")) {
            String before = content(name);
            String query = name.equals("file")
                    ? "WITH x AS (SELECT 1) DELETE FROM sale RETURNING n"
                    : "WITH x AS (DELETE FROM sale RETURNING n) SELECT n FROM x";
            report("write", name, query, "");
            Answer refused = admin.get(PAGE + "write.csv").is(502);
            assertEquals("query-failed", refused.text("code"));
            // who sets up reports reads what the database said, a reader does not
            assertTrue(refused.body(), refused.text("cause").matches("(?i).*(read-?only|readonly).*"));
            Answer reader = viewer("anna").get(PAGE + "write.csv").is(502);
            assertEquals("", reader.text("cause"));
            assertEquals(before, content(name));
            gone("write");
        }
        admin.put(REPORT + "write", "{\"title\":\"T\",\"source\":\"file\",\"query\":\"DELETE FROM sale\"}")
                .is(422);
    }

    private static Api viewer(String label) throws Exception {
        return admin.as(admin.post("/api/v1/tokens", "{\"label\":\"" + label + "\",\"role\":\"viewer\"}")
                .is(201)
                .text("token"));
    }

    @Test
    public void r64AQueryThatTakesTooLongIsCutAtItsTime() throws Exception {
        String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)"
                + " SELECT max(i) AS n FROM n";
        for (Map.Entry<String, String> one : Map.of(
                        "file", endless, "server", "SELECT CAST(pg_sleep(300) AS text) AS n")
                .entrySet()) {
            report("slow", one.getKey(), one.getValue(), ",\"timeout\":\"PT1S\"");
            long since = System.nanoTime();
            Answer late = admin.get(PAGE + "slow.csv").is(504);
            long millis = (System.nanoTime() - since) / 1_000_000;
            assertEquals("query-too-slow", late.text("code"));
            assertTrue(one.getKey() + " " + millis, millis >= 1000 && millis < 25_000);
            gone("slow");
        }
        // It would sleep for longer than this waits
        Eventually.isSo("The query is ended on the server too", Api.PATIENCE, WebReportsIT::stillActive, host::said);
    }

    private static String stillActive() throws SQLException {
        try (Connection open = postgres.getPostgresDatabase().getConnection();
                Statement ask = open.createStatement();
                ResultSet left = ask.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'clerk' AND state = 'active'")) {
            left.next();
            return left.getInt(1) == 0 ? "" : left.getInt(1) + " are active";
        }
    }

    @Test
    public void r64ASourceThatIsDownIsToldWithoutItsSecretsAndTheLogHasTheCause() throws Exception {
        admin.put(
                        SOURCE + "away",
                        "{\"url\":\"jdbc:postgresql://127.0.0.1:1/shop\",\"user\":\"clerk\",\"password\":\"" + PASSWORD
                                + "\"}")
                .is(201);
        report("away", "away", "SELECT 1 AS n", "");
        Answer down = admin.get(PAGE + "away.csv").is(503);
        assertEquals("source-unavailable", down.text("code"));
        assertEquals("30", down.header("Retry-After"));
        assertTrue(host.said(), host.said().contains("data source away is not there"));
        Answer page = admin.get(PAGE + "away", "Accept", "text/html").is(503);
        assertTrue(page.body(), page.body().contains("<main"));

        // and one whose server does not know the user
        admin.put(
                        SOURCE + "away",
                        "{\"url\":\"jdbc:postgresql://127.0.0.1:" + line.port() + "/postgres\",\"user\":\"stranger\","
                                + "\"password\":\"" + PASSWORD + "\"}")
                .is(200);
        AtomicReference<String> refused = new AtomicReference<>("");
        Eventually.isSo(
                "The source's new settings are in effect",
                Api.PATIENCE,
                () -> {
                    Answer answer = admin.get(PAGE + "away.csv");
                    refused.set(answer.body());
                    return answer.status() == 503 && answer.text("cause").contains("stranger") ? "" : answer.body();
                },
                host::said);
        for (String told : List.of(down.body(), page.body(), refused.get(), host.said())) {
            assertFalse(told, told.contains(PASSWORD));
        }
        assertFalse(host.said(), host.said().contains("\tat io.webgate.plugin.web.reports"));
        admin.delete(SOURCE + "away").is(204);
        assertEquals("source-unavailable", admin.get(PAGE + "away.json").is(503).text("code"));
    }

    @Test
    public void r64ASourceThatVanishesInTheMiddleLeavesNoFileThatLooksWhole() throws Exception {
        report(
                "long",
                "server",
                "SELECT g AS n, repeat('x', 50) AS filler FROM generate_series(1, :most) AS g",
                ",\"parameters\":[\"most INTEGER = 500000\"],\"rows\":1000000");
        line.cutAfter(6_000_000);
        for (String ending : List.of(".csv", ".xlsx", ".json")) {
            HttpResponse<InputStream> begun = stream(PAGE + "long" + ending);
            assertEquals(200, begun.statusCode());
            boolean broken = false;
            try (InputStream body = begun.body()) {
                body.readAllBytes();
            } catch (IOException cut) {
                broken = true;
            }
            assertTrue(ending, broken);
        }
        assertTrue(host.said(), host.said().contains("broken off in the middle"));
        // the gate is unharmed, and the line mended the report comes whole
        assertEquals("open", admin.gate().text("state"));
        line.cutAfter(Long.MAX_VALUE);
        assertEquals(
                1001, csv(admin.get(PAGE + "long.csv?most=1000").is(200).body()).size());
    }

    @Test
    public void r64AReportHasTheReadersThatItsSettingsName() throws Exception {
        report("own", "file", "SELECT 1 AS n", ",\"readers\":[\"operator\",\"boris\"]");
        report("more", "file", "SELECT 1 AS n", "");
        Api anna = viewer("anna");
        assertEquals(1, anna.get("/gate/web-reports").is(200).array().size());
        for (String path : List.of("own", "own.csv", "own.xlsx", "own.json")) {
            assertEquals("forbidden", anna.get(PAGE + path).is(403).text("code"));
        }
        anna.get(PAGE + "more.csv").is(200);
        Api boris = viewer("boris");
        boris.get(PAGE + "own.csv").is(200);
        assertEquals(2, boris.get("/gate/web-reports").is(200).array().size());
        admin.get(PAGE + "own.csv").is(200);
        admin.asNobody().get(PAGE + "own.csv").is(401);
        assertEquals("report-unknown", admin.get(PAGE + "none.csv").is(404).text("code"));
        assertEquals("", admin.get(PAGE + "none", "Accept", "text/html").is(404).header("Retry-After"));
    }

    @Test
    public void r27MoreReportsThanLicensedAreToldBeforeTheyStopTheGate() throws Exception {
        String id = admin.licenses().get(0);
        admin.install(host.license("Café", "powerpos.web-reports", 1)).is(201);
        admin.delete("/api/v1/licenses/" + id).is(204);
        try {
            sales("file");
            String second = "{\"title\":\"More\",\"source\":\"file\",\"query\":\"SELECT 1\"}";
            Answer told = admin.put(REPORT + "more", second).is(409);
            assertEquals(1, told.number("limit"));
            assertEquals(2, told.number("used"));
            admin.get(PAGE + "file.csv").is(200);
            admin.put(REPORT + "more?confirm=true", second).is(201);
            admin.eventuallyGateIs("stopped");
            assertEquals("gate-stopped", admin.get(PAGE + "file.csv").is(503).text("code"));
            // the plugin is stopped with the gate, its settings are not
            admin.put(
                            REPORT + "more",
                            "{\"title\":\"More\",\"enabled\":false,\"source\":\"file\",\"query\":\"SELECT 1\"}")
                    .is(200);
            Eventually.isSo(
                    "One report counts",
                    Api.PATIENCE,
                    () -> {
                        Answer module = admin.get("/api/v1/modules/powerpos.web-reports");
                        return module.number("used") == 1 ? "" : module.body();
                    },
                    host::said);
            admin.post("/api/v1/gate/resume", "").is(200);
            admin.eventuallyGateIs("open");
            Eventually.isSo(
                    "The reports are back",
                    Api.PATIENCE,
                    () -> {
                        int status = admin.get(PAGE + "file.csv").status();
                        return status == 200 ? "" : Integer.toString(status);
                    },
                    host::said);
            assertEquals(1, admin.get("/gate/web-reports").is(200).array().size());
        } finally {
            admin.delete(REPORT + "file");
            admin.delete(REPORT + "more");
            admin.removeAllLicenses();
            admin.install(host.license("Café", "powerpos.web-reports", 20)).is(201);
        }
    }
}
