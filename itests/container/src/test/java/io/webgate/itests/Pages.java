// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** The pages of a host as what a browser sends and gets; nothing is followed, and no cookie is kept by itself. */
final class Pages {

    static final String LOGIN = "anna";
    static final String PASSWORD = "three chairs in autumn";

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String url;

    private Pages(String url) {
        this.url = url;
    }

    static Pages of(Path home) throws IOException {
        return new Pages(
                "http://127.0.0.1:" + Files.readString(home.resolve("var/port")).trim());
    }

    /** Makes the first account with the token in the home. */
    void firstRun(Path home) throws IOException, InterruptedException {
        String token = Files.readString(home.resolve("var/first-run-token")).trim();
        HttpResponse<String> made = post(
                "/admin/first-run", form("token", token, "login", LOGIN, "password", PASSWORD, "repeat", PASSWORD));
        assertEquals(made.body(), 303, made.statusCode());
        assertFalse("used up", Files.exists(home.resolve("var/first-run-token")));
    }

    /** The cookie of a fresh session. */
    String signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/admin/sign-in", form("login", LOGIN, "password", PASSWORD));
        assertEquals(answer.body(), 303, answer.statusCode());
        String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }

    String formToken(String cookie) throws IOException, InterruptedException {
        return formToken(get("/admin/", "Cookie", cookie));
    }

    static String formToken(HttpResponse<String> page) {
        Matcher found = FORM_TOKEN.matcher(page.body());
        assertTrue(page.body(), found.find());
        return found.group(1);
    }

    static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int at = 0; at < fields.length; at += 2) {
            form.append(at == 0 ? "" : "&")
                    .append(fields[at])
                    .append('=')
                    .append(URLEncoder.encode(fields[at + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", path, form, all);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    int port() {
        return URI.create(url).getPort();
    }
}
