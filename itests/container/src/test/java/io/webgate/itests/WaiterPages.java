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
import io.webgate.testkit.Eventually;
import org.junit.Before;
import org.junit.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
    private static final Manner ENGLISH_PHONE = new Manner("en", Screen.PHONE, ColorScheme.LIGHT, true);
    /** The page's clock is stopped so many milliseconds from now: at a moment that has passed it can't be. */
    private static final long AHEAD = 30_000;

    private static final String DOCUMENTS = "**/documents";
    private static final String TABLES = "**/tables";
    private static final String ALIVE = "**/gate/mobile-waiter/sessions/*";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void house() throws Exception {
        host.clear();
        host.admin()
                .install(host.document("Café", 2, request -> request.entitlement(new ModuleId(MANAGER), 1)))
                .is(201);
        host.sessionsAreServed();
        goods("120");
    }

    /** A permit lives for two minutes, so each step asks for its own. */
    private String permit() throws Exception {
        return host.admin()
                .put("/api/v1/connections/" + MANAGER + "/office", "")
                .is(200)
                .text("permit");
    }

    private void goods(String price) throws Exception {
        String goods = "{\"goods\":[{\"code\":\"tea\",\"name\":\"Чай <чёрный>\",\"group\":\"Напитки\",\"price\":"
                + price + ",\"stock\":40},{\"code\":\"soup\",\"name\":\"Борщ\",\"group\":\"Кухня\",\"price\":350},"
                + "{\"code\":\"caviar\",\"name\":\"Икра\",\"group\":\"Кухня\",\"unit\":\"г\",\"price\":0.5},"
                + "{\"code\":\"fish\",\"name\":\"Сёмга\",\"group\":\"Кухня\",\"unit\":\"кг\",\"price\":1990.90}]}";
        host.admin()
                .send(
                        "PUT",
                        "/api/v1/exchange/goods",
                        goods.getBytes(StandardCharsets.UTF_8),
                        "Exchange-Permit",
                        permit())
                .is(200);
    }

    private Window phone(Manner manner) throws Exception {
        Window window = host.stranger(manner);
        enrol(window);
        return window;
    }

    private void enrol(Window window) throws Exception {
        String code = host.admin()
                .post("/api/v1/enrolments", "{\"label\":\"Phone\",\"modules\":[\"" + Api.WAITER + "\"],\"sessions\":1}")
                .is(201)
                .text("code");
        window.go("/gate/mobile-waiter#code=" + code);
        window.page.locator("#who").fill("Анна");
    }

    private static void begin(Page page) {
        page.locator("#begin").click();
        assertThat(page.locator("[data-table='1']")).isVisible();
    }

    /** The page's time can be stopped from here on. */
    private static void beginByOurClock(Page page) {
        begin(page);
        page.clock().install();
        page.reload();
        assertThat(page.locator("[data-table='1']")).isVisible();
    }

    /** Nothing is sent again by itself from here on; while nothing is under way, since a request would be given up. */
    private static void stopTime(Page page) {
        page.clock().pauseAt(System.currentTimeMillis() + AHEAD);
    }

    /** Lets the page's time pass, a second at a time, until something is so. */
    private static void passing(Page page, BooleanSupplier so) {
        Eventually.isSo(
                "It comes in time",
                Api.PATIENCE,
                () -> {
                    page.clock().runFor(1_000);
                    return so.getAsBoolean() ? "" : "not yet";
                },
                () -> page.content());
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
                .send("GET", "/api/v1/exchange/documents?after=" + after, new byte[0], "Exchange-Permit", permit())
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
            assertThat(page.locator("[role=alertdialog]")).containsText("Отменить: Сёмга, 0,25 кг?");
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
            beginByOurClock(page);
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
            stopTime(page);

            // It arrives, its answer does not; whoever taps again finds the same bill
            page.route(DOCUMENTS, route -> {
                route.fetch();
                route.abort();
            });
            page.locator("#pay").click();
            assertThat(page.locator("[role=alertdialog]"))
                    .containsText("Выписать счёт на 319,09? Остальное останется на столе.");
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
            assertEquals(all, 2, times(all, "\"closes\":false"));
            assertEquals(all, 1, times(all, "\"closes\":true"));
            window.quiet("waiter-split");
        }
    }

    /** Thousands are written as they may be typed: 1,500 would be one and a half, and a space no number at all. */
    @Test
    public void r62AThousandAndAHalfStaysWhatItIsInBothLanguages() throws Exception {
        for (Manner manner : List.of(PHONE, ENGLISH_PHONE)) {
            String sum = manner.russian() ? "750,00" : "750.00";
            try (Window window = phone(manner)) {
                Page page = window.page;
                begin(page);
                page.locator("[data-table='8']").click();
                page.locator("#menu [data-code='caviar'] .amount").fill("1500");
                page.reload();
                page.locator("[data-table='8']").click();
                assertThat(page.locator("#menu [data-code='caviar'] .amount")).hasValue("1500");
                page.locator("#send").click();
                assertThat(page.locator("#total")).containsText(sum);
                assertThat(page.locator("#ordered")).containsText("1500 × 0");

                page.locator("#part").click();
                page.locator("#split .all").click();
                assertThat(page.locator("#split .amount")).hasValue("1500");
                assertThat(page.locator("#pay")).containsText(sum);
                page.locator("#split .less").click();
                assertThat(page.locator("#split .amount")).hasValue("1499");
                page.locator("#split .amount").fill("1501");
                assertThat(page.locator("#split .bad")).containsText("1500.");
                page.locator("#split .all").click();
                page.locator("#pay").click();
                assertThat(page.locator("[role=alertdialog]")).containsText(sum);
                assertThat(page.locator("[role=alertdialog]"))
                        .not()
                        .containsText(manner.russian() ? "Остальное" : "The rest");
                page.locator("#yes").click();
                assertThat(page.locator("[data-table='8']")).containsText(manner.russian() ? "свободен" : "free");
                assertThat(page.locator("[role=status]")).containsText(sum);
                window.quiet("waiter-grams");
            }
        }
    }

    /** Weights are cancelled as they were ordered, the newest first, until none is left. */
    @Test
    public void r62OneWeightIsCancelledAfterAnother() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.locator("[data-table='9']").click();
            page.locator("#menu [data-code='fish'] .amount").fill("0,300");
            page.locator("#send").click();
            assertThat(page.locator("#total")).hasText("Итого 597,27");
            page.locator("#menu [data-code='fish'] .amount").fill("0,200");
            page.locator("#send").click();
            assertThat(page.locator("#total")).hasText("Итого 995,45");

            page.locator("#ordered button").click();
            assertThat(page.locator("[role=alertdialog]")).containsText("Сёмга, 0,2 кг?");
            page.locator("#yes").click();
            assertThat(page.locator("#total")).hasText("Итого 597,27");
            page.locator("#ordered button").click();
            assertThat(page.locator("[role=alertdialog]")).containsText("Сёмга, 0,3 кг?");
            page.locator("#yes").click();
            assertThat(page.locator("#ordered")).hasCount(0);
            assertThat(page.locator("[role=alert]")).isHidden();
            window.quiet("waiter-cancel");
        }
    }

    /** Where somebody else was quicker, the page shows the table as it is, so that the next tap is right. */
    @Test
    public void r62WhatIsRefusedIsShownAsItIsNow() throws Exception {
        Api phone = host.admin().as(host.admin().device("Second phone", Api.WAITER, 1));
        String boris = Api.SESSIONS + "/" + phone.open("Boris").is(201).text("session") + "/documents";
        String more = "{\"kind\":\"order\",\"place\":\"10\",\"lines\":[{\"code\":\"soup\",\"quantity\":1}]}";
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            order(page, "10", "tea");
            assertThat(page.locator("#total")).hasText("Итого 120,00");
            phone.post(boris, more, "Idempotency-Key", "quick-1").is(201);
            page.locator("#bill").click();
            page.locator("#yes").click();
            assertThat(page.locator("[role=alert]")).containsText("470.00");
            assertThat(page.locator("#total")).hasText("Итого 470,00");
            page.locator("#bill").click();
            page.locator("#yes").click();
            assertThat(page.locator("[data-table='10']")).containsText("свободен");

            long soup = phone.post(boris, more, "Idempotency-Key", "quick-2")
                    .is(201)
                    .number("number");
            page.locator("[data-table='10']").click();
            assertThat(page.locator("#total")).hasText("Итого 350,00");
            phone.post(
                            boris,
                            "{\"kind\":\"cancellation\",\"of\":" + soup
                                    + ",\"lines\":[{\"code\":\"soup\",\"quantity\":1}]}",
                            "Idempotency-Key",
                            "quick-3")
                    .is(201);
            page.locator("#ordered button").click();
            page.locator("#yes").click();
            assertThat(page.locator("[role=alert]")).isVisible();
            assertThat(page.locator("#ordered")).hasCount(0);
            window.quiet("waiter-stale");
        }
    }

    /** A connection that comes and goes takes away nothing of what was chosen for a guest. */
    @Test
    public void r62WhatAGuestPaysStaysChosenWhileTheConnectionComesAndGoes() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.clock().install();
            page.reload();
            order(page, "11", "tea");
            assertThat(page.locator("#total")).hasText("Итого 120,00");
            page.locator("#part").click();
            page.locator("#split .more").click();
            assertThat(page.locator("#pay")).hasText("Счёт на 120,00");
            List<String> renewals = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().endsWith("/tables")) {
                    renewals.add(request.url());
                }
            });

            page.route(ALIVE, Route::abort);
            page.clock().runFor(60_000);
            assertThat(page.locator("[role=alert]")).containsText("Нет связи");
            page.unroute(ALIVE);
            page.clock().runFor(20_000);
            assertThat(page.locator("[role=alert]")).isVisible();
            page.clock().runFor(40_000);
            assertThat(page.locator("[role=alert]")).isHidden();
            assertEquals(List.of(), renewals);
            assertThat(page.locator("#pay")).hasText("Счёт на 120,00");
            page.locator("#pay").click();
            page.locator("#yes").click();
            assertThat(page.locator("[data-table='11']")).containsText("свободен");
        }
    }

    /** What somebody is asked while the page looks anew by itself is not drawn over; while an order is sent nothing is asked. */
    @Test
    public void r62AQuestionOutlivesALookAndIsNeverAboutOldFigures() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            beginByOurClock(page);
            stopTime(page);
            List<Route> held = new ArrayList<>();
            page.locator("[data-table='2']").click();
            page.locator("#menu [data-code='tea'] .more").click();
            page.route(DOCUMENTS, held::add);
            page.locator("#send").click();
            page.waitForCondition(() -> held.size() == 1);
            assertThat(page.locator("#view")).hasAttribute("aria-busy", "true");
            assertThat(page.locator("header")).hasAttribute("aria-busy", "true");
            page.locator("#bill").dispatchEvent("click");
            page.locator("#part").dispatchEvent("click");
            assertThat(page.locator("#yes")).hasCount(0);
            assertThat(page.locator("h1")).hasText("Стол 2");
            held.remove(0).resume();
            assertThat(page.locator("#total")).hasText("Итого 120,00");
            assertThat(page.locator("#view")).not().hasAttribute("aria-busy", "true");
            page.unroute(DOCUMENTS);

            page.route(ALIVE, Route::abort);
            passing(page, () -> page.locator("[role=alert]").innerText().contains("Нет связи"));
            page.unroute(ALIVE);
            page.route(TABLES, held::add);
            passing(page, () -> held.size() == 1);
            page.locator("#bill").click();
            assertThat(page.locator("[role=alertdialog]")).containsText("120,00");
            page.waitForResponse(TABLES, () -> held.remove(0).resume()).finished();
            page.evaluate("() => fetch('/gate/mobile-waiter/waiter.css').then((file) => file.text())");
            assertThat(page.locator("[role=alertdialog]")).hasCount(1);
            page.unroute(TABLES);
            page.locator("#yes").click();
            assertThat(page.locator("[role=status]")).containsText("Счёт");
            assertThat(page.locator("[data-table='2']")).containsText("свободен");
        }
    }

    /** Orders something that does not arrive, and enrols the phone anew: its keys are now those of another device. */
    private void loseAnOrderAndEnrolAnew(Window window, String table) throws Exception {
        Page page = window.page;
        begin(page);
        page.route(DOCUMENTS, Route::abort);
        order(page, table, "tea");
        assertThat(page.locator("#resend")).isVisible();
        window.leave();
        page.unroute(DOCUMENTS);
        enrol(window);
        page.locator("#begin").click();
        assertThat(page.locator("#view")).containsText("подключили заново");
    }

    @Test
    public void r62WhatAnotherEnrolmentHasSentIsNotSentAgainUnasked() throws Exception {
        long before = last();
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            loseAnOrderAndEnrolAnew(window, "12");
            window.look("waiter-enrolled-anew");
            page.reload();
            page.locator("#drop").click();
            page.locator("[data-table='12']").click();
            assertThat(page.locator("#menu [data-code='tea'] .count")).hasText("1");
            assertEquals(0, times(documents(before), "\"kind\":\"order\""));
            page.locator("#send").click();
            assertThat(page.locator("[role=status]")).containsText("отправлен");
            assertThat(page.locator("#total")).hasText("Итого 120,00");
            page.locator("#bill").click();
            page.locator("#yes").click();
            assertThat(page.locator("[data-table='12']")).containsText("свободен");
        }
    }

    @Test
    public void r62WhoeverWantsItSentUnderTheNewEnrolmentSendsIt() throws Exception {
        long before = last();
        try (Window window = phone(PHONE)) {
            loseAnOrderAndEnrolAnew(window, "1");
            window.page.locator("#resend").dblclick();
            assertThat(window.page.locator("[role=status]")).containsText("отправлен");
            assertThat(window.page.locator("[data-table='1']")).containsText("120,00");
            assertEquals(1, times(documents(before), "\"kind\":\"order\""));
        }
    }

    /** Firefox before 119 has no properties for what is told to screen readers, and before 121 no {@code :has()}. */
    @Test
    public void anOlderBrowserIsToldTheSame() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            begin(page);
            page.addInitScript("for (const name of ['role', 'ariaLabel', 'ariaHidden', 'ariaLive'])"
                    + " delete Element.prototype[name];");
            page.reload();
            page.locator("[data-table='2']").click();
            page.locator("#menu [data-code='fish'] .amount").fill("0,1");
            assertThat(page.locator("#menu [data-code='fish'] .amount"))
                    .hasAttribute("aria-label", "Количество, кг: Сёмга");
            assertThat(page.locator("#menu [data-code='fish'] .row")).hasClass("row full");
            assertThat(page.locator("#menu [data-code='soup'] .row")).hasClass("row");
            assertThat(page.locator("#menu [data-code='fish'] .bad")).hasAttribute("aria-live", "polite");
            window.look("waiter-older");
            page.locator("#send").click();
            assertThat(page.locator("#ordered button")).hasAttribute("aria-label", "Отменить: Сёмга");
            page.locator("#ordered button").click();
            assertThat(page.locator("[role=alertdialog]")).hasAttribute("aria-label", "Отменить: Сёмга, 0,1 кг?");
            page.locator("#yes").click();
            assertThat(page.locator("#ordered")).hasCount(0);
            assertFalse(page.evaluate("() => fetch('/gate/mobile-waiter/waiter.css').then((file) => file.text())")
                    .toString()
                    .contains(":has("));
        }
    }

    /** What nobody answered is sent again with its key: the kitchen gets it once. */
    @Test
    public void r62AnOrderThatGotLostOnItsWayIsThereOnce() throws Exception {
        try (Window window = phone(PHONE)) {
            Page page = window.page;
            beginByOurClock(page);
            stopTime(page);
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
            assertThat(page.locator("[role=alert]")).hasText(Pattern.compile(".{20,}"));
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
