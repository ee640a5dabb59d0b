// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Locator;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** A waiter's phone (R62): enrolled by a scanned code, tables, orders, the bill; without the network, and with a gate that stops. */
public class WaiterPages {

    private static final String MANAGER = "powerpos.document-manager";
    private static final Manner PHONE = new Manner("ru", Screen.PHONE, ColorScheme.LIGHT, true);
    private static final String DOCUMENTS = "**/documents";

    private final PagesHost host = AllPagesIT.HOST;
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
                + price + ",\"stock\":40},{\"code\":\"soup\",\"name\":\"Борщ\",\"group\":\"Кухня\",\"price\":350},"
                + "{\"code\":\"fish\",\"name\":\"Сёмга\",\"group\":\"Кухня\",\"unit\":\"кг\",\"price\":1990.90}]}";
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
        page.locator("#menu [data-code='" + code + "'] .more").click();
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
            page.locator("#menu [data-code='tea'] .more").click();
            page.locator("#menu [data-code='tea'] .more").click();
            page.locator("#search").fill("бор");
            assertThat(page.locator("#menu li")).hasCount(1);
            page.locator("#menu [data-code='soup'] .more").click();
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

    private String documents(long after) throws Exception {
        return host.admin()
                .send("GET", "/api/v1/exchange/documents?after=" + after, new byte[0], "Exchange-Permit", permit)
                .is(200)
                .body();
    }

    private long last() throws Exception {
        Matcher numbers = Pattern.compile("\"number\":(\\d+)").matcher(documents(0));
        long last = 0;
        while (numbers.find()) {
            last = Math.max(last, Long.parseLong(numbers.group(1)));
        }
        return last;
    }

    private static int times(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /** What is weighed is ordered by weight, and every line may say what the kitchen must know. */
    @Test
    public void r62AnOrderByWeightWithCommentsOnItsLines() throws Exception {
        long before = last();
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.locator("[data-table='6']").click();
            assertThat(page.locator("#menu [data-code='soup'] .amount")).hasCount(0);
            Locator weight = page.locator("#menu [data-code='fish'] .amount");
            weight.fill("0,2505");
            assertThat(page.locator("#menu [data-code='fish'] .bad")).containsText("0,250");
            assertThat(page.locator("#send")).isDisabled();
            window.look("waiter-wrong-weight");
            weight.fill("0,250");
            assertThat(page.locator("#menu [data-code='fish'] .bad")).isEmpty();
            page.locator("#menu [data-code='fish'] .comment").fill("без лука");
            page.locator("#menu [data-code='soup'] .more").click();
            page.locator("#menu [data-code='soup'] .comment").fill("без <сметаны>");
            // A second plate of the same, otherwise, by the keyboard
            page.locator("#menu [data-code='soup'] .another").press("Enter");
            page.keyboard().press("Enter");
            page.locator("#menu [data-code='soup'] .comment").last().fill("острый");
            window.lookInBothThemes("waiter-comments");
            page.reload();
            page.locator("[data-table='6']").click();
            assertThat(page.locator("#menu [data-code='soup'] .comment").last()).hasValue("острый");
            page.locator("#send").click();
            // 0.250 * 1990.90 = 497.725: half up
            assertThat(page.locator("#total")).hasText("Итого 1 197,73");
            assertThat(page.locator("#ordered")).containsText("0,25 × 1 990,90");
            String order = documents(before);
            assertTrue(order, order.contains("\"quantity\":0.25,"));
            assertEquals(order, 1, times(order, "\"comment\":\"без лука\""));
            assertEquals(order, 1, times(order, "\"comment\":\"острый\""));
            assertEquals(order, 3, times(order, "\"code\""));

            page.locator("#ordered li:has-text('Сёмга') button").click();
            assertThat(page.locator("[role=alertdialog]")).containsText("0,25 × Сёмга");
            page.locator("#yes").click();
            assertThat(page.locator("#total")).hasText("Итого 700,00");
            window.quiet("waiter-comments");
        }
    }

    /** A guest pays his part; the rest stays on the table, and two taps are one bill, whether or not the first was answered. */
    @Test
    public void r62ATableIsPaidInPartsAndNoPartTwice() throws Exception {
        long before = last();
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.locator("[data-table='7']").click();
            for (int tea = 0; tea < 3; tea++) {
                page.locator("#menu [data-code='tea'] .more").click();
            }
            page.locator("#menu [data-code='fish'] .amount").fill("0.335");
            page.locator("#send").click();
            assertThat(page.locator("#total")).hasText("Итого 1 026,95");

            page.locator("#part").click();
            assertThat(page.locator("h1")).hasText("Стол 7: по частям");
            assertThat(page.locator("#pay")).isDisabled();
            page.locator("#split [data-code='tea'] .amount").fill("4");
            assertThat(page.locator("#split [data-code='tea'] .bad")).hasText("Не более 3.");
            assertThat(page.locator("#pay")).isDisabled();
            window.lookInBothThemes("waiter-split-wrong");
            page.locator("#split [data-code='tea'] .amount").fill("");
            page.locator("#split [data-code='tea'] .more").click();
            page.locator("#split [data-code='fish'] .amount").fill("0,1");
            assertThat(page.locator("#pay")).hasText("Счёт на 319,09");
            window.lookInBothThemes("waiter-split");

            // It arrives, its answer does not; whoever taps again finds the same bill
            page.route(DOCUMENTS, route -> {
                route.fetch();
                route.abort();
            });
            page.locator("#pay").click();
            page.locator("#yes").click();
            assertThat(page.locator("[role=alert]")).containsText("Нет связи");
            assertThat(page.locator("#yes")).hasCount(0);
            assertThat(page.locator("#resend")).isVisible();
            page.unroute(DOCUMENTS);
            page.locator("#resend").dblclick();
            assertThat(page.locator("#total")).hasText("Итого 707,86");
            assertThat(page.locator("#paid")).hasText("Оплачено частями: 319,09");
            assertThat(page.locator("[role=status]")).containsText("319,09");
            assertEquals(1, times(documents(before), "\"kind\":\"bill\""));

            page.locator("#part").click();
            page.locator("#split [data-code='fish'] .all").click();
            page.locator("#pay").click();
            page.locator("#yes").dblclick();
            assertThat(page.locator("#total")).hasText("Итого 240,00");
            assertEquals(2, times(documents(before), "\"kind\":\"bill\""));
            page.locator("#bill").click();
            page.locator("#yes").click();
            assertThat(page.locator("[data-table='7']")).containsText("свободен");

            String all = documents(before);
            assertTrue(all, all.contains("\"total\":319.09"));
            assertTrue(all, all.contains("\"total\":467.86"));
            assertTrue(all, all.contains("\"total\":240.00"));
            window.quiet("waiter-split");
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
            page.locator("#menu [data-code='tea'] .more").click();
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
