// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
import org.apache.felix.inventory.Format;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.owasp.encoder.Encode;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** The framework's own web console, dropped into {@code plugins/} of a running host: for administrators alone. */
public class WebConsoleIT {

    private static final String TAB = "/system/console/webgate-licensing";
    private static final String BUNDLES = "/system/console/bundles";

    private static HostProcess host;
    private static Api admin;
    private static Pages pages;

    @BeforeClass
    public static void start() throws Exception {
        Path home = HostProcess.freshHome("console");
        host = HostProcess.start(home);
        admin = host.ready();
        pages = Pages.of(home);
        admin.get(TAB).is(404);
        // In the order in which nothing starts at once
        drop(home, AbstractServlet.class);
        Eventually.isSo(
                "It lacks the others",
                Api.PATIENCE,
                () -> host.said().contains("does not start") ? "" : "nothing is said",
                host::said);
        drop(home, Format.class);
        drop(home, Encode.class);
        // File Install refreshes what it has just installed: it comes, goes and comes again
        Eventually.stays(
                "The console is there",
                Duration.ofSeconds(5),
                Api.PATIENCE,
                () -> {
                    Answer tab = admin.get(TAB);
                    return tab.status() == 200 ? "" : tab.toString();
                },
                host::said);
        pages.firstRun(home);
    }

    private static void drop(Path home, Class<?> one) throws Exception {
        Path jar = Path.of(URI.create(
                one.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path fresh = Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName() + ".part"));
        Files.move(fresh, home.resolve("plugins").resolve(jar.getFileName()));
    }

    @AfterClass
    public static void stop() {
        host.close();
    }

    @Test
    public void anAdministratorWhoIsSignedInSeesTheTabAndAsksForNoSecondPassword() throws Exception {
        String cookie = pages.signIn();
        HttpResponse<String> tab = pages.get(TAB, "Cookie", cookie);
        assertEquals(tab.body(), 200, tab.statusCode());
        assertTrue(tab.body(), tab.body().contains("<a href=\"/admin/\">"));
        assertTrue("the console's frame is around it", tab.body().contains("Licensing"));
        HttpResponse<String> bundles = pages.get(BUNDLES, "Cookie", cookie);
        assertEquals(200, bundles.statusCode());
        String policy = bundles.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy, policy.contains("script-src 'self' 'unsafe-inline'"));
        assertTrue(policy, policy.contains("frame-ancestors 'none'"));
        assertEquals(
                "what its pages need",
                200,
                pages.get("/system/console/res/ui/webconsole.css", "Cookie", cookie)
                        .statusCode());
    }

    @Test
    public void nobodyElseSeesAnythingOfIt() throws Exception {
        String known = "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));
        String device = admin.device("Probe", 1);
        String viewer = admin.post("/api/v1/tokens", "{\"label\":\"viewer\",\"role\":\"viewer\"}")
                .is(201)
                .text("token");
        String operator = admin.post("/api/v1/tokens", "{\"label\":\"operator\",\"role\":\"operator\"}")
                .is(201)
                .text("token");
        for (String path : List.of(
                TAB,
                BUNDLES,
                "/system/console",
                "/system/console/",
                "/system/console/bundles.json",
                "/system/console/res/ui/webconsole.css",
                "/system/console/logout",
                "/system/console/configMgr")) {
            for (String method : List.of("GET", "POST")) {
                assertRefused(401, pages.send(method, path, ""));
                assertRefused(401, pages.send(method, path, "", "Authorization", known));
                assertRefused(401, pages.send(method, path, "", "Cookie", "webgate=x"));
                for (String token : List.of(device, viewer, operator)) {
                    assertRefused(403, pages.send(method, path, "", "Authorization", "Bearer " + token));
                }
            }
        }
        assertRefused(400, pages.get("/system/console/%62undles"));
        assertRefused(400, pages.get("//system/console/bundles"));
        assertRefused(400, pages.get("/system/console;x/bundles"));
    }

    private static void assertRefused(int status, HttpResponse<String> answer) {
        assertEquals(answer.request() + answer.body(), status, answer.statusCode());
        assertFalse(answer.request().toString(), answer.body().contains("io.webgate"));
        assertFalse(
                "the console's own sign-in is never asked for",
                answer.headers().allValues("WWW-Authenticate").stream().anyMatch(value -> value.startsWith("Basic")));
    }

    @Test
    public void anotherSiteMakesAnAdministratorsBrowserDoNothingInIt() throws Exception {
        String cookie = pages.signIn();
        for (List<String> forged : List.of(
                List.of("Origin", "http://evil.example"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"))) {
            HttpResponse<String> answer = pages.post(
                    "/system/console/bundles", "action=stop&id=1", "Cookie", cookie, forged.get(0), forged.get(1));
            assertEquals(forged.toString(), 403, answer.statusCode());
        }
        HttpResponse<String> read = pages.get(
                "/system/console/bundles.json",
                "Cookie",
                cookie,
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "no-cors");
        assertEquals(403, read.statusCode());
    }

    @Test
    public void signingOutOfTheHostEndsTheConsoleToo() throws Exception {
        String cookie = pages.signIn();
        HttpResponse<String> led = pages.get("/system/console/logout", "Cookie", cookie);
        assertEquals("/admin/account", led.headers().firstValue("Location").orElse(""));
        assertEquals(200, pages.get(TAB, "Cookie", cookie).statusCode());
        pages.post("/admin/sign-out", Pages.form("form-token", pages.formToken(cookie)), "Cookie", cookie);
        assertEquals(401, pages.get(TAB, "Cookie", cookie).statusCode());
    }
}
