// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.webgate.itests.Browser.Window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What people do with the forms of the pages. */
final class Forms {

    /** Of every account that the tests make. */
    static final String PASSWORD = "three chairs in autumn";

    private Forms() {}

    static void fill(Page page, String field, String value) {
        page.locator("[name=" + field + "]").fill(value);
    }

    /** Presses the button that the page is about. */
    static void submit(Page page) {
        page.getByRole(AriaRole.MAIN)
                .locator("button.primary[type=submit]")
                .first()
                .click();
    }

    /** Installs a document on the page Licences, which must be open, after a look at what it would do; until that is done. */
    static void install(Page page, Path license) {
        page.locator("input[type=file]").setInputFiles(license);
        page.locator("#install").click();
        page.locator("#install-now").click();
        assertThat(page.locator("#outcome[role=status]")).isVisible();
    }

    /** The token that the host left for the first account. */
    static String firstRunToken(Path home) throws IOException {
        return Files.readString(home.resolve("var/first-run-token")).trim();
    }

    static void firstRun(Page page, String token, String login) {
        fill(page, "token", token);
        fill(page, "login", login);
        fill(page, "password", PASSWORD);
        fill(page, "repeat", PASSWORD);
        submit(page);
    }

    /** Fills the page for signing in, which must be open. */
    static void signIn(Page page, String login, String password) {
        fill(page, "login", login);
        fill(page, "password", password);
        submit(page);
    }

    /** A window that is signed in, and on the Overview. */
    static Window signedIn(Window window, String login) {
        window.go("/admin/sign-in");
        signIn(window.page, login, PASSWORD);
        assertThat(window.page.locator("#overview-live")).isVisible();
        return window;
    }
}
