// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import io.webgate.itests.Browser.Window;
import io.webgate.testkit.Eventually;
import org.junit.Before;
import org.junit.Test;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The pages stay up and tell the truth while the gate is stopped, the store takes nothing, and the host restarts. */
public class TroubledPages {

    private final PagesHost host = AllPagesIT.HOST;

    private Api till;

    @Before
    public void clear() throws Exception {
        host.clear();
        host.license("Café «Осень»", 3);
        till = host.admin().as(host.admin().device("Till", 9));
        till.open("Anna").is(201);
    }

    @Test
    public void whileTheGateIsStoppedEveryPageStaysUpAndTellsWhy() throws Exception {
        host.admin().post("/api/v1/gate/stop", "").is(200);
        host.gateIs("stopped");
        try (Window window = host.anna(PagesHost.RUSSIAN)) {
            Page page = window.page;
            for (String path : List.of(
                    "/admin",
                    "/admin/licenses",
                    "/admin/plugins",
                    "/admin/accounts",
                    "/admin/tokens",
                    "/admin/audit",
                    "/admin/account",
                    "/admin/gallery")) {
                assertEquals(path, 200, window.go(path).status());
                assertThat(page.locator("#frame-status .state-stopped")).isVisible();
                assertThat(page.locator("#frame-status .banner")).containsText("Шлюз остановлен");
            }
            window.go("/admin");
            assertThat(page.locator("#overview-live")).containsText("Шлюз остановлен администратором");
            window.go("/admin/plugins");
            assertThat(page.locator("#plugins-live")).containsText("Шлюз остановлен администратором");
            // Administration goes on
            window.go("/admin/licenses");
            page.locator("#paste summary").click();
            page.locator("#license-text")
                    .fill(new String(
                            host.document("Second", 5, request -> request), java.nio.charset.StandardCharsets.UTF_8));
            page.locator("#install-text").click();
            page.locator("#install-now").click();
            assertThat(page.locator("#outcome[role=status]")).isVisible();
            window.go("/admin/plugins");
            page.locator("#gate-resume").click();
            assertThat(page.locator("#gate-stop")).isVisible();
            window.quiet("stopped");
        }
    }

    /** The disk of the host takes nothing: every write to a file fails, as with a file system that is full or gone. */
    @Test
    public void whileTheStoreTakesNothingThePagesStayUpAndSaySo() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin");
            assertThat(page.locator("#frame-status .banner")).hasCount(0);
            writes("0");
            try {
                // Somebody tries to change something; the host finds out, and refuses
                window.go("/admin/tokens");
                page.locator("#token-label").fill("While the disk is full");
                page.locator("#create-token").click();
                assertThat(page.locator("main [role=alert]")).isVisible();
                assertThat(page.locator("#token-secret")).hasCount(0);
                assertThat(page.locator("h1")).isVisible();
                window.look("store-refused-en-DESKTOP");
                Eventually.isSo(
                        "The banner tells of the store",
                        Api.PATIENCE,
                        () -> {
                            window.go("/admin");
                            String strip = page.locator("#frame-status").innerText();
                            return strip.contains("The store can not be written") ? "" : strip;
                        },
                        () -> "");
                assertThat(page.locator("#overview-live")).containsText("1 of 3 in use");
                assertThat(page.locator("#overview-live")).containsText("The store takes nothing new");
                window.lookInBothThemes("overview-store-en-DESKTOP");
                for (String path : List.of("/admin/licenses", "/admin/plugins", "/admin/account", "/admin/gallery")) {
                    assertEquals(path, 200, window.go(path).status());
                    assertThat(page.locator("#frame-status .banner")).containsText("The store can not be written");
                }
            } finally {
                writes("unlimited");
            }
            Eventually.isSo(
                    "The store has healed by itself, and the page tells so",
                    Api.PATIENCE,
                    () -> {
                        window.go("/admin");
                        String strip = page.locator("#frame-status").innerText();
                        return strip.contains("The store can not be written") ? strip : "";
                    },
                    () -> host.process().said());
            till.open("Boris").is(201);
            window.quiet("store");
        }
    }

    @Test
    public void aRestartOfTheHostIsToldAndThePageComesBackByItself() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            page.clock().install();
            window.goListening("/admin");
            till.open("Boris").is(201);
            assertThat(page.locator("#overview-live .gauge-card strong")).hasText("2 of 3 in use");
            host.process().kill();
            for (int round = 0; round < 6; round++) {
                page.clock().runFor(15_000);
            }
            assertThat(page.locator("#overview-live"))
                    .hasAttribute(
                            "data-stale",
                            java.util.regex.Pattern.compile("As of [0-9]{2}:[0-9]{2}, connection lost, retrying"));
            assertThat(page.locator("#live-status")).hasText("The connection to the host is lost.");
            assertThat(page.locator("#overview-live .gauge-card strong")).hasText("2 of 3 in use");
            host.again();
            Eventually.isSo(
                    "The page has come back",
                    Api.PATIENCE,
                    () -> {
                        page.clock().runFor(15_000);
                        return page.locator("[data-stale]").count() == 0 ? "" : "it is stale";
                    },
                    () -> "");
            assertThat(page.locator("#overview-live .gauge-card strong")).hasText("2 of 3 in use");
            assertThat(page.locator("#frame-status .state-open")).isVisible();
            till.eventuallyOpen("Viktor");
            assertThat(page.locator("#overview-live .gauge-card strong")).hasText("3 of 3 in use");
            // Nobody had to sign in again
            window.go("/admin/account");
            assertThat(page.locator("#sessions-heading")).isVisible();
        }
    }

    /** Bounds the size of each file that the host writes, which no right of an account lifts. */
    private void writes(String bytes) throws IOException, InterruptedException {
        Process bound = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(host.process().pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertTrue(bound.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, bound.exitValue());
    }
}
