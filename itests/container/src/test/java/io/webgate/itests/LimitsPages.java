// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.ModuleId;
import io.webgate.testkit.Eventually;
import org.junit.Before;
import org.junit.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** The page Limits &amp; consequences: what it says of every rule, and that its simulator says what the host then does. */
public class LimitsPages {

    static final String TILL = "powerpos.pos";
    private static final String TERMINAL = "powerpos.data-terminal";
    private static final String MANAGER = "openservice.manager";
    private static final String SERVER = "openservice.data-server";

    private static final String PHONE = "openservice.mobile-waiter";
    private static final String MAILER = "powerpos.report-mailer";
    private static final String EXCHANGE = "/api/v1/config/io.webgate.enforcement.exchange";
    private static final String JOB = "/api/v1/config/io.webgate.plugin.report-mailer.job~";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
        host.admin()
                .install(host.document("Café «Осень»", 2, request -> request.entitlement(new ModuleId(TILL), 2)
                        .entitlement(new ModuleId(TERMINAL), 2)
                        .entitlement(new ModuleId(MANAGER), 2)
                        .entitlement(new ModuleId(SERVER), 1)))
                .is(201);
        host.sessionsAreServed();
    }

    private Answer connect(String module, String device) throws Exception {
        return host.admin().put("/api/v1/connections/" + module + "/" + device, "{\"label\":\"" + device + "\"}");
    }

    /** Asks the simulator, as somebody does who has no script. */
    private static String simulate(Window window, String module, int more) {
        Page page = window.page;
        window.go("/admin/limits");
        page.locator("#simulate-more").fill(Integer.toString(more));
        page.locator("#simulate-module").selectOption(module);
        if (window.manner().script()) {
            // What happens afterwards is to be seen on the page
            window.listening(() -> page.locator("#simulate").click());
        } else {
            page.locator("#simulate").click();
        }
        return page.locator("#answer > ul").innerText();
    }

    @Test
    public void r22WhatTheSimulatorSaysOfTheLastConnectedHappens() throws Exception {
        try (Window window = host.anna(new Manner("en", Screen.DESKTOP, ColorScheme.LIGHT, false))) {
            assertEquals("Nothing happens: 2 of 2 would be in use.", simulate(window, TILL, 2));
            assertEquals("allowed", connect(TILL, "till-1").is(200).text("exchange"));
            assertEquals("allowed", connect(TILL, "till-2").is(200).text("exchange"));
            String said = simulate(window, TILL, 1);
            assertTrue(said, said.contains("the exchange of 1 of those who come is suspended"));
            assertFalse(said, said.contains("till-"));
            assertEquals("suspended", connect(TILL, "till-3").is(200).text("exchange"));
            assertEquals("allowed", connect(TILL, "till-1").is(200).text("exchange"));
            assertEquals("allowed", connect(TILL, "till-2").is(200).text("exchange"));
            window.quiet("simulate");
        }
    }

    @Test
    public void r24WhatTheSimulatorSaysOfAllHappensToAll() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            assertEquals("allowed", connect(TERMINAL, "terminal-1").is(200).text("exchange"));
            assertEquals("allowed", connect(TERMINAL, "terminal-2").is(200).text("exchange"));
            String said = simulate(window, TERMINAL, 1);
            assertTrue(said, said.contains("terminal-1") && said.contains("terminal-2"));
            connect(TERMINAL, "terminal-3").is(200);
            for (String device : List.of("terminal-1", "terminal-2", "terminal-3")) {
                assertEquals(
                        device, "suspended", connect(TERMINAL, device).is(200).text("exchange"));
            }
        }
    }

    private JsonArray managersHistory() throws Exception {
        return host.admin()
                .get("/api/v1/modules/" + MANAGER + "/history")
                .is(200)
                .object()
                .getAsJsonArray("points");
    }

    private static long refused(JsonArray points) {
        return points.asList().stream()
                .mapToLong(point -> point.getAsJsonObject().get("refused").getAsLong())
                .sum();
    }

    private String managersInHistory(long refusedBefore) throws Exception {
        JsonArray points = managersHistory();
        JsonObject last = points.isEmpty()
                ? new JsonObject()
                : points.get(points.size() - 1).getAsJsonObject();
        // A span may end between the two, or after both
        boolean told = refused(points) - refusedBefore >= 2
                && last.get("used").getAsLong() == 2
                && last.get("peak").getAsLong() == 2
                && last.get("limit").getAsLong() == 2;
        return told ? "" : points.toString();
    }

    @Test
    public void r40WhatTheSimulatorSaysOfTheNewcomerHappensToIt() throws Exception {
        try (Window window = host.anna(PagesHost.RUSSIAN)) {
            connect(MANAGER, "office-1").is(200);
            String said = simulate(window, MANAGER, 3);
            assertTrue(said, said.contains("из новых отклоняется с сообщением 2, всего допускается 2"));
            connect(MANAGER, "office-2").is(200);
            long refusedBefore = refused(managersHistory());
            connect(MANAGER, "office-3").is(409);
            connect(MANAGER, "office-4").is(409);
            Eventually.isSo(
                    "The history has the two that were refused",
                    Api.PATIENCE,
                    () -> managersInHistory(refusedBefore),
                    () -> "The host is " + host.url());
            assertEquals("allowed", connect(MANAGER, "office-1").is(200).text("exchange"));
            window.go("/admin/limits/" + MANAGER + "?past=week");
            assertThat(window.page.locator("#past [aria-current]")).hasText("Последние 7 дней");
            assertThat(window.page.locator("#past svg")).isVisible();
            window.page.locator("#past-table summary").click();
            assertThat(window.page.locator("#past-table tbody tr").last()).containsText("2");
            window.quiet("past");
        }
    }

    @Test
    public void r23WhatTheSimulatorSaysOfTheGateAndItsPluginsHappens() throws Exception {
        Api till = host.admin().as(host.admin().device("Till", 9));
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            till.open("Anna").is(201);
            assertEquals("Nothing happens: 2 of 2 would be in use.", simulate(window, Api.WAITER, 1));
            till.open("Boris").is(201);
            String said = simulate(window, Api.WAITER, 1);
            assertTrue(said, said.startsWith("The gate stops and every plugin with it"));
            window.page.locator("#answer-falls summary").click();
            TreeSet<String> foretold = new TreeSet<>();
            for (String plugin : window.page.locator("#answer-falls li").allInnerTexts()) {
                foretold.add(plugin.substring(0, plugin.indexOf(' ')));
            }
            Set<String> worked = plugins("active");
            till.open("Viktor").is(503);
            host.gateIs("stopped");
            // The gate answers nothing from the first moment; its plugins then stop one after the other
            Eventually.stays(
                    "What was foretold stops, and nothing else",
                    Duration.ofSeconds(1),
                    Api.PATIENCE,
                    () -> {
                        // What was unlicensed did nothing before, so nothing of it ends
                        Set<String> fallen = plugins("stopped");
                        fallen.retainAll(worked);
                        return fallen.equals(foretold) ? "" : fallen + " instead of " + foretold;
                    },
                    () -> "");
            assertTrue(foretold.toString(), foretold.contains("io.webgate.plugin.mobile.waiter"));
        }
    }

    @Test
    public void r46WhoTheSimulatorSaysMakesRoomMakesRoom() throws Exception {
        host.admin()
                .install(host.document("Café «Лето»", 1, request -> request.entitlement(new ModuleId(PHONE), 2)
                        .entitlement(new ModuleId(SERVER), 1)))
                .is(201);
        try (Window window = host.anna(PagesHost.ENGLISH);
                Window russian = host.anna(PagesHost.RUSSIAN)) {
            String idle = "\"lastActiveAt\":\"" + Instant.now().minusSeconds(3600) + "\"";
            host.admin().put(phone("pad-1"), "{\"label\":\"Bar\"}").is(200);
            host.admin()
                    .put(phone("pad-2"), "{\"label\":\"Hall\"," + idle + "}")
                    .is(200);
            assertTrue(simulate(window, PHONE, 1).contains("1 of those who come are refused"));
            String row = "#openservice\\.mobile-waiter";
            assertThat(window.page.locator(row)).containsText("2 of 2 in use. One more is refused, with a message.");

            save(EXCHANGE, "{\"displaceIdle\":[\"" + PHONE + "=PT10M\"]}");
            Eventually.isSo(
                    "The API names who is next to make room",
                    Api.PATIENCE,
                    () -> {
                        String next = host.admin()
                                .get("/api/v1/modules/" + PHONE)
                                .is(200)
                                .text("next");
                        return next.endsWith("takes the place of Hall, idle the longest, who is told why.") ? "" : next;
                    },
                    () -> "");
            String said = simulate(window, PHONE, 1);
            assertTrue(said, said.contains("1 who have been idle longest make room") && said.contains("Hall"));
            assertFalse(said, said.contains("refused"));
            assertThat(window.page.locator(row)).containsText("One more takes the place of Hall, idle the longest");
            assertTrue(simulate(russian, PHONE, 2).contains("из новых отклоняется с сообщением 1"));
            assertThat(russian.page.locator(row)).containsText("бездействует: Hall. Причина ему сообщается.");

            host.admin().put(phone("pad-3"), "{\"label\":\"Yard\"}").is(200);
            host.admin()
                    .put(phone("pad-2"), "{\"label\":\"Hall\"," + idle + "}")
                    .is(410);
            host.admin().put(phone("pad-1"), "{\"label\":\"Bar\"}").is(200);
            assertThat(window.page.locator(row)).containsText("2 of 2 in use. One more is refused, with a message.");
            window.quiet("r46");
        } finally {
            host.admin().delete(EXCHANGE);
        }
    }

    private void save(String path, String settings) throws Exception {
        Answer answer = host.admin().put(path, settings);
        assertTrue(answer.body(), answer.status() == 200 || answer.status() == 201);
    }

    private static String phone(String device) {
        return "/api/v1/connections/" + PHONE + "/" + device;
    }

    @Test
    public void r29WhatTheSimulatorSaysOfJobsThatAreConfiguredHappensToTheMailerAlone() throws Exception {
        host.admin()
                .install(host.document("Café «Лето»", 1, request -> request.entitlement(new ModuleId(MAILER), 1)))
                .is(201);
        String job = "{\"report\":\"none\",\"schedule\":\"0 3 1 1 *\",\"recipients\":[\"a@example.com\"]}";
        try (Window window = host.anna(PagesHost.ENGLISH);
                Window russian = host.anna(PagesHost.RUSSIAN)) {
            assertEquals("Nothing happens: 1 of 1 would be in use.", simulate(window, MAILER, 1));
            save(JOB + "one", job);
            String row = "#powerpos\\.report-mailer";
            assertThat(window.page.locator(row)).containsText("One more stops this service; the gate goes on.");
            String said = simulate(window, MAILER, 1);
            assertTrue(said, said.contains("stops, the gate goes on: 2 of 1 in use."));
            assertThat(window.page.locator("#answer-falls")).hasCount(0);
            said = simulate(russian, MAILER, 1);
            assertTrue(said, said.contains("остановится, шлюз продолжит работу: используется 2 из 1."));
            assertThat(russian.page.locator(row)).containsText("Ещё одно остановит эту службу");

            save(JOB + "two?confirm=true", job);
            assertThat(window.page.locator(row)).containsText("2 jobs in use, 1 licensed.");
            assertThat(russian.page.locator(row)).containsText("В использовании 2 задания, лицензировано 1.");
            host.gateIs("open");
            assertTrue(plugins("unlicensed").contains("io.webgate.plugin.report.mailer"));
            window.quiet("r29");
        } finally {
            host.admin().delete(JOB + "one");
            host.admin().delete(JOB + "two");
        }
    }

    private Set<String> plugins(String state) throws Exception {
        Set<String> plugins = new TreeSet<>();
        for (var plugin : host.admin().gate().object().getAsJsonArray("plugins")) {
            if (plugin.getAsJsonObject().get("state").getAsString().equals(state)) {
                plugins.add(plugin.getAsJsonObject().get("bundle").getAsString());
            }
        }
        return plugins;
    }

    @Test
    public void r102ARowFollowsWhatHappensAndLeadsToTheWholeOfIt() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin");
            page.locator("#title-powerpos\\.mobile-waiter a").click();
            assertThat(page.locator("h1")).hasText("Mobile waiter");
            window.listening(
                    () -> page.locator("main a[href='/admin/limits']").first().click());
            var row = page.locator("#powerpos\\.pos");
            assertThat(row).containsText("0 devices of 2");
            new Keyboard(window).walk();
            for (int till = 1; till <= 3; till++) {
                connect(TILL, "till-" + till).is(200);
            }
            assertThat(row).containsText("3 devices in use, 2 licensed.");
            assertThat(row).containsText("till-3");
            assertThat(page.locator("#powerpos\\.retail-operations, #powerpos\\.small-edition")
                            .first())
                    .containsText("Not licensed");
            page.locator("#limits-state").selectOption("bites");
            page.locator("#limits-filter").click();
            assertThat(page.locator("main tbody tr")).hasCount(1);
            row.getByText("Who is connected").first().click();
            assertThat(page.locator("#cut-line")).containsText("Limit 2");
            window.quiet("limits");
        }
    }
}
