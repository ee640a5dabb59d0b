// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.Binding;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import io.webgate.vendor.issuing.LicenseRequest;
import org.junit.rules.ExternalResource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A host and a browser for several classes of tests: started once, with the administrator {@code anna}. */
final class PagesHost extends ExternalResource {

    static final String ADMIN = "anna";
    static final Manner ENGLISH = new Manner("en", Screen.DESKTOP, ColorScheme.LIGHT, true);
    static final Manner RUSSIAN = new Manner("ru", Screen.DESKTOP, ColorScheme.LIGHT, true);

    private static final Duration STAYS = Duration.ofSeconds(5);
    private static final Set<String> UP = Set.of("active", "unlicensed");

    private final String name;

    private Browser browser;
    private Path home;
    private String url;
    private HostProcess process;
    private Api admin;
    private ThrowawayVendor vendor;
    private Window anna;

    PagesHost(String name) {
        this.name = name;
    }

    @Override
    protected void before() throws Throwable {
        home = HostProcess.freshHome(name);
        vendor = ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
        // It lives for minutes: the compiler that takes its time pays
        process = HostProcess.startAsShipped(home);
        browser = new Browser(Path.of(System.getProperty("webgate.work"), "pages"));
        admin = process.ready();
        url = "http://127.0.0.1:" + Files.readString(home.resolve("var/port")).trim();
        anna = browser.open(url, ENGLISH);
        Forms.firstRun(anna.page, Forms.firstRunToken(home), ADMIN);
        anna.page.waitForURL("**/first-run/next");
        anna.leave();
    }

    @Override
    protected void after() {
        browser.close();
        process.close();
    }

    String url() {
        return url;
    }

    Path home() {
        return home;
    }

    HostProcess process() {
        return process;
    }

    Api admin() {
        return admin;
    }

    /** Somebody who is not signed in, on a blank page. */
    Window stranger(Manner manner) {
        return browser.blank(url, manner);
    }

    /** The administrator, on a blank page. */
    Window anna(Manner manner) {
        return browser.blank(url, manner).as(anna);
    }

    /** The same through another address. */
    Window annaAt(String address, Manner manner) {
        return browser.blank(address, manner).as(anna);
    }

    /** After the host's restart it asks for a new token of the command line. */
    void again() throws IOException {
        process.againThere();
        admin = process.ready();
    }

    /** Installs a licence for so many waiters, and waits until their sessions are served. */
    String license(String holder, long waiters) throws IOException, InterruptedException {
        String id = admin.install(document(holder, waiters, request -> request))
                .is(201)
                .text("id");
        sessionsAreServed();
        return id;
    }

    byte[] document(String holder, long waiters, UnaryOperator<LicenseRequest.Builder> more) {
        return document(holder, waiters, Binding.ANYWHERE, more);
    }

    byte[] document(String holder, long waiters, Binding binding, UnaryOperator<LicenseRequest.Builder> more) {
        return vendor.license(Api.WAITER, waiters, holder, binding, more);
    }

    /**
     * Drops the plugin that a class belongs to into the host's folder, and waits for its page; nothing happens where it lies
     * there already.
     */
    void drop(Class<?> type, String name, String page) throws IOException, URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path there = home.resolve("plugins").resolve(name);
        if (!Files.exists(there)) {
            // In one step: whoever watches the folder never sees half a jar
            Path fresh = Files.copy(jar, there.resolveSibling(name + ".part"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, there, StandardCopyOption.ATOMIC_MOVE);
            isThere(page);
        }
    }

    /**
     * Waits for a page of a plugin, until it stands in the frame and stays there: File Install refreshes what it has just
     * installed, so that a page comes, goes and comes again.
     */
    void isThere(String path) {
        Eventually.stays(
                "The page " + path,
                STAYS,
                Api.PATIENCE,
                () -> {
                    Answer answer = admin.get(path, "Accept", "text/html");
                    return isPage(answer) ? "" : answer.body();
                },
                process::said);
    }

    /** Waits until a page of a plugin that nothing refreshes any more has these words. */
    void tells(String path, String words) {
        Eventually.isSo(
                "The page " + path + " tells " + words,
                Api.PATIENCE,
                () -> {
                    Answer answer = admin.get(path, "Accept", "text/html");
                    return isPage(answer) && answer.body().contains(words) ? "" : answer.body();
                },
                process::said);
    }

    private static boolean isPage(Answer answer) {
        return answer.status() == 200 && answer.body().contains("<main");
    }

    /** Makes an account with a role, unless it is there. */
    void account(String login, String role) {
        try (Window window = anna(ENGLISH)) {
            window.go("/admin/accounts/" + login);
            if (window.page.locator("#change-role").count() == 0) {
                window.go("/admin/accounts");
                Forms.fill(window.page, "login", login);
                window.page.locator("#new-role").selectOption(role);
                Forms.fill(window.page, "password", Forms.PASSWORD);
                window.page.locator("#create-account").click();
                assertThat(window.page.locator("#outcome")).isVisible();
            }
        }
    }

    /** Nobody connected, no licence, and the gate open: how each test finds the host, whatever went before. */
    void clear() throws IOException, InterruptedException {
        admin.post("/api/v1/gate/stop", "");
        // Sessions end with the gate, connections outlive it
        for (var module : admin.get("/api/v1/modules").is(200).array()) {
            var known = module.getAsJsonObject();
            if (known.get("used").getAsLong() > 0) {
                leave(known.get("module").getAsString());
            }
        }
        admin.removeAllLicenses();
        // What was counted by a setting that has just gone is a cause that still stands for a moment
        Eventually.isSo(
                "The gate may open",
                Api.PATIENCE,
                () -> {
                    Answer answer = admin.post("/api/v1/gate/resume", "");
                    return answer.status() == 200 ? "" : answer.body();
                },
                () -> "");
        gateIs("open");
        pluginsRun();
    }

    /** A gate calls itself open from the first moment; the last of its plugins follows. */
    private void pluginsRun() {
        Eventually.isSo(
                "Every plugin runs, or would if it were licensed",
                Api.PATIENCE,
                () -> {
                    Answer gate = admin.gate();
                    boolean all = gate.object().getAsJsonArray("plugins").asList().stream()
                            .map(plugin -> plugin.getAsJsonObject().get("state").getAsString())
                            .allMatch(UP::contains);
                    return all ? "" : gate.body();
                },
                process::said);
    }

    /** Waits until a licensed mobile waiter answers: a plugin that has just been started has its routes a moment later. */
    void sessionsAreServed() {
        Eventually.isSo(
                "Sessions are served",
                Api.PATIENCE,
                () -> {
                    Answer sessions = admin.get(Api.SESSIONS);
                    return sessions.status() == 200 ? "" : sessions.status() + " " + sessions.body();
                },
                process::said);
    }

    private void leave(String module) throws IOException, InterruptedException {
        String seats = "/api/v1/modules/" + module + "/seats";
        for (var seat : admin.get(seats).is(200).array()) {
            admin.delete(seats + "/" + seat.getAsJsonObject().get("seat").getAsString());
        }
    }

    void gateIs(String state) {
        admin.eventuallyGateIs(state);
    }
}
