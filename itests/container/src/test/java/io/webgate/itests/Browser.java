// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** The machine's Chromium, without a screen; knows every request that left it and every complaint it wrote. */
final class Browser implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final Path pictures;

    Browser(Path pictures) throws IOException {
        this.pictures = Files.createDirectories(pictures);
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

    /** What a person has in front. */
    enum Screen {
        DESKTOP(1280, 900),
        PHONE(360, 740);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    Window open(String url, String language, Screen screen, ColorScheme theme, boolean script) {
        return new Window(
                chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setLocale(language)
                        .setViewportSize(screen.width, screen.height)
                        .setColorScheme(theme)
                        .setJavaScriptEnabled(script)),
                url);
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
        private final String host;
        private final List<String> elsewhere = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private final List<String> requests = new ArrayList<>();

        private Window(BrowserContext context, String url) {
            this.context = context;
            this.host = URI.create(url).getAuthority();
            page = context.newPage();
            page.setDefaultTimeout(15_000);
            page.onRequest(request -> {
                requests.add(request.url());
                if (!request.url().startsWith("data:")
                        && !host.equals(URI.create(request.url()).getAuthority())) {
                    elsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> {
                // A refused form answers with an error status on purpose, and the browser remarks on each
                if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(url);
        }

        /** How many requests were made since the last call. */
        int requests() {
            int number = (int)
                    requests.stream().filter(url -> !url.startsWith("data:")).count();
            requests.clear();
            return number;
        }

        void go(String path) {
            page.navigate("http://" + host + path);
        }

        String text() {
            return page.locator("body").innerText();
        }

        /** Looks at the page: no barrier, nothing beyond the edge, nothing from elsewhere, no complaint. */
        void look(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(pictures.resolve(name + ".png"))
                    .setFullPage(true));
            List<Rule> barriers = new AxeBuilder(page).analyze().getViolations();
            assertEquals(
                    name,
                    "",
                    barriers.stream()
                            .map(rule -> rule.getId() + ": "
                                    + rule.getNodes().stream()
                                            .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                            .collect(Collectors.joining("; ")))
                            .collect(Collectors.joining("\n")));
            int beyond = (int)
                    page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertTrue(name + " is wider than its window by " + beyond, beyond <= 0);
            quiet(name);
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
