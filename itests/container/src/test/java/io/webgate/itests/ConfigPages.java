// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The pages Configuration: what is typed, seen before it is saved, saved, and brought back. */
public class ConfigPages {

    private static final String GATE = "io.webgate.gate";
    private static final String EXCHANGE = "io.webgate.enforcement.exchange";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
    }

    @After
    public void asBefore() throws Exception {
        host.admin().delete("/api/v1/config/" + GATE);
        host.admin().delete("/api/v1/config/" + EXCHANGE);
    }

    @Test
    public void withoutAScriptASettingIsTypedSeenSavedAndBroughtBack() throws Exception {
        int before = host.admin()
                .get("/api/v1/config/" + EXCHANGE + "/history")
                .is(200)
                .array()
                .size();
        try (Window window = host.anna(new Manner("en", Screen.DESKTOP, ColorScheme.LIGHT, false))) {
            Page page = window.page;
            window.go("/admin/config");
            page.locator("main nav a[href='/admin/config/" + EXCHANGE + "']").click();
            page.locator("#set-lives").fill("five");
            page.locator("#check").click();
            assertThat(page.locator("#set-lives-error")).containsText("is not a duration");
            page.locator("#set-lives").fill("PT9M");
            page.locator("#check").click();
            assertThat(page.locator("#review tbody tr")).hasCount(1);
            assertThat(page.locator("#review tbody tr")).containsText("PT9M");
            assertThat(page.locator("#effects")).containsText("Applies at once");
            assertTrue(!saved(EXCHANGE).contains("PT9M"));
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).hasText("Saved.");
            assertTrue(saved(EXCHANGE), saved(EXCHANGE).contains("PT9M"));

            page.locator("#set-lives").fill("PT8M");
            page.locator("#check").click();
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).hasText("Saved.");
            page.locator("#history").click();
            assertThat(page.locator("main tbody tr")).hasCount(before + 2);
            page.locator("main tbody tr").nth(1).locator("a.button").click();
            assertThat(page.locator("#review tbody tr")).containsText("PT8M");
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).hasText("The earlier state is back.");
            assertTrue(saved(EXCHANGE), saved(EXCHANGE).contains("PT9M"));
            page.locator("#remove").click();
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).hasText("Deleted.");
            assertEquals(
                    "false",
                    host.admin().get("/api/v1/config/" + EXCHANGE).is(200).text("configured"));
            window.quiet("config");
        }
    }

    @Test
    public void r32ABoundAboveTheLicenceIsRemarkedAndSomebodyElsesChangeIsNotLost() throws Exception {
        try (Window window = host.anna(PagesHost.RUSSIAN)) {
            Page page = window.page;
            window.go("/admin/config/" + GATE);
            page.locator("#set-sessions").fill(Api.WAITER + "=1000");
            new Keyboard(window).walk();
            page.locator("#check").click();
            assertThat(page.locator("#effects")).containsText("больше, чем даёт лицензия");
            host.admin()
                    .put("/api/v1/config/" + GATE, "{\"sessions\":[\"" + Api.WAITER + "=7\"]}")
                    .is(201);
            page.locator("#save").click();
            assertThat(page.locator("#meanwhile")).isVisible();
            assertThat(page.locator("#review tbody tr")).containsText("=7");
            assertThat(page.locator("#review tbody tr")).containsText("=1000");
            page.locator("#save").click();
            assertThat(page.locator("#outcome")).hasText("Сохранено.");
            assertTrue(saved(GATE), saved(GATE).contains("=1000"));
        }
    }

    private String saved(String pid) throws Exception {
        return host.admin().get("/api/v1/config/" + pid).is(200).body();
    }
}
