// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

/** What a stranger tries at the pages of the distribution, and gets nothing by (T47, T49–T51, T53, T56, T57). */
public class PagesAttackIT {

    private static final String PASSWORD = Pages.PASSWORD;

    private static final List<String> FOREIGN = List.of(
            "Host: evil.example\r\n",
            "Host: 127.0.0.1.evil.example\r\n",
            "X-Forwarded-For: 192.0.2.7\r\n",
            "X-Forwarded-For: 127.0.0.1\r\n",
            "X-Forwarded-Host: evil.example\r\n",
            "X-Real-IP: 127.0.0.1\r\n",
            "Forwarded: for=127.0.0.1;host=evil.example\r\n",
            "Via: 1.1 evil.example\r\n");

    private static HostProcess host;
    private static Pages pages;
    private static Path home;

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("attack");
        host = HostProcess.start(home);
        host.ready();
        pages = Pages.of(home);
        t50BeforeTheFirstAccountOnlyThisComputerUnderItsOwnNameIsHeard();
        pages.firstRun(home);
    }

    /** Whatever leads here without being a browser on this computer; sent as it is, since libraries won't. */
    private static void t50BeforeTheFirstAccountOnlyThisComputerUnderItsOwnNameIsHeard() throws Exception {
        String own = "Host: 127.0.0.1:" + pages.port() + "\r\n";
        assertTrue(raw("GET /admin/first-run", own).startsWith("HTTP/1.1 200"));
        assertTrue(raw("GET /admin/first-run", "Host: LOCALHOST\r\n").startsWith("HTTP/1.1 200"));
        String token = Files.readString(home.resolve("var/first-run-token")).trim();
        String form = Pages.form("token", token, "login", "mallory", "password", PASSWORD, "repeat", PASSWORD);
        String typed = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n";
        for (String headers : FOREIGN) {
            String whole = headers.startsWith("Host: ") ? headers : own + headers;
            String page = raw("GET /admin/first-run", whole);
            assertTrue(headers + page, page.startsWith("HTTP/1.1 403"));
            // Nothing of a foreign name comes back either
            assertFalse(headers + page, page.contains("evil.example"));
            String made = raw("POST /admin/first-run", whole + typed, form);
            assertTrue(headers + made, made.startsWith("HTTP/1.1 403"));
        }
        assertTrue("no account was made", Files.exists(home.resolve("var/first-run-token")));
    }

    private static String raw(String line, String headers, String... body) throws IOException {
        try (RawWire wire = new RawWire(pages.port())) {
            return wire.send(line + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + String.join("", body))
                    .read(30_000);
        }
    }

    @AfterClass
    public static void stop() {
        host.close();
    }

    @Test
    public void t47ACookieFromBeforeIsNeverAdoptedAndOneFromAfterSignOutIsWorthless() throws Exception {
        HttpResponse<String> answer = pages.post(
                "/admin/sign-in",
                Pages.form("login", "anna", "password", PASSWORD),
                "Cookie",
                "webgate=chosen-by-an-attacker");
        assertEquals(303, answer.statusCode());
        String header = answer.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("webgate=") && !value.contains("Max-Age=0"))
                .findFirst()
                .orElseThrow();
        assertTrue(header, header.contains("HttpOnly") && header.contains("SameSite=Strict"));
        String cookie = header.substring(0, header.indexOf(';'));
        assertNotEquals("webgate=chosen-by-an-attacker", cookie);
        assertEquals(
                303,
                pages.get("/admin/", "Cookie", "webgate=chosen-by-an-attacker").statusCode());

        HttpResponse<String> page = pages.get("/admin/", "Cookie", cookie);
        assertEquals(200, page.statusCode());
        assertEquals(
                303,
                pages.post("/admin/sign-out", Pages.form("form-token", Pages.formToken(page)), "Cookie", cookie)
                        .statusCode());
        assertEquals(303, pages.get("/admin/", "Cookie", cookie).statusCode());
        assertEquals(401, pages.get("/api/v1/licenses", "Cookie", cookie).statusCode());
    }

    @Test
    public void t51WhatAnotherSiteMakesABrowserSendDoesNothing() throws Exception {
        String cookie = pages.signIn();
        String token = Pages.formToken(pages.get("/admin/", "Cookie", cookie));
        String label = "label=made-by-another-site&role=ADMIN";
        for (List<String> forged : List.of(
                List.of("Origin", "http://evil.example"),
                List.of("Origin", "null"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"))) {
            HttpResponse<String> answer = pages.post(
                    "/admin/tokens", label + "&form-token=" + token, "Cookie", cookie, forged.get(0), forged.get(1));
            assertEquals(forged.toString(), 403, answer.statusCode());
        }
        assertEquals(
                "no token",
                403,
                pages.post("/admin/tokens", label, "Cookie", cookie).statusCode());
        assertEquals(
                "a text that looks like a form",
                403,
                pages.send(
                                "POST",
                                "/admin/tokens",
                                label + "&form-token=" + token,
                                "Cookie",
                                cookie,
                                "Content-Type",
                                "text/plain")
                        .statusCode());
        assertEquals(
                "asking changes nothing",
                405,
                pages.get("/admin/plugins/resume", "Cookie", cookie).statusCode());
        assertEquals(
                "the interface, with the cookie alone",
                403,
                pages.send(
                                "POST",
                                "/api/v1/tokens",
                                "{\"label\":\"made-by-another-site\",\"role\":\"admin\"}",
                                "Cookie",
                                cookie)
                        .statusCode());
        assertFalse(pages.get("/admin/tokens", "Cookie", cookie).body().contains("made-by-another-site"));
        assertEquals(
                "signing a browser in as somebody else",
                403,
                pages.post(
                                "/admin/sign-in",
                                Pages.form("login", "anna", "password", PASSWORD),
                                "Origin",
                                "http://evil.example")
                        .statusCode());
    }

    @Test
    public void t53AnotherSiteReadsNothing() throws Exception {
        String cookie = pages.signIn();
        for (String path : List.of("/admin/licenses", "/admin/audit.csv", "/api/v1/events")) {
            HttpResponse<String> answer =
                    pages.get(path, "Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors");
            assertEquals(path, 403, answer.statusCode());
        }
        HttpResponse<String> page = pages.get("/admin/", "Cookie", cookie, "Origin", "http://evil.example");
        assertTrue(page.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy, policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"));
        assertFalse(policy, policy.contains("unsafe"));
    }

    @Test
    public void t49TricksWithThePathOpenNoPage() throws Exception {
        for (String path : List.of(
                "//admin/licenses",
                "/admin//licenses",
                "/admin/licenses;x",
                "/admin/%6cicenses",
                "/admin/%2e%2e/admin/licenses",
                "/ADMIN/licenses",
                "/admin./licenses",
                "/admin/assets/%2e%2e/licenses",
                "/admin/assets/..%2flicenses")) {
            HttpResponse<String> answer = pages.get(path);
            assertTrue(path + " " + answer.statusCode(), answer.statusCode() >= 400);
            assertFalse(path, answer.body().contains("id=\"install\""));
        }
    }

    @Test
    public void t56NobodyIsLedElsewhere() throws Exception {
        for (String next : List.of("//evil.example", "https://evil.example", "/\\evil.example", "/admin/\r\nX: y")) {
            HttpResponse<String> answer =
                    pages.post("/admin/sign-in", Pages.form("login", "anna", "password", PASSWORD, "next", next));
            assertEquals(next, 303, answer.statusCode());
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertTrue(location, location.equals("/admin") || location.startsWith("/admin/"));
            assertTrue(answer.headers().firstValue("X").isEmpty());
        }
    }

    @Test
    public void t50TheLocalTokenIsForThisComputerUnderItsOwnNameAlone() throws Exception {
        String token = "Authorization: Bearer "
                + Files.readString(home.resolve("var/admin-token")).trim() + "\r\n";
        String own = "Host: localhost:" + pages.port() + "\r\n";
        assertTrue(raw("GET /api/v1/licenses", own + token).startsWith("HTTP/1.1 200"));
        for (String headers : FOREIGN) {
            String whole = headers.startsWith("Host: ") ? headers : own + headers;
            String answer = raw("GET /api/v1/licenses", whole + token);
            assertTrue(headers + answer, answer.startsWith("HTTP/1.1 401"));
        }
        for (String twice : List.of(own + "Host: evil.example\r\n", "")) {
            assertTrue(twice, raw("GET /api/v1/licenses", twice + token).startsWith("HTTP/1.1 400"));
        }
        String absolute = raw("GET http://evil.example/api/v1/licenses", own + token);
        assertTrue(absolute, absolute.startsWith("HTTP/1.1 400"));
    }

    @Test
    public void t50SignedInPagesAnswerUnderAnyNameAndBuildNoAddressOfIt() throws Exception {
        String cookie = "Cookie: " + pages.signIn() + "\r\n";
        String page = raw("GET /admin/", "Host: till.shop.example\r\nX-Forwarded-Host: evil.example\r\n" + cookie);
        assertTrue(page, page.startsWith("HTTP/1.1 200"));
        assertFalse(page, page.contains("//till.shop.example") || page.contains("evil.example"));
        String led = raw("GET /admin/licenses", "Host: till.shop.example\r\nX-Forwarded-Host: evil.example\r\n");
        assertTrue(led, led.startsWith("HTTP/1.1 303"));
        assertTrue(led, led.contains("\r\nLocation: /admin/sign-in?next=%2Fadmin%2Flicenses\r\n"));
        String forged = raw("POST /admin/sign-out", "Host: evil.example\r\nOrigin: http://evil.example\r\n" + cookie);
        assertTrue("the form's token is missing", forged.startsWith("HTTP/1.1 403"));
    }

    @Test
    public void t57NoSecretIsInTheLogAndNoLineIsForged() throws Exception {
        pages.signIn();
        pages.post(
                "/admin/sign-in",
                Pages.form("login", "x\r\n2026 ERROR forged by a stranger", "password", "canary-7f3a"));
        StringBuilder said = new StringBuilder(
                Files.readString(home.resolveSibling(home.getFileName() + ".out"), StandardCharsets.UTF_8));
        try (var logs = Files.walk(home.resolve("var"))) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                said.append(Files.readString(log, StandardCharsets.UTF_8));
            }
        }
        for (String secret : List.of(PASSWORD, "canary-7f3a", "wgf_", "forged by a stranger")) {
            assertFalse(secret, said.toString().contains(secret));
        }
    }
}
