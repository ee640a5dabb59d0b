// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import io.webgate.itests.Browser.Window;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The whole way by the keyboard alone: first run, install, excess, explanation, bigger licence, and out again. */
public class KeyboardIT {

    private static final Set<String> STOPPED = Set.of("stopped");
    private static final Set<String> STARTED = Set.of("active", "unlicensed");
    private static final String ROWS_STOPPED = "#plugins-live tr .state-stopped";
    private static final String ROWS_STARTED = "#plugins-live tr .state-active, #plugins-live tr .state-unlicensed";

    @Test
    public void theWayFromFirstRunToABiggerLicenceByKeyboardAlone() throws Exception {
        ThrowawayVendor vendor =
                ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
        Path home = HostProcess.freshHome("keyboard");
        try (HostProcess host = HostProcess.start(home);
                Browser browser = new Browser(Path.of(System.getProperty("webgate.work"), "pages"))) {
            Api admin = host.ready();
            String url = "http://127.0.0.1:"
                    + Files.readString(home.resolve("var/port")).trim() + "/";
            try (Window window = browser.open(url, PagesHost.ENGLISH)) {
                Page page = window.page;
                Keyboard keyboard = new Keyboard(window);
                firstRun(keyboard, page, Forms.firstRunToken(home));

                page.waitForURL("**/first-run/next");
                keyboard.walk();
                keyboard.tabTo("#steps-install");
                keyboard.press("Enter");
                page.waitForURL("**/admin/licenses#install-heading");
                keyboard.walk();
                install(keyboard, window, vendor.license(Api.WAITER, 2));

                Api till = admin.as(admin.device("Till", 9));
                till.open("Anna").is(201);
                till.open("Boris").is(201);
                till.open("Viktor").is(503);
                // The page has heard of it; the banner leads to the explanation
                assertThat(page.locator("#frame-status .banner")).isVisible();
                pluginsAre(STOPPED, host, admin);
                reload(page);
                keyboard.tabTo("#frame-status a");
                keyboard.press("Enter");
                page.waitForURL("**/admin/plugins");
                assertThat(page.locator("main")).containsText("2 licensed");
                keyboard.walk();

                skipToContent(keyboard, page);
                toMenu(keyboard, page, "/admin/licenses");
                install(keyboard, window, vendor.license(Api.WAITER, 10));
                assertThat(page.locator("#frame-status .state-open")).isVisible();
                till.eventuallyOpen("Viktor");

                pluginsAre(STARTED, host, admin);
                toMenu(keyboard, page, "/admin/plugins");
                assertThat(page.locator(ROWS_STOPPED)).hasCount(0);
                keyboard.tabTo("#gate-stop");
                keyboard.press("Enter");
                page.waitForURL("**/admin/plugins/stop");
                keyboard.walk();
                keyboard.tabTo("#reason");
                keyboard.type("Night shift");
                keyboard.press("Enter");
                assertThat(page.locator("#gate-resume")).isVisible();
                // The button lies in what is written anew: the last of it has to be there before it is pressed
                assertThat(page.locator(ROWS_STARTED)).hasCount(0);
                pluginsAre(STOPPED, host, admin);
                keyboard.tabTo("#gate-resume");
                keyboard.press("Space");
                assertThat(page.locator("#gate-stop")).isVisible();
                pluginsAre(STARTED, host, admin);

                for (String path : new String[] {"/admin", "/admin/licenses", "/admin/tokens", "/admin/account"}) {
                    window.go(path);
                    keyboard.walk();
                }
                keyboard.tabTo("form.who button");
                keyboard.press("Enter");
                assertThat(page.locator("#sign-in")).isVisible();
                window.quiet("keyboard");
            }
        }
    }

    /** Plugins stop and start one after the other, and a page that is written anew meanwhile is no way to walk. */
    private static void pluginsAre(Set<String> states, HostProcess host, Api admin) {
        Eventually.stays(
                "Every plugin is one of " + states,
                Duration.ofSeconds(1),
                Api.PATIENCE,
                () -> {
                    JsonObject gate = admin.gate().object();
                    boolean gateToo = states.equals(STOPPED)
                            == gate.get("state").getAsString().equals("stopped");
                    boolean all = gate.getAsJsonArray("plugins").asList().stream()
                            .map(plugin -> plugin.getAsJsonObject().get("state").getAsString())
                            .allMatch(states::contains);
                    return gateToo && all ? "" : gate.toString();
                },
                host::said);
    }

    private static void firstRun(Keyboard keyboard, Page page, String token) {
        page.waitForURL("**/admin/first-run");
        // Typing can begin at once
        assertThat(page.locator("[name=token]")).isFocused();
        keyboard.walk();
        keyboard.tabTo("[name=token]");
        keyboard.type(token);
        keyboard.press("Tab");
        keyboard.type("anna");
        keyboard.press("Tab");
        keyboard.type(Forms.PASSWORD);
        keyboard.press("Tab");
        keyboard.type(Forms.PASSWORD);
        keyboard.tabTo("#first-run");
        keyboard.press("Space");
    }

    /** Until the page has it, and hears of what happens then. */
    private static void install(Keyboard keyboard, Window window, byte[] license) {
        Page page = window.page;
        keyboard.tabTo("#paste summary");
        keyboard.press("Enter");
        keyboard.tabTo("#license-text");
        keyboard.paste(new String(license, StandardCharsets.UTF_8));
        keyboard.press("Tab");
        assertTrue("A field for text is no trap", keyboard.isAt("#install-text"));
        keyboard.press("Enter");
        assertThat(page.locator("#what-if")).isVisible();
        keyboard.walk();
        keyboard.tabTo("#install-now");
        window.listening(() -> keyboard.press("Enter"));
        assertThat(page.locator("[role=status].notice, .notice[role=status]")).isVisible();
    }

    /** Loads the page again, as F5 does. */
    private static void reload(Page page) {
        page.reload();
    }

    private static void skipToContent(Keyboard keyboard, Page page) {
        reload(page);
        keyboard.tabTo(".skip");
        assertTrue("The skip link is seen", page.locator(".skip").boundingBox().y >= 0);
        keyboard.press("Enter");
        assertTrue("The content has the focus", keyboard.isAt("main#content"));
        keyboard.press("Tab");
        assertEquals(true, keyboard.isAt("main *"));
    }

    private static void toMenu(Keyboard keyboard, Page page, String path) {
        keyboard.tabTo("nav.side a[href='" + path + "']");
        keyboard.press("Enter");
        page.waitForURL("**" + path);
    }
}
