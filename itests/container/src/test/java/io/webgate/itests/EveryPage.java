// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.ModuleId;
import io.webgate.testkit.Eventually;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * Every page in both languages, both themes, on a phone and on a desktop: nobody meets a barrier (axe-core), nothing is
 * cut off, nothing comes from elsewhere. Pictures in {@code target/pages}, to be looked at.
 *
 * <p>Each page is looked at twice, so that it meets each language, each screen and each theme once: in Russian on the phone,
 * where the longest words meet the narrowest screen, and in English on the desktop; the two take turns with the themes from
 * page to page. With {@code webgate.long} every page meets every combination.
 */
public class EveryPage {

    private static final boolean ALL = Boolean.getBoolean("webgate.long");
    private static final int MOST_BYTES = 60 * 1024;
    private static final int MOST_REQUESTS = 6;

    private final PagesHost host = AllPagesIT.HOST;
    private final List<Window> windows = new ArrayList<>();
    private String damaged = "";
    private int looks;

    @Before
    public void clear() throws Exception {
        host.clear();
    }

    @After
    public void close() {
        windows.forEach(Window::close);
    }

    @Test
    public void everyPageInBothLanguagesAndThemesOnAPhoneAndADesktop() throws Exception {
        for (Screen screen : List.of(Screen.DESKTOP, Screen.PHONE)) {
            for (String language : List.of("en", "ru")) {
                Manner manner = new Manner(language, screen, ColorScheme.LIGHT, true);
                if (ALL || manner.russian() == (screen == Screen.PHONE)) {
                    windows.add(host.anna(manner));
                }
            }
        }
        look("overview-empty", "/admin");
        look("licenses-empty", "/admin/licenses");

        String id = fill();
        look("next", "/admin/first-run/next");
        look("overview", "/admin");
        look("licenses", "/admin/licenses");
        look("licenses-one", "/admin/licenses?license=" + id);
        look("licenses-remove", "/admin/licenses/" + id + "/remove");
        look("licenses-damaged-remove", "/admin/licenses/" + damaged + "/remove");
        look("limits", "/admin/limits?module=" + Api.WAITER + "&more=12");
        look("limits-one", "/admin/limits/openservice.pos");
        look("sessions", "/admin/sessions?module=" + Api.WAITER);
        look("sessions-over", "/admin/sessions?module=" + LimitsPages.TILL);
        look("sessions-empty", "/admin/sessions?module=powerpos.data-terminal");
        look("evict", "/admin/sessions?module=" + Api.WAITER, page -> {
            page.locator("#seats a[href$='/evict']").first().click();
            assertThat(page.locator("#evict-now")).isVisible();
        });
        look("plugins", "/admin/plugins");
        look("plugins-stop", "/admin/plugins/stop");
        look("config", "/admin/config");
        look("config-form", "/admin/config/io.webgate.access");
        look("config-platform", "/admin/config/org.apache.felix.http");
        look("config-review", "/admin/config/io.webgate.gate", page -> {
            page.locator("#set-sessions").fill(Api.WAITER + "=1000");
            page.locator("#check").click();
            assertThat(page.locator("#review")).isVisible();
        });
        look("config-history", "/admin/config/io.webgate.gate/history");
        look("config-import", "/admin/config/import");
        look("accounts", "/admin/accounts");
        look("account", "/admin/accounts/olga");
        look("account-last", "/admin/accounts/" + PagesHost.ADMIN);
        look("account-remove", "/admin/accounts/olga/remove");
        look("tokens", "/admin/tokens");
        look("audit", "/admin/audit");
        look("own-account", "/admin/account");
        look("gallery", "/admin/gallery");
        look("not-found", "/admin/nowhere");
        look("enrolment", "/admin/tokens", page -> {
            page.locator("#device-label").fill("Bar");
            page.locator("#module-" + Api.WAITER.replace(".", "\\.")).check();
            page.locator("#device-sessions").fill("2");
            page.locator("#device-weight").fill("1");
            page.locator("#enrol").click();
            assertThat(page.locator("#device-code")).isVisible();
        });
        look("token", "/admin/tokens", page -> {
            page.locator("#token-label").fill("Accounts office");
            page.locator("#create-token").click();
            assertThat(page.locator("#token-secret")).isVisible();
        });
        look("second-factor", "/admin/account", page -> {
            page.locator("#factor-begin").click();
            assertThat(page.locator("#factor-secret")).isVisible();
        });

        host.admin().post("/api/v1/gate/stop", "").is(200);
        look("overview-stopped", "/admin");
        look("plugins-stopped", "/admin/plugins");
        look("gate-stopped", "/gate/sample-tables");

        for (Window window : windows) {
            window.nobody();
        }
        look("sign-in", "/admin/sign-in");
        look("sign-in-refused", "/admin/sign-in", page -> {
            Forms.signIn(page, "anna", "no such password");
            assertThat(page.locator("#failure")).isVisible();
        });
        for (Window window : windows) {
            Forms.signedIn(window, "viewer");
        }
        look("viewer-forbidden", "/admin/accounts");
        look("viewer-licenses", "/admin/licenses");
        look("viewer-plugins", "/admin/plugins");
    }

