// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.testkit.Eventually;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The machine's Chromium, without a screen; knows every request that left it and every complaint it wrote. */
final class Browser implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private static final boolean PICTURES =
            Boolean.getBoolean("webgate.long") || Boolean.getBoolean("webgate.pictures");

    private static final String EVENTS = "/api/v1/events";

    // Never what is asserted: only how long a computer may take that has much else to do
    private static final int PATIENCE = 40_000;
    private static final int LONG_PATIENCE = 90_000;

    // Not by AxeBuilder, which sends all of it anew, and opens a page more, at each look
    private static final String AXE = axe();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final Path pictures;

    Browser(Path pictures) throws IOException {
        this.pictures = Files.createDirectories(pictures);
        // Two hosts and a browser on two cores: what is to come comes, but not always within Playwright's five seconds
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create();
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(place())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    }

    private static Path place() {
        return Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "The tests of the pages need Chromium: install Debian's package chromium, or name it in the"
                                + " environment variable CHROMIUM"));
    }

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a person has in front. */
    enum Screen {
        DESKTOP(1280, 900),
        PHONE(360, 740),
        /** The screen of an old till. */
        TILL(1024, 768);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** How somebody meets the pages. */
    record Manner(String language, Screen screen, ColorScheme theme, boolean script) {

        boolean russian() {
            return language.equals("ru");
        }
    }

    /** A window of a browser that was never here before, on a page. */
    Window open(String url, Manner manner) {
        Window window = blank(url, manner);
        window.page.navigate(url);
        return window;
    }

    /** A window that has not yet asked for anything. */
    Window blank(String url, Manner manner) {
        return new Window(
                chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setLocale(manner.language)
                        .setViewportSize(manner.screen.width, manner.screen.height)
                        .setHasTouch(manner.screen == Screen.PHONE)
                        .setColorScheme(manner.theme)
                        .setJavaScriptEnabled(manner.script)),
                url,
                manner);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** One person's window, with cookies of its own. */
    final class Window implements AutoCloseable {

        final Page page;
        private final BrowserContext context;
        private final Manner manner;
        private final String host;
        private final List<String> elsewhere = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        /** What the page that is there now has asked for: what happens from then on. */
        private final Set<Request> streams = new HashSet<>();

        private boolean arrived;
        private boolean unreachable;

        private Window(BrowserContext context, String url, Manner manner) {
            this.context = context;
            this.manner = manner;
            this.host = URI.create(url).getAuthority();
            page = context.newPage();
            page.setDefaultTimeout(PATIENCE);
            page.onRequest(request -> {
                if (request.url().endsWith(EVENTS)) {
                    streams.add(request);
                }
                if (!request.url().startsWith("data:")
                        && !host.equals(URI.create(request.url()).getAuthority())) {
                    elsewhere.add(request.url());
                }
            });
            page.onFrameNavigated(frame -> {
                if (frame.equals(page.mainFrame())) {
                    streams.clear();
                    arrived = true;
                }
            });
            page.onConsoleMessage(message -> {
                // A refused form answers with an error status on purpose, and the browser remarks on each
                if (message.type().equals("error")
                        && !message.text().startsWith("Failed to load resource")
                        && !(unreachable && message.text().startsWith("htmx:"))) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
        }

        /** The same person as in another window. */
        Window as(Window other) {
            context.addCookies(other.context.cookies());
            return this;
        }

        /** From here on the host may be out of reach, which the browser remarks on. */
        void mayLoseTheHost() {
            unreachable = true;
        }

        /** Nobody any more: the cookies are gone. */
        void nobody() {
            context.clearCookies();
        }

        Manner manner() {
            return manner;
        }

        /** Goes to no page at all, and listens to nothing any more. */
        void leave() {
            page.navigate("about:blank");
        }

        Response go(String path) {
            return Objects.requireNonNull(page.navigate("http://" + host + path), path);
        }

        /** Goes to a page that follows what happens, and waits until it does: see {@link #listening}. */
        void goListening(String path) {
            listening(() -> go(path));
        }

        /**
         * Does what leads to a page that follows what happens, and waits until the host tells it: a page that has only just
         * been written hears nothing of what happens before it listens. What the page before it listened to may be answered
         * meanwhile, and counts for nothing.
         */
        void listening(Runnable leads) {
            arrived = false;
            page.waitForResponse(
                    answer -> arrived && answer.status() == 200 && streams.contains(answer.request()),
                    // Where too many listen a page tries again, more slowly each time
                    new Page.WaitForResponseOptions().setTimeout(LONG_PATIENCE),
                    leads);
        }

        String text() {
            return page.locator("body").innerText();
        }

        /** Looks at the page: no barrier, nothing beyond the edge, nothing from elsewhere, no complaint. */
        void look(String name) {
            seen(name, barriers("{}"));
            int beyond = (int)
                    page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertTrue(name + " is wider than its window by " + beyond, beyond <= 0);
            quiet(name);
        }

        /** Looks in light and in dark colours; of the dark ones only the colours can be different. */
        void lookInBothThemes(String name) {
            lookIn(ColorScheme.LIGHT, name);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            lookAtColours(name + "-dark");
        }

        /** Looks at a page that was looked at in other colours. */
        void lookAtColours(String name) {
            seen(name, barriers("{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}"));
        }

        /** A picture of what is wrong; of everything only where there is time to look at it. */
        private void seen(String name, String wrong) {
            if (PICTURES || !wrong.isEmpty()) {
                picture(name);
            }
            assertEquals(name, "", wrong);
        }

        /** Looks at the page in light or in dark colours. */
        void lookIn(ColorScheme theme, String name) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            look(name + (theme == ColorScheme.DARK ? "-dark" : "-light"));
        }

        void picture(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(pictures.resolve(name + ".png"))
                    .setFullPage(true));
        }

        /** What axe-core finds, a line each. It waits by the page's own clock, so on a page whose time stands it finds nothing. */
        private String barriers(String options) {
            if (page.evaluate("() => typeof axe").equals("undefined")) {
                page.evaluate(AXE);
            }
            // Not waited for in the page, where nothing would end it
            page.evaluate(
                    """
                    () => {
                      window.barriers = null;
                      axe.run(document, {resultTypes: ['violations'], ...%s}).then((found) => {
                        window.barriers = found.violations.map((rule) => rule.id + ': '
                            + rule.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')).join('\\n');
                      }, (failed) => { window.barriers = 'axe: ' + failed; });
                    }
                    """
                            .formatted(options));
            Eventually.isSo(
                    "axe has looked at " + page.url(),
                    Api.PATIENCE,
                    () -> page.evaluate("() => window.barriers") == null ? "not yet" : "",
                    () -> "");
            return (String) page.evaluate("() => window.barriers");
        }

        /** Nothing was asked of anywhere else, and the browser complained of nothing (CSP among them). */
        void quiet(String name) {
            assertEquals(name, List.of(), elsewhere);
            assertEquals(name, List.of(), complaints);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
