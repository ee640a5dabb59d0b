// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.webgate.testkit.Eventually;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** A name that is markup, or a formula, in every field that somebody else can fill (T52, T57). */
public class HostileNamesIT {

    private static final String NAME = "<script>alert(1)</script>\"'&";
    private static final String FORMULA = "=cmd|' /C calc'!A0";
    private static final Pattern CALL = Pattern.compile("alert\\(1\\)");
    // Inside a quoted attribute the quotes of the name would end it
    private static final Pattern BREAKS_OUT = Pattern.compile("=\"[^\"<]*alert\\(1\\)&lt;/script(?:&gt;|>)[\"']");

    private static final Pattern METRIC =
            Pattern.compile("# (HELP|TYPE) \\w+ .*|\\w+(\\{(\\w+=\"([^\"\\\\]|\\\\.)*\",?)*\\})? [-+.0-9A-Za-z]+");

    private static HostProcess host;
    private static Path home;
    private static Api admin;
    private static Pages pages;
    private static String cookie;
    private static String device;
    private static String license;

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("names");
        host = HostProcess.start(home);
        admin = host.ready();
        pages = Pages.of(home);
        HttpResponse<String> again = pages.post("/admin/first-run", Pages.form("token", NAME, "login", NAME));
        assertHarmless("/admin/first-run", again.body(), 0);
        pages.firstRun(home);
        fill();
    }

    /** By the way that a stranger, a device, a vendor or an administrator has for each field. */
    private static void fill() throws Exception {
        license = admin.install(host.license(NAME, 9)).is(201).text("id");
        Files.writeString(home.resolve("licenses").resolve("<b onclick=alert(1)>\"'&.lic"), "none of ours");
        device = admin.asNobody()
                .post("/api/v1/enrolments/redeem", json("code", enrol(NAME)))
                .is(201)
                .text("deviceToken");
        enrol(FORMULA);
        String token = admin.post("/api/v1/tokens", json("label", FORMULA).replace("}", ",\"role\":\"admin\"}"))
                .is(201)
                .text("token");
        // Who acts is told by that name in the record
        admin.as(token)
                .post("/api/v1/tokens", json("label", NAME).replace("}", ",\"role\":\"admin\"}"))
                .is(201);
        String session = admin.as(device)
                .post(Api.SESSIONS, json("waiter", NAME))
                .is(201)
                .text("session");
        admin.as(device).post(Api.SESSIONS, json("waiter", FORMULA)).is(201);
        admin.delete("/api/v1/modules/" + Api.WAITER + "/seats/" + session + "?reason="
                        + URLEncoder.encode(NAME, StandardCharsets.UTF_8))
                .is(204);
        admin.as(device).post(Api.SESSIONS, json("waiter", NAME)).is(201);
        pages.post("/admin/sign-in", Pages.form("login", NAME, "password", NAME, "next", NAME));
        HttpResponse<String> signedIn = pages.post(
                "/admin/sign-in", Pages.form("login", Pages.LOGIN, "password", Pages.PASSWORD), "User-Agent", NAME);
        // Both are seen, and acts are written, behind the answer
        Eventually.isSo(
                "The file that is none of ours is listed",
                Api.PATIENCE,
                () -> admin.licenses().size() == 2 ? "" : admin.licenses().toString(),
                host::said);
        admin.eventuallyActs("cmd|");
        cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    /** The code for it. */
    private static String enrol(String label) throws Exception {
        String named = json("label", label).replace("}", ",\"sessions\":9,\"modules\":[\"" + Api.WAITER + "\"]}");
        return admin.post("/api/v1/enrolments", named).is(201).text("code");
    }

    @AfterClass
    public static void stop() {
        host.close();
    }

    @Test
    public void t52NoPageShowsANameAsAnythingButText() throws Exception {
        assertHarmless("/admin/licenses", 1);
        assertHarmless("/admin/licenses/live", 1);
        assertHarmless("/admin/licenses/" + license + "/remove", 1);
        assertHarmless("/admin/tokens", 2);
        assertHarmless("/admin/account", 1);
        assertHarmless("/admin/audit", 0);
        for (String path : List.of(
                "/admin/",
                "/admin/overview/live",
                "/admin/plugins",
                "/admin/plugins/live",
                "/admin/plugins/stop",
                "/admin/accounts",
                "/admin/accounts/" + Pages.LOGIN,
                "/admin/frame/live")) {
            assertHarmless(path, 0);
        }
    }

    @Test
    public void t52WhatWasTypedComesBackAsText() throws Exception {
        String token = pages.formToken(cookie);
        for (String[] form : new String[][] {
            {"/admin/sign-in", "login", NAME, "password", NAME, "next", NAME},
            {"/admin/accounts", "login", NAME, "password", NAME, "role", NAME},
            {"/admin/tokens", "label", NAME, "role", NAME},
            {"/admin/devices", "label", NAME, "sessions", NAME, "weight", NAME, "module", NAME},
            {"/admin/account/password", "old", NAME, "password", NAME, "repeat", NAME},
            {"/admin/licenses", "text", NAME, "file", NAME},
            {"/admin/preferences", "theme", NAME, "lang", NAME, "next", NAME}
        }) {
            String[] fields = new String[form.length + 1];
            System.arraycopy(form, 1, fields, 0, form.length - 1);
            fields[form.length - 1] = "form-token";
            fields[form.length] = token;
            HttpResponse<String> answer = pages.post(form[0], Pages.form(fields), "Cookie", cookie);
            assertHarmless(form[0], answer.body(), 0);
            String location = answer.headers().firstValue("Location").orElse("/admin");
            assertTrue(location, location.startsWith("/admin") && !location.contains("<"));
        }
        String encoded = URLEncoder.encode(NAME, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : List.of(
                "/admin/sign-in?next=" + encoded,
                "/admin/audit?before=" + encoded,
                "/admin/plugins?done=" + encoded,
                "/admin/licenses?q=" + encoded,
                "/admin/accounts/" + encoded,
                "/admin/licenses/" + encoded + "/remove",
                "/admin/" + encoded)) {
            HttpResponse<String> answer = pages.get(path, "Cookie", cookie, "Accept", "text/html");
            assertTrue(path + " " + answer.statusCode(), answer.statusCode() < 500);
            assertHarmless(path, answer.body(), 0);
        }
    }

    @Test
    public void t52TheGateThatWasStoppedTellsTheReasonAsText() throws Exception {
        String token = pages.formToken(cookie);
        String form = Pages.form("reason", NAME, "form-token", token);
        assertEquals(
                303, pages.post("/admin/plugins/stop", form, "Cookie", cookie).statusCode());
        try {
            for (String path : List.of("/admin/", "/admin/plugins", "/admin/plugins/live", "/admin/overview/live")) {
                assertHarmless(path, 0);
            }
            HttpResponse<String> page = pages.get(
                    "/gate/mobile-waiter/sessions", "Accept", "text/html", "Authorization", "Bearer " + device);
            assertEquals(503, page.statusCode());
            assertTrue(page.body(), page.body().startsWith("<!DOCTYPE html>"));
            assertHarmless("/gate", page.body(), 0);
            Answer program = admin.as(device).open("Anna").is(503);
            assertTrue(program.header("Content-Type").startsWith("application/problem+json"));
            assertEquals("gate-stopped", program.text("code"));
            admin.get("/api/v1/gate").is(200).object();
            admin.get("/api/v1/verdicts").is(200).array();
        } finally {
            admin.post("/api/v1/gate/resume", "").is(200);
        }
    }

    @Test
    public void t52ProgramsGetTheNameAsItIsAndNoBrowserTakesItForAPage() throws Exception {
        // A path with an encoded slash may mean two things, and is refused before anybody knows whose it is
        String encoded = URLEncoder.encode(NAME, StandardCharsets.UTF_8);
        String refused = admin.get("/api/v1/licenses/" + encoded, "Accept", "text/html")
                .is(400)
                .body();
        assertFalse(refused, refused.contains("<script>"));
        encoded = encoded.replace("%2F", "");
        int shown = 0;
        for (String path : List.of(
                "/api/v1/licenses",
                "/api/v1/devices",
                "/api/v1/tokens",
                "/api/v1/acts",
                "/api/v1/modules/" + Api.WAITER + "/seats",
                "/api/v1/verdicts",
                "/api/v1/gate",
                "/api/v1/licenses/" + encoded,
                "/api/v1/modules/" + encoded,
                "/api/v1/" + encoded)) {
            Answer answer = admin.get(path, "Accept", "text/html");
            assertTrue(answer.toString(), answer.header("Content-Type").matches("application/(problem\\+)?json.*"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            shown += JsonParser.parseString(answer.body()).toString().contains(new JsonPrimitive(NAME).toString())
                    ? 1
                    : 0;
        }
        assertTrue("holder, device, token, waiter: " + shown, shown >= 4);
        for (String line : admin.get("/metrics").is(200).body().split("\n", -1)) {
            assertFalse(line, line.contains("<script>"));
            assertTrue(line, line.isEmpty() || METRIC.matcher(line).matches());
        }
    }

    @Test
    public void t57NoNameMakesALineOfTheLog() throws Exception {
        assertTrue("names do get there", log().contains("by=" + FORMULA));
        String line = "2026-01-01T00:00:00.000Z ERROR [forged] forged - forged";
        for (String end : List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u001B[2K", "\u202E")) {
            String forged = "Anna" + end + line;
            Answer made = admin.post("/api/v1/tokens", json("label", forged).replace("}", ",\"role\":\"admin\"}"));
            if (made.status() == 201) {
                admin.as(made.text("token"))
                        .post("/api/v1/tokens", "{\"label\":\"x\",\"role\":\"viewer\"}")
                        .is(201);
            } else {
                made.is(400);
            }
            admin.as(device).post(Api.SESSIONS, json("waiter", forged));
            pages.post("/admin/sign-in", Pages.form("login", forged, "password", forged));
            admin.install(forged.getBytes(StandardCharsets.UTF_8)).is(422);
        }
        for (String written : log().split("[\n\u0085\u2028]", -1)) {
            assertFalse(written, written.startsWith("2026-01-01T00:00:00.000Z") || written.contains("\r"));
            assertFalse(written, written.contains("\u001B") || written.contains("\u202E"));
        }
    }

    private static String log() throws Exception {
        return Files.readString(home.resolve("var/log/webgate.log"));
    }

    @Test
    public void t57NoCellOfTheDownloadedRecordIsAFormula() throws Exception {
        String csv = pages.get("/admin/audit.csv", "Cookie", cookie).body();
        assertTrue(csv, csv.contains("'=cmd|"));
        for (String row : csv.replace("\uFEFF", "").split("\r\n", -1)) {
            for (String cell : cells(row)) {
                assertTrue(row, cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0 || cell.equals("-"));
            }
        }
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        Matcher cell =
                Pattern.compile("(?:^|;)(?:\"((?:[^\"]|\"\")*)\"|([^;\"]*))").matcher(row);
        while (cell.find()) {
            cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
        }
        return cells;
    }

    private static void assertHarmless(String path, int atLeast) throws Exception {
        HttpResponse<String> page = pages.get(path, "Cookie", cookie);
        assertEquals(path, 200, page.statusCode());
        assertHarmless(path, page.body(), atLeast);
    }

    /** The name is there at least so many times, and each time as text. */
    private static void assertHarmless(String path, String page, int atLeast) {
        int found = 0;
        for (Matcher call = CALL.matcher(page); call.find(); ) {
            String before = page.substring(Math.max(0, call.start() - 40), call.start());
            // Within an attribute's quotes the bracket that closes ends nothing
            assertTrue(
                    path + ": " + before,
                    before.endsWith("&lt;script&gt;")
                            || before.matches("(?s).*=\"[^\"<]*&lt;script>")
                            || before.endsWith("&lt;b onclick="));
            found++;
        }
        assertTrue(path + " shows it " + found + " times", found >= atLeast);
        Matcher out = BREAKS_OUT.matcher(page);
        assertFalse(path + ": " + page, out.find());
    }

    private static String json(String member, String value) {
        JsonObject json = new JsonObject();
        json.addProperty(member, value);
        return json.toString();
    }
}
