// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

/** What a stranger tries at the pages of the distribution, and gets nothing by (T47, T49–T51, T53, T56, T57). */
public class PagesAttackIT {

    private static final String PASSWORD = "three chairs in autumn";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");
    // java.net.http keeps some headers for itself; a browser on another site would send them
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private static HostProcess host;
    private static String url;
    private static Path home;

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("attack");
        host = HostProcess.start(home);
        host.ready();
        url = "http://127.0.0.1:" + Files.readString(home.resolve("var/port")).trim();
        String token = Files.readString(home.resolve("var/first-run-token")).trim();
        HttpResponse<String> far = post("/admin/first-run", form("token", token), "X-Forwarded-For", "192.0.2.7");
        assertEquals("through a proxy nobody is local", 403, far.statusCode());
        HttpResponse<String> made = post(
                "/admin/first-run", form("token", token, "login", "anna", "password", PASSWORD, "repeat", PASSWORD));
        assertEquals(made.body(), 303, made.statusCode());
        assertFalse("used up", Files.exists(home.resolve("var/first-run-token")));
    }

    @AfterClass
    public static void stop() {
        host.close();
    }

    @Test
    public void t47ACookieFromBeforeIsNeverAdoptedAndOneFromAfterSignOutIsWorthless() throws Exception {
        HttpResponse<String> answer = post(
                "/admin/sign-in",
                form("login", "anna", "password", PASSWORD),
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
                303, get("/admin/", "Cookie", "webgate=chosen-by-an-attacker").statusCode());

        HttpResponse<String> page = get("/admin/", "Cookie", cookie);
        assertEquals(200, page.statusCode());
        assertEquals(
                303,
                post("/admin/sign-out", form("form-token", formToken(page)), "Cookie", cookie)
                        .statusCode());
        assertEquals(303, get("/admin/", "Cookie", cookie).statusCode());
        assertEquals(401, get("/api/v1/licenses", "Cookie", cookie).statusCode());
    }

    @Test
    public void t51WhatAnotherSiteMakesABrowserSendDoesNothing() throws Exception {
        String cookie = signIn();
        String token = formToken(get("/admin/", "Cookie", cookie));
        String label = "label=made-by-another-site&role=ADMIN";
        for (List<String> forged : List.of(
                List.of("Origin", "http://evil.example"),
                List.of("Origin", "null"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"))) {
            HttpResponse<String> answer = post(
                    "/admin/tokens", label + "&form-token=" + token, "Cookie", cookie, forged.get(0), forged.get(1));
            assertEquals(forged.toString(), 403, answer.statusCode());
        }
        assertEquals(
                "no token", 403, post("/admin/tokens", label, "Cookie", cookie).statusCode());
        assertEquals(
                "a text that looks like a form",
                403,
                send(
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
                get("/admin/plugins/resume", "Cookie", cookie).statusCode());
        assertEquals(
                "the interface, with the cookie alone",
                403,
                send(
                                "POST",
                                "/api/v1/tokens",
                                "{\"label\":\"made-by-another-site\",\"role\":\"admin\"}",
                                "Cookie",
                                cookie)
                        .statusCode());
        assertFalse(get("/admin/tokens", "Cookie", cookie).body().contains("made-by-another-site"));
        assertEquals(
                "signing a browser in as somebody else",
                403,
                post("/admin/sign-in", form("login", "anna", "password", PASSWORD), "Origin", "http://evil.example")
                        .statusCode());
    }

    @Test
    public void t53AnotherSiteReadsNothing() throws Exception {
        String cookie = signIn();
        for (String path : List.of("/admin/licenses", "/admin/audit.csv", "/api/v1/events")) {
            HttpResponse<String> answer =
                    get(path, "Cookie", cookie, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors");
            assertEquals(path, 403, answer.statusCode());
        }
        HttpResponse<String> page = get("/admin/", "Cookie", cookie, "Origin", "http://evil.example");
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
            HttpResponse<String> answer = get(path);
            assertTrue(path + " " + answer.statusCode(), answer.statusCode() >= 400);
            assertFalse(path, answer.body().contains("id=\"install\""));
        }
    }

    @Test
    public void t56NobodyIsLedElsewhere() throws Exception {
        for (String next : List.of("//evil.example", "https://evil.example", "/\\evil.example", "/admin/\r\nX: y")) {
            HttpResponse<String> answer =
                    post("/admin/sign-in", form("login", "anna", "password", PASSWORD, "next", next));
            assertEquals(next, 303, answer.statusCode());
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertTrue(location, location.equals("/admin") || location.startsWith("/admin/"));
            assertTrue(answer.headers().firstValue("X").isEmpty());
        }
    }

    @Test
    public void t57NoSecretIsInTheLogAndNoLineIsForged() throws Exception {
        signIn();
        post("/admin/sign-in", form("login", "x\r\n2026 ERROR forged by a stranger", "password", "canary-7f3a"));
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

    private static String signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/admin/sign-in", form("login", "anna", "password", PASSWORD));
        assertEquals(answer.body(), 303, answer.statusCode());
        String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    private static String formToken(HttpResponse<String> page) {
        Matcher found = FORM_TOKEN.matcher(page.body());
        assertTrue(page.body(), found.find());
        return found.group(1);
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int at = 0; at < fields.length; at += 2) {
            form.append(at == 0 ? "" : "&")
                    .append(fields[at])
                    .append('=')
                    .append(URLEncoder.encode(fields[at + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    private static HttpResponse<String> post(String path, String form, String... headers)
            throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", path, form, all);
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
