// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import io.webgate.itests.Browser.Window;
import io.webgate.sample.tables.TablesServlet;
import org.junit.Before;
import org.junit.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** A plugin's page in the running host: dropped as a jar, in the menu, in the frame, gone with the gate. */
public class PluginPages {

    private static final String PAGE = "/admin/ext/tables";
    private static final String ENTRY = "nav.side a[href='" + PAGE + "']";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
        host.drop(TablesServlet.class, "sample-tables.jar", PAGE);
    }

    @Test
    public void aPluginsPageStandsInTheFrameInBothLanguagesWithAFormThatWorks() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin");
            page.locator(ENTRY).click();
            assertThat(page.locator("h1")).hasText("Tables of the room");
            assertEquals("Tables of the room · Web Gate", page.title());
            assertThat(page.locator(ENTRY)).hasText("Tables");
            assertThat(page.locator(ENTRY)).hasAttribute("aria-current", "page");
            assertThat(page.locator("#tables-now")).hasText("12");
            window.lookInBothThemes("plugin-en-DESKTOP");
            Forms.fill(page, "tables", "40");
            Forms.submit(page);
            page.waitForURL("**" + PAGE);
            assertThat(page.locator("#tables-now")).hasText("40");
            // The browser itself would not send what it knows to be wrong
            page.locator("main form").evaluate("(form) => { form.noValidate = true; }");
            Forms.fill(page, "tables", "-1");
            Forms.submit(page);
            assertThat(page.locator("#tables-error")).hasText("A room has 1 to 500 tables.");
            assertThat(page.locator("h1")).hasText("Tables of the room");
            window.lookInBothThemes("plugin-refused-en-DESKTOP");

            // The switch leads from the answer to a form to a page that can be looked at
            page.locator("button[value=ru]").click();
            assertThat(page.locator("html")).hasAttribute("lang", "ru");
            page.waitForURL("**" + PAGE);
            assertThat(page.locator("h1")).hasText("Столы в зале");
            assertThat(page.locator("#tables-error")).hasCount(0);
            assertThat(page.locator(ENTRY)).hasText("Столы");
            assertThat(page.locator("main")).containsText("Сейчас столов: 40");
            page.locator("button[value=dark]").click();
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            window.look("plugin-ru-DESKTOP-dark");

            // A form without the token does nothing
            page.locator("main input[name=form-token]").evaluate("(field) => field.remove()");
            Forms.fill(page, "tables", "7");
            Forms.submit(page);
            assertThat(page.locator("main")).containsText("cross-site-request");
            window.go(PAGE);
            assertThat(page.locator("#tables-now")).hasText("40");
            window.quiet("plugin");
        }
    }

    @Test
    public void aViewersFormIsRefused() throws Exception {
        host.account("viewer", "viewer");
        try (Window window = Forms.signedIn(host.stranger(PagesHost.ENGLISH), "viewer")) {
            window.go(PAGE);
            String now = window.page.locator("#tables-now").innerText();
            Forms.fill(window.page, "tables", "41");
            Forms.submit(window.page);
            assertThat(window.page.locator("h1")).hasText("Too few rights");
            window.go(PAGE);
            assertThat(window.page.locator("#tables-now")).hasText(now);
        }
    }

    @Test
    public void thePageGoesWithTheGateAndSaysWhyAndComesBack() throws Exception {
        try (Window window = host.anna(PagesHost.RUSSIAN)) {
            Page page = window.page;
            host.admin().post("/api/v1/gate/stop", "").is(200);
            host.gateIs("stopped");
            window.go(PAGE);
            assertThat(page.locator("h1")).hasText("Плагин этой страницы остановлен");
            assertThat(page.locator("main [role=alert]"))
                    .hasText("Шлюз остановлен, и вместе с ним плагин com.example.tables."
                            + " Страница вернётся, когда шлюз откроют.");
            assertThat(page.locator(ENTRY)).hasCount(0);
            var entry = page.locator("nav.side [aria-disabled=true][aria-describedby=side-admin-ext-tables]");
            assertThat(entry).hasText("Столы");
            assertTrue(page.locator("#" + entry.getAttribute("aria-describedby"))
                    .innerText()
                    .contains("остановлен"));
            window.lookInBothThemes("plugin-stopped-ru-DESKTOP");
            host.admin().post("/api/v1/gate/resume", "").is(200);
            host.tells(PAGE, "tables-now");
            window.go(PAGE);
            assertThat(page.locator("h1")).hasText("Столы в зале");
            window.quiet("plugin stopped");
        }
    }
}
