// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** Uploads that are no licence and no form (T54): refused with a reason, and nothing of them is kept. */
public class UploadAttackIT {

    private static final int LIMIT = 256 * 1024;
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    private static HostProcess host;
    private static Path home;
    private static Api admin;
    private static Pages pages;
    private static String cookie;
    private static String token;

    @BeforeClass
    public static void start() throws Exception {
        home = HostProcess.freshHome("upload");
        host = HostProcess.start(home);
        admin = host.ready();
        pages = Pages.of(home);
        pages.firstRun(home);
        cookie = pages.signIn();
        token = pages.formToken(cookie);
    }

    @AfterClass
    public static void stop() {
        host.close();
    }

    @Before
    public void nothingIsThere() throws Exception {
        assertNothingStored();
    }

    /** Also not of what is still being read, or left, by the host. */
    private static void assertNothingStored() {
        Eventually.isSo(
                "Nothing is stored",
                Api.PATIENCE,
                () -> {
                    lookForWhatIsStored();
                    return "";
                },
                host::said);
    }

    private static void lookForWhatIsStored() throws Exception {
        assertEquals("[]", admin.get("/api/v1/licenses").is(200).body());
        for (String folder : List.of("licenses", "licenses/archive", "licenses/damaged")) {
            Path path = home.resolve(folder);
            if (Files.isDirectory(path)) {
                try (var files = Files.list(path)) {
                    assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
                }
            }
        }
        try (var temporary = Files.walk(home.resolve("var/tmp"))) {
            for (Path file : temporary.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                assertTrue(name, !name.contains("upload") && !name.contains("Multi"));
            }
        }
    }

    @Test
    public void t54OneByteTooManyIsTooManyByEitherWay() throws Exception {
        byte[] large = "x".repeat(LIMIT + 1).getBytes(StandardCharsets.US_ASCII);
        Answer refused = admin.install(large).is(413);
        assertTrue(refused.body(), refused.header("Content-Type").startsWith("application/problem+json"));
        HttpResponse<String> page = upload(MULTIPART, part("file", "x.lic", "x".repeat(LIMIT + 1)) + "--b--\r\n");
        assertEquals(page.body(), 422, page.statusCode() == 413 ? 422 : page.statusCode());
        assertNothingStored();
    }

    @Test
    public void t54AFormThatIsNoneIsRefused() throws Exception {
        String document = "x".repeat(100);
        for (String[] form : new String[][] {
            {"multipart/form-data", part("file", "x.lic", document) + "--b--\r\n"},
            {"multipart/form-data; boundary=", part("file", "x.lic", document) + "--b--\r\n"},
            {"multipart/form-data; boundary=" + "b".repeat(71), part("file", "x.lic", document) + "--b--\r\n"},
            {"multipart/mixed; boundary=b", part("file", "x.lic", document) + "--b--\r\n"},
            {"text/plain", document},
            {"application/json", "{\"file\":\"x\"}"},
            {"application/octet-stream", document},
            {MULTIPART, part("file", "x.lic", document)},
            {MULTIPART, part("file", "x.lic", document).substring(0, 60)},
            {MULTIPART, part("other", "x.lic", document) + "--b--\r\n"},
            {MULTIPART, "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n"},
            {MULTIPART, "--b\r\n" + "X: y\r\n".repeat(2000) + "\r\n" + document + "\r\n--b--\r\n"},
            {MULTIPART, ""}
        }) {
            HttpResponse<String> answer = upload(form[0], form[1]);
            assertTrue(form[0] + ": " + answer.statusCode(), answer.statusCode() == 422 || answer.statusCode() == 400);
            assertTrue(answer.body(), answer.body().contains("<main"));
            assertNothingStored();
        }
    }

    @Test
    public void t54AHundredThousandPartsAreNotTakenApart() throws Exception {
        String small = part("file", "", "");
        HttpResponse<String> answer = upload(MULTIPART, small.repeat(7000) + "--b--\r\n");
        assertEquals(answer.body(), 422, answer.statusCode());
        StringBuilder many = new StringBuilder();
        many.append(small.repeat(100_000)).append("--b--\r\n");
        String request = head("POST /admin/licenses", MULTIPART) + "Content-Length: " + many.length()
                + "\r\nConnection: close\r\n\r\n";
        try (RawWire wire = new RawWire(pages.port())) {
            wire.send(request);
            // Sooner or later it is not read any more
            wire.trySend(many.toString());
            int status = wire.status(30_000);
            assertTrue("answered " + status, status == 422 || status == 413 || status == 0);
        }
        assertNothingStored();
    }

    @Test
    public void t54WhatNeverEndsIsLeftAfterABoundedNumberOfBytes() throws Exception {
        String local = "Authorization: Bearer "
                + Files.readString(home.resolve("var/admin-token")).trim() + "\r\n";
        String page = head("POST /admin/licenses", MULTIPART);
        String program = "POST /api/v1/licenses HTTP/1.1\r\nHost: localhost\r\n" + local;
        for (String head : List.of(page, program)) {
            long sent = endless(head + "Transfer-Encoding: chunked\r\n\r\n");
            assertTrue("took " + sent, sent < 32L * 1024 * 1024);
            assertNothingStored();
        }
        // Nobody who is not known is read at all
        long sent = endless("POST /api/v1/licenses HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertTrue("took " + sent, sent < 32L * 1024 * 1024);
        admin.get("/health").is(200);
    }

    /** Chunks until the other side has enough; bounded. Returns how many bytes it took. */
    private static long endless(String head) throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        long sent = 0;
        try (RawWire wire = new RawWire(pages.port())) {
            wire.send(head);
            while (sent < 32L * 1024 * 1024 && wire.trySend(chunk)) {
                sent += chunk.length();
            }
        }
        return sent;
    }

    @Test
    public void t54ALengthThatIsAliedIsNotBelieved() throws Exception {
        try (RawWire wire = new RawWire(pages.port())) {
            wire.send(head("POST /admin/licenses", MULTIPART) + "Content-Length: 9223372036854775807\r\n\r\n--b\r\n");
            int status = wire.status(2_000);
            assertTrue("answered " + status, status == 0 || status >= 400);
        }
        for (String length : List.of("-1", "1, 2", "9223372036854775808", "0x10", "1\r\nContent-Length: 2")) {
            try (RawWire wire = new RawWire(pages.port())) {
                wire.send(head("POST /admin/licenses", MULTIPART) + "Content-Length: " + length + "\r\n\r\n--b\r\n");
                assertEquals(length, 400, wire.status(20_000));
            }
        }
        try (RawWire wire = new RawWire(pages.port())) {
            wire.send(head("POST /admin/licenses", MULTIPART)
                    + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertEquals("two ways to tell where it ends", 400, wire.status(20_000));
        }
        assertNothingStored();
    }

    private static String head(String line, String type) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\nX-Form-Token: " + token
                + "\r\nContent-Type: " + type + "\r\n";
    }

    private static String part(String name, String file, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file + "\"\r\n\r\n"
                + content + "\r\n";
    }

    private static HttpResponse<String> upload(String type, String body) throws Exception {
        return pages.send(
                "POST",
                "/admin/licenses",
                body,
                "Cookie",
                cookie,
                "X-Form-Token",
                token,
                "Content-Type",
                type,
                "Accept",
                "text/html");
    }
}
