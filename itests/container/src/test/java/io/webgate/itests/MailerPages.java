// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.ModuleId;
import io.webgate.testkit.Eventually;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertTrue;

/** The page Report mailer in a browser: held, running, and a mail server that is not there (R29, R65, R102). */
public class MailerPages {

    private static final String PAGE = "/admin/ext/report-mailer";
    private static final String MODULE = "powerpos.report-mailer";
    private static final String SERVER = "/api/v1/config/io.webgate.plugin.report-mailer";
    private static final String JOB = "/api/v1/config/io.webgate.plugin.report-mailer.job~";

    private final PagesHost host = AllPagesIT.HOST;
    private final Socket nobodyListens = new Socket();

    @Before
    public void clear() throws Exception {
        host.clear();
        nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        host.admin()
                .put(
                        SERVER,
                        "{\"host\":\"127.0.0.1\",\"port\":" + nobodyListens.getLocalPort()
                                + ",\"security\":\"none\",\"sender\":\"gate@example.com\"}");
        host.admin().put(JOB + "morning?confirm=true", job("anna@example.com"));
        // Not of the history, which tells of the recipients of before
        host.tells(PAGE, "<bdi>anna@example.com</bdi></td>");
    }

    @After
    public void asBefore() throws Exception {
        host.admin().delete(JOB + "morning");
        host.admin().delete(JOB + "evening");
        host.admin().delete(SERVER);
        nobodyListens.close();
        host.clear();
    }

    private static String job(String recipient) {
        return "{\"report\":\"daily\",\"schedule\":\"0 8 1 1 *\",\"zone\":\"Europe/Moscow\",\"recipients\":[\""
                + recipient + "\"],\"language\":\"ru\"}";
    }

    /** The licence of one job, once the service has begun. */
    private void licensed(Window window, String shown) throws Exception {
        host.admin()
                .install(host.document("Café", 1, request -> request.entitlement(new ModuleId(MODULE), 1)))
                .is(201);
        eventually(window, shown);
    }

    private static void eventually(Window window, String shown) {
        Eventually.isSo(
                shown + " is on the page",
                Api.PATIENCE,
                () -> {
                    window.go(PAGE);
                    return window.page.locator(shown).count() > 0
                            ? ""
                            : window.page.locator("main").innerText();
                },
                () -> "");
    }

    @Test
    public void r29HeldThePageSaysWhyAndThenItStartsByItself() throws Exception {
        try (Window window = host.anna(PagesHost.RUSSIAN)) {
            Page page = window.page;
            window.go(PAGE);
            assertThat(page.locator("h1")).hasText("Рассылка отчётов");
            assertThat(page.locator("#mailer-held")).containsText("Ни одно задание не отправляется");
            assertThat(page.locator("#jobs tbody tr")).containsText("anna@example.com");
            assertThat(page.locator("main button")).hasCount(0);
            window.lookInBothThemes("mailer-held-ru-DESKTOP");
            licensed(window, "#send-morning");
            assertThat(page.locator("#mailer-held")).hasCount(0);

            host.admin()
                    .put(JOB + "evening?confirm=true", job("boris@example.com"))
                    .is(201);
            eventually(window, "#mailer-held");
            assertThat(page.locator("#mailer-held")).containsText("2");
            host.admin().delete(JOB + "evening").is(204);
            eventually(window, "#send-morning");
            window.quiet("mailer");
        }
    }

    @Test
    public void r65SendNowAndTheTestMailSayWhatBecameOfThem() throws Exception {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            licensed(window, "#send-morning");
            assertThat(page.locator("#jobs tbody tr")).containsText("08:00");
            page.locator("#send-morning").click();
            assertThat(page.locator("#mailer-note")).containsText("The job is sent now");
            assertThat(page.locator("#history tbody tr")).hasCount(1);
            assertThat(page.locator("#history")).containsText("anna@example.com");
            // the report is not there, and the page says so
            eventually(window, "#history .error");
            assertThat(page.locator("#history .error")).containsText("web reports are not there");

            page.locator("#recipient").fill("anna@example.com");
            page.locator("#test-send").click();
            assertThat(page.locator("#mailer-note")).containsText("The server can't be reached");
            page.locator("#recipient").evaluate("(field) => { field.form.noValidate = true; }");
            page.locator("#recipient").fill("anna");
            page.locator("#test-send").click();
            assertThat(page.locator("#recipient-error")).containsText("one mail address");
            window.lookInBothThemes("mailer-en-DESKTOP");
            page.locator("button[value=ru]").click();
            assertThat(page.locator("html")).hasAttribute("lang", "ru");
            window.go(PAGE);
            assertThat(page.locator("#history .error")).containsText("Веб-отчёты недоступны");
            assertTrue(!page.content().contains("${"));
            window.quiet("mailer-sent");
        }
    }
}
