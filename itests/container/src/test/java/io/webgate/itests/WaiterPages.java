// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.ModuleId;
import org.junit.Before;
import org.junit.Test;

import java.nio.charset.StandardCharsets;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** A waiter's phone (R62): enrolled by a scanned code, tables, orders, the bill; without the network, and with a gate that stops. */
public class WaiterPages {

    private static final String MANAGER = "powerpos.document-manager";
    private static final Manner PHONE = new Manner("ru", Screen.PHONE, ColorScheme.LIGHT, true);
    private static final String DOCUMENTS = "**/documents";

    private final PagesHost host = PagesOnOneHostIT.HOST;
    private String permit = "";

    @Before
    public void house() throws Exception {
        host.clear();
        host.admin()
                .install(host.document("Café", 2, request -> request.entitlement(new ModuleId(MANAGER), 1)))
                .is(201);
        permit = host.admin()
                .put("/api/v1/connections/" + MANAGER + "/office", "")
                .is(200)
                .text("permit");
        goods("120");
    }

    private void goods(String price) throws Exception {
        String goods = "{\"goods\":[{\"code\":\"tea\",\"name\":\"Чай <чёрный>\",\"group\":\"Напитки\",\"price\":"
                + price + ",\"stock\":40},{\"code\":\"soup\",\"name\":\"Борщ\",\"group\":\"Кухня\",\"price\":350}]}";
        host.admin()
                .send(
                        "PUT",
                        "/api/v1/exchange/goods",
                        goods.getBytes(StandardCharsets.UTF_8),
                        "Exchange-Permit",
                        permit)
                .is(200);
    }

    private Window phone(Manner manner) throws Exception {
        String code = host.admin()
                .post("/api/v1/enrolments", "{\"label\":\"Phone\",\"modules\":[\"" + Api.WAITER + "\"],\"sessions\":1}")
                .is(201)
                .text("code");
        Window window = host.stranger(manner);
        window.go("/gate/mobile-waiter#code=" + code);
        window.page.locator("#who").fill("Анна");
        return window;
    }

    private static void begin(Page page) {
        page.locator("#begin").click();
        assertThat(page.locator("[data-table='1']")).isVisible();
    }

    private static void order(Page page, String table, String code) {
        page.locator("[data-table='" + table + "']").click();
        page.locator("#menu [data-code='" + code + "'] button").last().click();
        page.locator("#send").click();
    }

    @Test
    public void r62FromTheCodeToTheBill() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            assertFalse("The code is out of the address", page.url().contains("code"));
            window.lookInBothThemes("waiter-begin");
            begin(page);
            assertThat(page.locator("h1")).hasText("Столы");
            page.locator("[data-table='5']").click();
            assertThat(page.locator("#menu")).containsText("Чай <чёрный>");
            page.locator("#menu [data-code='tea'] button").last().click();
            page.locator("#menu [data-code='tea'] button").last().click();
            page.locator("#search").fill("бор");
            assertThat(page.locator("#menu li")).hasCount(1);
            page.locator("#menu [data-code='soup'] button").last().click();
            window.look("waiter-order");
            page.locator("#send").click();
            assertThat(page.locator("[role=status]")).containsText("отправлен");
            assertThat(page.locator("#total")).hasText("Итого 590,00");
            window.lookInBothThemes("waiter-table");

