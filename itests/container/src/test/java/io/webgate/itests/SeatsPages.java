// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.ModuleId;
import org.junit.Before;
import org.junit.Test;

import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The page Sessions &amp; devices: the queue with its cut line, and the three ways to close a seat. */
public class SeatsPages {

    private static final String PAGE = "/admin/sessions?module=" + LimitsPages.TILL;

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
        host.admin()
                .install(host.document("Café", 2, request -> request.entitlement(new ModuleId(LimitsPages.TILL), 2)))
                .is(201);
        host.sessionsAreServed();
    }

    private Answer connect(String till) throws Exception {
        return host.admin().put("/api/v1/connections/" + LimitsPages.TILL + "/" + till, "{\"label\":\"" + till + "\"}");
    }

    private static void close(Window window, String who, String how, String reason) {
        Page page = window.page;
        page.locator("#seats tr:has-text('" + who + "') a[href$='/evict']").click();
        page.locator("#how-" + how).check();
        Forms.fill(page, "reason", reason);
        page.locator("#evict-now").click();
        assertThat(page.locator("#outcome")).isVisible();
    }

    @Test
    public void theCutLineMovesWithWhatHappensAndTheFirstInLineGetsThePlace() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.goListening(PAGE);
            assertThat(page.locator("main")).containsText("Nobody is connected.");
            assertThat(page.locator("#approach")).containsText(host.url() + "/api/v1/connections/");
            connect("till-1").is(200);
            assertThat(page.locator("#room-line")).hasText("Limit 2: 1 more fits");
            connect("till-2").is(200);
            assertEquals("suspended", connect("till-3").is(200).text("exchange"));
            assertThat(page.locator("#cut-line")).containsText("Limit 2: from here on suspended");
            assertThat(page.locator("#seats tbody tr")).hasCount(4);
            List<String> rows = page.locator("#seats tbody tr").allInnerTexts();
            assertEquals(rows.toString(), 4, rows.size());
            assertTrue(
                    rows.toString(),
                    rows.get(2).startsWith("Limit 2") && rows.get(3).contains("till-3"));
            // A page that is still being told of what has just happened would lose the focus in the middle of the walk
            window.go(PAGE);
            new Keyboard(window).walk();
            page.locator("#seats tr:has-text('till-1') a[href$='/evict']").click();
            assertThat(page.locator("#evict-then")).containsText("The place goes to the first in line: till-3.");
            new Keyboard(window).walk();
            page.locator("#how-once").check();
            Forms.fill(page, "reason", "Test till");
            page.locator("#evict-now").click();
            assertThat(page.locator("#outcome")).containsText("Closed.");
            assertThat(page.locator("#room-line")).hasText("Limit 2: nobody else fits");
            assertEquals("allowed", connect("till-3").is(200).text("exchange"));
            assertEquals(
                    "it may come back, behind the others",
                    "suspended",
                    connect("till-1").is(200).text("exchange"));
            host.admin().eventuallyActs("Test till");
            window.go("/admin/audit");
            assertThat(page.locator("main")).containsText("(till-1): Test till");
            window.quiet("seats");
        }
    }

    @Test
    public void withoutScriptASeatIsHeldFreeAndItsHolderKeptOut() throws Exception {
        // Its name is nobody else's: it stays out for longer than the tests of this host last
        connect("held-1").is(200);
        connect("till-2").is(200);
        try (Window window = host.anna(new Manner("ru", Screen.PHONE, ColorScheme.DARK, false))) {
            window.go(PAGE);
            close(window, "held-1", "hold", "Инвентаризация");
            assertThat(window.page.locator("#outcome")).containsText("на выбранное время вход закрыт");
            Answer refused = connect("held-1").is(403);
            assertEquals("held-out", refused.text("code"));
            assertTrue(refused.body(), refused.text("detail").contains("Инвентаризация"));
            assertEquals("allowed", connect("till-3").is(200).text("exchange"));
            window.quiet("seats without script");
        }
    }

    @Test
    public void aBlockedDeviceIsOutUntilAnAdministratorAllowsItAgain() throws Exception {
        String token = host.admin().device("Bar tablet", 9);
        Api tablet = host.admin().as(token);
        tablet.open("Anna").is(201);
        tablet.open("Boris").is(201);
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin/sessions?module=" + Api.WAITER);
            assertThat(page.locator("#seats-count")).hasText("2 sessions of 2");
            close(window, "Anna", "block", "Lost on the terrace");
            assertThat(page.locator("#seats-count")).hasText("0 sessions of 2");
            tablet.open("Anna").is(401);
            page.locator("main a[href='/admin/tokens']").click();
            assertThat(page.locator("#blocked-heading")).isVisible();
            page.locator("section:has(#blocked-heading) tr:has-text('Bar tablet') button")
                    .first()
                    .click();
            assertThat(page.locator("#outcome")).hasText("The device is allowed again.");
            tablet.open("Anna").is(201);
            window.quiet("block");
        }
    }

    @Test
    public void anOperatorClosesButDoesNotBlockAndAViewerOnlySees() throws Exception {
        host.account("olga", "operator");
        host.account("viewer", "viewer");
        Api tablet = host.admin().as(host.admin().device("Bar tablet", 9));
        tablet.open("Anna").is(201);
        try (Window window = Forms.signedIn(host.stranger(PagesHost.ENGLISH), "olga")) {
            window.go("/admin/sessions?module=" + Api.WAITER);
            window.page.locator("#seats a[href$='/evict']").click();
            assertThat(window.page.locator("#how-block")).isDisabled();
            assertThat(window.page.locator("#block-help")).hasText("Only an administrator can block a device.");
            window.page.locator("#how-once").check();
            Forms.fill(window.page, "reason", "End of shift");
            window.page.locator("#evict-now").click();
            assertThat(window.page.locator("#outcome")).isVisible();
            assertThat(window.page.locator("#seats-enrol")).hasAttribute("aria-disabled", "true");
        }
        tablet.open("Boris").is(201);
        try (Window window = Forms.signedIn(host.stranger(PagesHost.ENGLISH), "viewer")) {
            window.go("/admin/sessions?module=" + Api.WAITER);
            assertThat(window.page.locator("#seats")).containsText("Boris");
            assertThat(window.page.locator("#seats a[href$='/evict']")).hasCount(0);
            assertThat(window.page.locator("#evict-why")).isVisible();
        }
    }
}
