// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import org.junit.Before;
import org.junit.Test;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

/** Signing in and out in the browser, and what each role sees. */
public class SignInPages {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long STEP_MILLIS = 30_000;

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
    }

    @Test
    public void aWrongPasswordIsToldAndTheLanguageIsSwitchedBeforeSigningIn() throws Exception {
        try (Window window = host.stranger(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin/licenses?license=none");
            assertThat(page.locator("h1")).hasText("Sign in");
            page.locator("button[value=ru]").click();
            assertThat(page.locator("h1")).hasText("Вход");
            assertEquals("ru", page.locator("html").getAttribute("lang"));
            window.go("/admin/licenses?license=none");
            Forms.signIn(page, PagesHost.ADMIN, "not the password");
            assertThat(page.locator("#failure")).isVisible();
            assertEquals("", page.locator("[name=password]").inputValue());
            assertEquals(PagesHost.ADMIN, page.locator("[name=login]").inputValue());
            // Nobody learns whether the login or the password was wrong
            String told = page.locator("#failure").innerText();
            Forms.signIn(page, "nobody.of.that.name", "not the password");
            // Only the next page has the login and no password
            assertThat(page.locator("[name=password]")).hasValue("");
            assertThat(page.locator("[name=login]")).hasValue("nobody.of.that.name");
            assertEquals(told, page.locator("#failure").innerText());
            Forms.signIn(page, PagesHost.ADMIN, Forms.PASSWORD);
            page.waitForURL("**/admin/licenses?license=none");
            assertThat(page.locator("h1")).hasText("Лицензии");
            window.quiet("sign-in");
        }
    }

    @Test
    public void aSecondFactorIsSetUpAskedForAndReplacedByARecoveryCode() throws Exception {
        host.account("factor", "operator");
        try (Window window = Forms.signedIn(host.stranger(PagesHost.ENGLISH), "factor")) {
            Page page = window.page;
            window.go("/admin/account");
            page.locator("#factor-begin").click();
            String secret = page.locator("#factor-secret").innerText().trim();
            Forms.fill(page, "digits", "000000");
            page.locator("#factor-confirm").click();
            assertThat(page.locator("#digits-error")).isVisible();
            long used = System.currentTimeMillis() / STEP_MILLIS;
            Forms.fill(page, "digits", digits(secret, used));
            page.locator("#factor-confirm").click();
            assertThat(page.locator("#recovery-codes li")).hasCount(8);
            List<String> codes = page.locator("#recovery-codes li").allInnerTexts();
            window.lookInBothThemes("recovery-en-DESKTOP");
            page.locator("#recovery-kept").click();
            page.locator("form.who button").click();
            assertThat(page.locator("#outcome")).hasText("Signed out.");

            Forms.signIn(page, "factor", Forms.PASSWORD);
            assertThat(page.locator("#digits")).isVisible();
            window.lookInBothThemes("sign-in-digits-en-DESKTOP");
            // The digits of a step count once; those of the next one are taken early
            Forms.fill(page, "password", Forms.PASSWORD);
            Forms.fill(page, "digits", digits(secret, used));
            Forms.submit(page);
            assertThat(page.locator("[name=password]")).hasValue("");
            assertThat(page.locator("#failure")).isVisible();
            Forms.fill(page, "password", Forms.PASSWORD);
            Forms.fill(page, "digits", digits(secret, Math.max(used + 1, System.currentTimeMillis() / STEP_MILLIS)));
            Forms.submit(page);
            assertThat(page.locator("#overview-live")).isVisible();

            page.locator("form.who button").click();
            Forms.signIn(page, "factor", Forms.PASSWORD);
            assertThat(page.locator("#digits")).isVisible();
            Forms.fill(page, "password", Forms.PASSWORD);
            Forms.fill(page, "digits", codes.get(3));
            Forms.submit(page);
            assertThat(page.locator("#overview-live")).isVisible();
            window.go("/admin/account");
            page.locator("#factor-password").fill(Forms.PASSWORD);
            page.locator("#factor-remove").click();
            assertThat(page.locator("#outcome")).hasText("The second factor is off.");
            window.quiet("second factor");
        }
    }

    @Test
    public void aSessionThatEndedElsewhereLeadsBackToThePageAskedFor() throws Exception {
        try (Window here = Forms.signedIn(host.stranger(PagesHost.ENGLISH), PagesHost.ADMIN);
                Window there = Forms.signedIn(host.stranger(PagesHost.RUSSIAN), PagesHost.ADMIN)) {
            there.goListening("/admin/plugins");
            here.go("/admin/account");
            int before = here.page.locator("button[id^=end-]").count();
            String own = here.page
                    .locator("tr", new Page.LocatorOptions().setHasText("this one"))
                    .locator("button")
                    .getAttribute("id");
            // The newest stands first
            String newest = here.page.locator("button[id^=end-]").first().getAttribute("id");
            assertNotEquals(own, newest);
            here.page.locator("#" + newest).click();
            assertThat(here.page.locator("#outcome")).hasText("The session has ended.");
            assertThat(here.page.locator("button[id^=end-]")).hasCount(before - 1);

            // The other page lives: it asks at the next change, finds itself signed out, and remembers where it was
            host.admin().post("/api/v1/gate/stop", "").is(200);
            there.page.waitForURL("**/admin/sign-in?next=%2Fadmin%2Fplugins");
            Forms.signIn(there.page, PagesHost.ADMIN, Forms.PASSWORD);
            there.page.waitForURL("**/admin/plugins");
            there.page.locator("form.who button").click();
            there.page.waitForURL("**/admin/sign-in?done=signed-out");
            there.page.goBack();
            assertThat(there.page.locator("#sign-in")).isVisible();
        }
    }

    @Test
    public void aViewerSeesWhatHeMayNotDoAndWhy() throws Exception {
        host.license("Café", 3);
        host.account("viewer", "viewer");
        try (Window window =
                Forms.signedIn(host.stranger(new Manner("ru", Screen.DESKTOP, ColorScheme.LIGHT, true)), "viewer")) {
            Page page = window.page;
            window.go("/admin/licenses");
            refuses(page, "install");
            refuses(page, "remove");
            window.go("/admin/plugins");
            refuses(page, "gate-stop");
            assertThat(page.locator("#gate-stop-why")).hasText("Остановить шлюз может только администратор.");
            assertThat(page.locator("nav.side [aria-disabled=true]").first()).hasText("Настройки");
            var accounts = page.locator("nav.side [aria-disabled=true]:has-text('Учётные записи')");
            assertThat(accounts).hasCount(1);
            assertTrue(page.locator("#" + accounts.getAttribute("aria-describedby"))
                    .innerText()
                    .contains("администратор"));
            window.go("/admin/accounts");
            assertThat(page.locator("main")).containsText("недостаточно");
            window.go("/admin/plugins/stop");
            assertThat(page.locator("main")).containsText("недостаточно");
            assertEquals("open", host.admin().gate().text("state"));
            window.quiet("viewer");
        }
    }

    private static void refuses(Page page, String button) {
        var refusing = page.locator("#" + button);
        assertThat(refusing).hasAttribute("aria-disabled", "true");
        assertThat(page.locator("#" + refusing.getAttribute("aria-describedby")))
                .containsText("администратор");
        String before = page.url();
        refusing.click(new com.microsoft.playwright.Locator.ClickOptions().setForce(true));
        assertEquals(before, page.url());
    }

    /** What an authenticator shows (RFC 6238), written anew here: the host's own must agree with others. */
    private static String digits(String secret, long step) throws GeneralSecurityException {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        int held = 0;
        int bits = 0;
        for (char letter : secret.replace(" ", "").toCharArray()) {
            bits = bits << 5 | BASE32.indexOf(letter);
            held += 5;
            if (held >= 8) {
                held -= 8;
                key.write(bits >> held);
            }
        }
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.toByteArray(), "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int at = hash[19] & 15;
        return String.format(
                Locale.ROOT, "%06d", (ByteBuffer.wrap(hash, at, 4).getInt() & Integer.MAX_VALUE) % 1_000_000);
    }
}