            page.locator("#ordered li:has-text('Чай') button").click();
            page.locator("#yes").click();
            assertThat(page.locator("#total")).hasText("Итого 470,00");
            page.locator("#back").click();
            assertThat(page.locator("[data-table='5']")).containsText("470,00");
            window.look("waiter-tables");
            page.locator("[data-table='5']").click();
            page.locator("#bill").click();
            page.locator("#yes").click();
            assertThat(page.locator("[role=status]")).containsText("470,00");
            assertThat(page.locator("[data-table='5']")).containsText("свободен");
            page.locator("#language").click();
            assertThat(page.locator("[data-table='5']")).containsText("free");
            page.locator("#end").click();
            assertThat(page.locator("#begin")).hasText("Begin");
            assertEquals(0, host.admin().waiterModule().get("used").getAsLong());
            window.quiet("waiter");
        }
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin/ext/documents?kind=bill");
            assertThat(page.locator("#documents tbody tr").first()).containsText("470.00");
            window.lookInBothThemes("documents");
            page.locator("#documents tbody a").first().click();
            assertThat(page.locator("#total")).hasText("470.00");
            window.look("document");
        }
    }

    /** What nobody answered is sent again with its key: the kitchen gets it once. */
    @Test
    public void r62AnOrderThatGotLostOnItsWayIsThereOnce() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            // It arrives, its answer does not
            page.route(DOCUMENTS, route -> {
                route.fetch();
                route.abort();
            });
            order(page, "3", "tea");
            assertThat(page.locator("[role=alert]")).containsText("Нет связи");
            page.unroute(DOCUMENTS);
            page.reload();
            assertThat(page.locator("[data-table='3']")).containsText("120,00");
            assertThat(page.locator("[role=status]")).containsText("отправлен");

            // It does not even arrive, and the phone is put away meanwhile
            page.route(DOCUMENTS, Route::abort);
            order(page, "3", "tea");
            assertThat(page.locator("[role=alert]")).containsText("Нет связи");
            page.reload();
            assertThat(page.locator("#resend")).isVisible();
            page.unroute(DOCUMENTS);
            page.locator("#resend").click();
            assertThat(page.locator("[data-table='3']")).containsText("240,00");
        }
    }

    @Test
    public void aNewPriceIsShownBeforeItCounts() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.locator("[data-table='4']").click();
            page.locator("#menu [data-code='tea'] button").last().click();
            goods("130.50");
            page.locator("#send").click();
            assertThat(page.locator("[role=alert]")).containsText("130.50");
            assertThat(page.locator("#menu [data-code='tea']")).containsText("130,50");
            page.locator("#send").click();
            assertThat(page.locator("#total")).hasText("Итого 130,50");
        }
    }

    @Test
    public void whatTheHostRefusesIsToldInItsWords() throws Exception {
        try (Window window = phone(new Manner("en", Screen.PHONE, ColorScheme.DARK, true))) {
            Page page = window.page;
            begin(page);
            host.admin().post("/api/v1/gate/stop", "").is(200);
            host.gateIs("stopped");
            page.locator("[data-table='1']").click();
            assertThat(page.locator("[role=alert]")).isVisible();
            assertTrue(page.locator("[role=alert]").innerText().length() > 20);
            window.look("waiter-stopped");
            host.admin().post("/api/v1/gate/resume", "").is(200);
            host.gateIs("open");
        }
        try (Window stranger = host.stranger(PHONE)) {
            stranger.go("/gate/mobile-waiter#code=WRONG-CODE");
            assertThat(stranger.page.locator("[role=alert]")).isVisible();
            assertThat(stranger.page.locator("#code")).isVisible();
            stranger.look("waiter-enrol");
        }
    }

    @Test
    public void theAdministratorIsShownTheCodeThatOpensThePage() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin/tokens");
            page.locator("input[name=module][value='" + Api.WAITER + "']").check();
            page.locator("form:has(input[name=module]) input[name=label]").fill("Anna's phone");
            page.locator("form:has(input[name=module]) button[type=submit]").click();
            assertThat(page.locator("#device-page")).hasText(host.url() + "/gate/mobile-waiter");
            assertThat(page.locator("#device-only-here")).isVisible();
            window.look("waiter-code");
            String address = page.locator("#device-page").getAttribute("href");
            try (Window phone = host.stranger(PHONE)) {
                phone.page.navigate(address);
                assertThat(phone.page.locator("#begin")).isVisible();
            }
        }
    }
}
