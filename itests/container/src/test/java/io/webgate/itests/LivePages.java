// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.webgate.itests.Browser.Window;
import io.webgate.testkit.Eventually;
import org.junit.Before;
import org.junit.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** An open page follows what happens, and says since when it can't. */
public class LivePages {

    private static final String EVENTS = "**/api/v1/events";
    private static final String COUNT = "#overview-live .gauge-card strong";

    /** A page that does not ask by itself from time to time: what it knows then it has been told, however long that took. */
    private static final String ASKS_NEVER =
            "(() => { const every = window.setInterval; window.setInterval = (act, millis) =>"
                    + " millis === 15000 ? 0 : every(act, millis); })();";

    /** A page's time can be stopped only at one that is yet to come. */
    private static final long AHEAD = 10_000;

    private final PagesHost host = AllPagesIT.HOST;

    private Api till;

    @Before
    public void clear() throws Exception {
        host.clear();
        host.license("Café", 3);
        till = host.admin().as(host.admin().device("Till", 9));
    }

    @Test
    public void aSessionThatOpensIsSeenWithoutAnybodyDoingAnything() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            page.addInitScript(ASKS_NEVER);
            window.goListening("/admin");
            assertThat(page.locator(COUNT)).hasText("0 of 3 in use");
            page.evaluate("() => { window.mark = 'never loaded again'; }");
            page.locator("#overview-live summary").first().click();
            till.open("Anna").is(201);
            assertThat(page.locator(COUNT)).hasText("1 of 3 in use");
            till.open("Boris").is(201);
            till.open("Viktor").is(201);
            assertThat(page.locator(COUNT)).hasText("3 of 3 in use");
            assertThat(page.locator("#overview-live")).containsText("At limit");
            assertEquals("never loaded again", page.evaluate("() => window.mark"));
            window.quiet("live");
        }
    }

    @Test
    public void anInterruptedStreamGoesOnWhereItWas() throws Exception {
        try (Wire wire = new Wire(URI.create(host.url()).getPort());
                Window window = host.annaAt("http://127.0.0.1:" + wire.port(), PagesHost.ENGLISH)) {
            Page page = window.page;
            page.addInitScript(ASKS_NEVER);
            window.goListening("/admin");
            till.open("Anna").is(201);
            assertThat(page.locator(COUNT)).hasText("1 of 3 in use");
            assertEquals("the first stream asks for nothing old", List.of(), wire.headers("Last-Event-ID"));
            wire.cut();
            till.open("Boris").is(201);
            assertThat(page.locator(COUNT)).hasText("2 of 3 in use");
            Eventually.isSo(
                    "The stream is resumed",
                    Api.PATIENCE,
                    () -> {
                        page.evaluate("() => 1");
                        return wire.headers("Last-Event-ID").isEmpty() ? "no such request" : "";
                    },
                    () -> "");
            till.open("Viktor").is(201);
            assertThat(page.locator(COUNT)).hasText("3 of 3 in use");
            assertThat(page.locator("[data-stale]")).hasCount(0);
        }
    }

    /** Who goes by the keyboard does not lose the place because a number has changed. */
    @Test
    public void whatHadTheFocusHasItStillWhenItsSectionIsWrittenAnew() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.goListening("/admin");
            assertThat(page.locator(COUNT)).hasText("0 of 3 in use");
            String link = "#title-powerpos\\.mobile-waiter a";
            page.evaluate("(link) => { window.old = document.querySelector(link); window.old.focus(); }", link);
            till.open("Anna").is(201);
            assertThat(page.locator(COUNT)).hasText("1 of 3 in use");
            assertThat(page.locator(link)).isFocused();
            assertEquals("the section is a new one", false, page.evaluate("() => window.old.isConnected"));
        }
    }

    /** Nor is a press lost that was begun before a number changed, and ends after. */
    @Test
    public void aPressIsNotTakenAwayByASectionThatIsWrittenAnew() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            page.clock().install();
            window.goListening("/admin");
            page.evaluate("() => document.addEventListener('htmx:beforeSwap', ({detail}) =>"
                    + " { window.brought ||= detail.target.id === 'overview-live'; })");
            List<Route> asked = new ArrayList<>();
            page.route("**/admin/overview/live", asked::add);
            till.open("Anna").is(201);
            eventually(page, "The page asks", "() => true", asked);
            // It waits for a release for a while only: time stands still
            page.clock().pauseAt(System.currentTimeMillis() + AHEAD);
            page.locator("#title-powerpos\\.mobile-waiter a").hover();
            page.mouse().down();
            asked.get(0).resume();
            eventually(page, "The page has its answer", "() => window.brought === true", asked);
            page.mouse().up();
            assertThat(page.locator("h1")).hasText("Mobile waiter");
        }
    }

    private static void eventually(Page page, String what, String so, List<Route> asked) {
        Eventually.isSo(
                what,
                Api.PATIENCE,
                () -> (boolean) page.evaluate(so) && !asked.isEmpty() ? "" : asked.size() + " are asked for",
                () -> "");
    }

    /** A browser gives all tabs together six connections to a host; a seventh page would wait for ever. */
    @Test
    public void aPageThatNobodySeesHoldsNoConnection() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            window.page.context().addInitScript(ASKS_NEVER);
            List<Page> tabs = new ArrayList<>();
            for (int tab = 0; tab < 7; tab++) {
                Page page = window.page.context().newPage();
                tabs.add(page);
                page.navigate(host.url() + "/admin");
                assertThat(page.locator(COUNT)).hasText("0 of 3 in use");
                page.evaluate(SEEN, false);
            }
            Page first = tabs.get(0);
            till.open("Anna").is(201);
            first.evaluate(SEEN, true);
            assertThat(first.locator(COUNT)).hasText("1 of 3 in use");
            till.open("Boris").is(201);
            assertThat(first.locator(COUNT)).hasText("2 of 3 in use");
            assertThat(tabs.get(1).locator(COUNT)).hasText("0 of 3 in use");
        }
    }

    @Test
    public void withoutAStreamThePageAsksEveryFifteenSeconds() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().endsWith("/live")) {
                    asked.add(request.url());
                }
            });
            page.route(EVENTS, Route::abort);
            page.clock().install();
            window.go("/admin");
            assertThat(page.locator(COUNT)).hasText("0 of 3 in use");
            // From here on the page's time is what this test lets pass, however long it takes
            page.clock().pauseAt(System.currentTimeMillis() + AHEAD);
            till.open("Anna").is(201);
            int first = asked.size();
            // What is asked for together is asked for a little after the fifteen seconds
            Eventually.isSo(
                    "The page asks",
                    Api.PATIENCE,
                    () -> {
                        page.clock().runFor(500);
                        return asked.size() > first ? "" : "not yet";
                    },
                    () -> "");
            assertThat(page.locator(COUNT)).hasText("1 of 3 in use");
            till.open("Boris").is(201);
            int before = asked.size();
            // It was seen to ask up to two looks late, and what is asked for together comes a little late too
            page.clock().runFor(12_000);
            assertEquals("Not yet", before, asked.size());
            page.clock().runFor(4_000);
            assertThat(page.locator(COUNT)).hasText("2 of 3 in use");
            assertThat(page.locator("[data-stale]")).hasCount(0);
        }
    }

    @Test
    public void numbersOlderThanAMinuteAreGreyAndSayOfWhen() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            page.clock().install();
            long since = System.currentTimeMillis();
            window.go("/admin");
            assertThat(page.locator(COUNT)).hasText("0 of 3 in use");
            page.evaluate(LISTEN);
            page.route(EVENTS, Route::abort);
            page.route("**/live", Route::abort);
            window.mayLoseTheHost();
            page.context().setOffline(true);
            // However long that took: numbers of fifty seconds ago are not yet old
            long now = System.currentTimeMillis() + AHEAD;
            page.clock().pauseAt(now);
            assertTrue("It took " + (now - since), now - since < 50_000);
            page.clock().fastForward(since + 50_000 - now);
            assertThat(page.locator("[data-stale]")).hasCount(0);
            page.clock().resume();
            for (int round = 0; round < 4; round++) {
                page.clock().runFor(15_000);
            }
            var stale = page.locator("#overview-live");
            assertThat(stale)
                    .hasAttribute(
                            "data-stale",
                            java.util.regex.Pattern.compile("As of [0-9]{2}:[0-9]{2}, connection lost, retrying"));
            assertThat(page.locator("#live-status")).hasText("The connection to the host is lost.");
            assertThat(page.locator("#overview-live > *").first()).hasCSS("filter", "grayscale(1)");
            window.lookInBothThemes("overview-stale-en-DESKTOP");
            till.open("Anna").is(201);
            page.context().setOffline(false);
            page.unroute(EVENTS);
            page.unroute("**/live");
            page.clock().runFor(31_000);
            assertThat(page.locator(COUNT)).hasText("1 of 3 in use");
            assertThat(page.locator("[data-stale]")).hasCount(0);
            page.clock().runFor(11_000);
            assertThat(page.locator("#live-status")).hasText("The connection to the host is back.");
            // Lost and back: a screen reader said two things in all that time
            assertEquals(List.of("lost", "back"), page.evaluate("() => window.heard"));
        }
    }

    @Test
    public void aScreenReaderHearsOfABannerAtMostEveryTenSeconds() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.goListening("/admin");
            assertThat(page.locator("#live-status")).hasAttribute("role", "status");
            page.evaluate(LISTEN);
            for (String waiter : List.of("Anna", "Boris", "Viktor")) {
                till.open(waiter).is(201);
                assertThat(page.locator(COUNT))
                        .hasText(List.of("Anna", "Boris", "Viktor").indexOf(waiter) + 1 + " of 3 in use");
            }
            assertEquals("Numbers that move are not read out", List.of(), page.evaluate("() => window.heard"));
            host.admin().post("/api/v1/gate/stop", "").is(200);
            assertThat(page.locator("#live-status")).hasText("The gate is stopped, and every plugin with it.");
            host.admin().post("/api/v1/gate/resume", "").is(200);
            assertThat(page.locator("#frame-status .state-open")).isVisible();
            assertTrue(((List<?>) page.evaluate("() => window.heard")).size() <= 2);
        }
    }

    /** Without a screen every page is seen; this is what a browser tells one that is not. */
    private static final String SEEN =
            """
            (seen) => {
              Object.defineProperty(document, 'hidden', {value: !seen, configurable: true});
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """;

    /** Writes down what is put where a screen reader listens. */
    private static final String LISTEN =
            """
            () => {
              window.heard = [];
              new MutationObserver(() => {
                const said = document.getElementById('live-status').textContent;
                window.heard.push(said.endsWith('lost.') ? 'lost' : said.endsWith('back.') ? 'back' : said);
              }).observe(document.getElementById('live-status'), {childList: true});
            }
            """;
}