    @Test
    public void highContrastPaperAndTheScreenOfATill() throws Exception {
        fill();
        Window window = host.anna(new Manner("ru", Screen.TILL, ColorScheme.LIGHT, true));
        windows.add(window);
        for (String path : List.of("", "/licenses", "/limits", "/sessions", "/plugins", "/tokens")) {
            window.go("/admin" + path);
            window.look("till" + path.replace('/', '-'));
        }
        window.go("/admin/licenses");
        window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        window.look("paper-licenses");
        assertThat(window.page.locator("#machine-key")).isVisible();
        assertThat(window.page.locator("nav.side")).isHidden();
        assertThat(window.page.locator("#install")).isHidden();
        assertThat(window.page.locator("#frame-status")).isHidden();
        window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        window.page.locator("button[value=contrast]").click();
        assertThat(window.page.locator("html")).hasAttribute("data-theme", "contrast");
        for (String path : List.of("", "/licenses", "/limits", "/sessions", "/plugins", "/gallery")) {
            window.go("/admin" + path);
            window.lookAtColours("contrast" + path.replace('/', '-'));
        }
    }

    @Test
    public void theFirstPagesAreLight() throws Exception {
        fill();
        weigh(host.stranger(PagesHost.RUSSIAN), "/admin/sign-in", "#sign-in");
        weigh(host.anna(PagesHost.RUSSIAN), "/admin", "#overview-live");
    }

    /** What really goes over the wire to a browser that was never here, headers and all. */
    private void weigh(Window window, String path, String shown) {
        windows.add(window);
        CDPSession network = window.page.context().newCDPSession(window.page);
        AtomicInteger bytes = new AtomicInteger();
        List<String> requests = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        network.on("Network.requestWillBeSent", event -> {
            String url = event.getAsJsonObject("request").get("url").getAsString();
            if (!url.startsWith("data:")) {
                requests.add(url);
            }
        });
        network.on("Network.loadingFinished", event -> {
            bytes.addAndGet(event.get("encodedDataLength").getAsInt());
            ended.add(event.get("requestId").getAsString());
        });
        network.send("Network.enable");
        window.go(path);
        assertThat(window.page.locator(shown)).isVisible();
        // Page, style and two scripts; the stream of events never ends
        Eventually.isSo(
                "The page has been loaded",
                Api.PATIENCE,
                () -> {
                    window.page.evaluate("() => 1");
                    return ended.size() >= 4 ? "" : ended.size() + " of " + requests;
                },
                () -> "");
        assertTrue(path + " asks for " + requests, requests.size() <= MOST_REQUESTS && requests.size() >= 4);
        assertTrue(path + " weighs " + bytes, bytes.get() <= MOST_BYTES && bytes.get() > 5000);
    }

    /** A host as it looks after a while; the id of one of its licences. */
    private String fill() throws Exception {
        String id = host.license("Café «Осень»", 10);
        host.admin()
                .install(host.document(
                        "ООО «Очень длинное название, какие бывают у сетей ресторанов и гостиниц» Санкт-Петербург",
                        5,
                        request -> request.entitlement(new ModuleId(LimitsPages.TILL), 2)
                                .until(LocalDate.now(java.time.ZoneOffset.UTC).plusDays(20))
                                .version("3.2")))
                .is(201);
        byte[] whole = host.document("Café", 3, request -> request);
        Files.write(host.home().resolve("licenses/cut.lic"), java.util.Arrays.copyOf(whole, whole.length - 40));
        Eventually.isSo(
                "The damaged document is seen",
                Api.PATIENCE,
                () -> {
                    for (var one : host.admin().get("/api/v1/licenses").array()) {
                        if (one.getAsJsonObject().get("state").getAsString().equals("damaged")) {
                            damaged = one.getAsJsonObject().get("id").getAsString();
                            return "";
                        }
                    }
                    return host.admin().get("/api/v1/licenses").body();
                },
                () -> "");
        Api till = host.admin().as(host.admin().device("Касса 1, зал у окна", 9));
        for (String waiter : List.of("Anna", "Boris", "Viktor")) {
            till.open(waiter).is(201);
        }
        for (String name : List.of("Касса у входа в большой зал ресторана", "Bar", "Till 3")) {
            host.admin()
                    .put(
                            "/api/v1/connections/" + LimitsPages.TILL + "/till-" + name.length(),
                            "{\"label\":\"" + name + "\",\"group\":\"Зал\"}")
                    .is(200);
        }
        host.account("olga", "operator");
        host.account("viewer", "viewer");
        return id;
    }

    private void look(String name, String path) {
        look(name, path, page -> {});
    }

    private void look(String name, String path, java.util.function.Consumer<Page> act) {
        looks++;
        for (Window window : windows) {
            window.go(path);
            act.accept(window.page);
            assertThat(window.page.locator("h1")).isVisible();
            assertEquals(
                    name,
                    window.manner().language(),
                    window.page.locator("html").getAttribute("lang"));
            Manner manner = window.manner();
            String picture = name + "-" + manner.language() + "-" + manner.screen();
            if (ALL) {
                window.lookInBothThemes(picture);
            } else {
                boolean dark = manner.russian() == (looks % 2 == 0);
                window.lookIn(dark ? ColorScheme.DARK : ColorScheme.LIGHT, picture);
            }
        }
    }
}
