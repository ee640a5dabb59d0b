// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

import java.nio.file.Files;
import java.nio.file.Path;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * The pages as people meet them, in a real browser on the distribution: first run, install, excess, explanation, bigger
 * licence. Pictures of every page lie in {@code target/pages}.
 */
public class PagesIT {

    private static Browser browser;

    @BeforeClass
    public static void open() throws Exception {
        browser = new Browser(Path.of(System.getProperty("webgate.work"), "pages"));
    }

    @AfterClass
    public static void close() {
        browser.close();
    }

    @Test
    public void theWayFromFirstRunToABiggerLicenceInEnglishOnADesktop() throws Exception {
        way(PagesHost.ENGLISH);
    }

    @Test
    public void theWayFromFirstRunToABiggerLicenceInRussianOnAPhone() throws Exception {
        way(new Manner("ru", Screen.PHONE, ColorScheme.DARK, true));
    }

    @Test
    public void theSameWayWithoutScript() throws Exception {
        way(new Manner("en", Screen.DESKTOP, ColorScheme.DARK, false));
    }

    private static void way(Manner manner) throws Exception {
        boolean russian = manner.russian();
        boolean script = manner.script();
        String kind = manner.language() + "-" + manner.screen() + (script ? "" : "-noscript") + "-";
        Path home = HostProcess.freshHome("pages");
        try (HostProcess host = HostProcess.start(home)) {
            Api admin = host.ready();
            String key = admin.get("/api/v1/machine-key").is(200).text("machineKey");
            String url = "http://127.0.0.1:"
                    + Files.readString(home.resolve("var/port")).trim() + "/";
            try (Window window = browser.open(url, manner)) {
                Page page = window.page;
                assertTrue(page.url(), page.url().endsWith("/admin/first-run"));
                assertEquals(manner.language(), page.locator("html").getAttribute("lang"));
                look(window, kind + "1-first-run", script);

                Forms.firstRun(page, "wrong", "anna");
                assertThat(page.locator("[role=alert]")).containsText(russian ? "не тот токен" : "not the token");
                Forms.firstRun(page, Forms.firstRunToken(home), "anna");
                assertThat(page.locator("h1")).hasText(russian ? "Дальше — лицензия" : "Next: your licence");
                look(window, kind + "1-next", script);
                window.go("/admin/");
                assertThat(page.locator("h1")).hasText(russian ? "Обзор" : "Overview");
                assertThat(page.locator("#overview-key")).hasText(key);
                look(window, kind + "2-overview-empty", script);

                window.go("/admin/licenses");
                look(window, kind + "3-licenses-empty", script);
                Path two = issue(host, home, key, 2);
                Forms.install(page, two);
                assertThat(page.locator("body")).containsText("Café «Осень»");
                look(window, kind + "4-licenses", script);

                Api till = admin.as(admin.device("Till", 9));
                till.open("Anna").is(201);
                till.open("Boris").is(201);
                window.go("/admin/");
                assertThat(page.locator("body")).containsText(russian ? "Лимит исчерпан" : "At limit");
                look(window, kind + "5-overview-full", script);

                till.open("Viktor").is(503);
                window.go("/admin/");
                assertThat(page.locator("body")).containsText(russian ? "Остановлен" : "Stopped");
                look(window, kind + "6-overview-stopped", script);
                window.go("/admin/plugins");
                assertThat(page.locator("body")).containsText(russian ? "лицензировано 2" : "2 licensed");
                look(window, kind + "7-plugins-stopped", script);

                window.go("/admin/licenses");
                Path ten = issue(host, home, key, 10);
                Forms.install(page, ten);
                // The licence is in effect at once, the plugins start after it; without script the page shows one
                // moment
                admin.eventuallyGateIs("open");
                window.go("/admin/plugins");
                assertThat(page.locator("#gate-stop")).isVisible();
                till.eventuallyOpen("Viktor");
                look(window, kind + "8-plugins-open", script);
                window.go("/admin/gallery");
                look(window, kind + "9-gallery", script);
                window.quiet(kind);
            }
        }
    }

    private static void look(Window window, String name, boolean script) {
        if (script) {
            window.look(name);
        } else {
            window.quiet(name);
        }
    }

    private static Path issue(HostProcess host, Path home, String key, int sessions) throws Exception {
        Path out = home.resolve(sessions + ".lic");
        host.run(
                        "vendor",
                        "issue",
                        "--to",
                        key,
                        "--holder",
                        "Café «Осень»",
                        "--application",
                        "data-server",
                        "--module",
                        Api.WAITER + "=" + sessions,
                        "--out",
                        out.toString())
                .is(0);
        return out;
    }
}
