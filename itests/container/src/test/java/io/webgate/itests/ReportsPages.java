// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.testkit.Eventually;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The pages of web reports, in the host's frame though they stand behind the gate. */
public class ReportsPages {

    private static final String REPORT = "/api/v1/config/io.webgate.plugin.web-reports~";
    private static final String SOURCE = "/api/v1/config/io.webgate.plugin.web-reports.source~pages";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void reports() throws Exception {
        host.clear();
        host.admin()
                .install(host.process().license("Café", "powerpos.web-reports", 1))
                .is(201);
        Path file = host.home().resolve("var/pages.db");
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement make = open.createStatement()) {
            make.execute("DROP TABLE IF EXISTS sale");
            make.execute(
                    "CREATE TABLE sale AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 31)"
                            + " SELECT date('2026-02-28', '+' || i || ' days') AS day, 1000.5 * (i % 7 + 1) AS total FROM n");
        }
        host.admin().put(SOURCE, "{\"url\":\"jdbc:sqlite:" + file + "\"}");
        host.admin()
                .put(
                        REPORT + "daily",
                        "{\"title\":\"Sales by day\",\"title.ru\":\"Продажи по дням\",\"source\":\"pages\","
                                + "\"query\":\"SELECT day, total FROM sale WHERE day BETWEEN :from AND :to ORDER BY day\","
                                + "\"parameters\":[\"from DATE = 2026-03-01 | From | С\",\"to DATE = 2026-03-31 | To | По\"],"
                                + "\"columns\":[\"day DATE | Day | День\",\"total NUMBER(2) sum | Total | Сумма\"],"
                                + "\"chart\":\"bar day total\"}")
                .is(201);
        Eventually.isSo(
                "The report is there",
                Api.PATIENCE,
                () -> {
                    Answer answer = host.admin().get("/gate/web-reports/daily", "Accept", "text/html");
                    return answer.status() == 200 && answer.body().contains("<main") ? "" : answer.body();
                },
                () -> "");
    }

    @After
    public void asBefore() throws Exception {
        host.admin().delete(REPORT + "daily");
        host.admin().delete(REPORT + "more");
        host.admin().delete(SOURCE);
        host.clear();
    }

    @Test
    public void r64AReportIsFoundReadAndAskedForAnotherTimeInBothLanguages() {
        for (Manner manner : new Manner[] {
            new Manner("en", Screen.DESKTOP, ColorScheme.DARK, true),
            new Manner("ru", Screen.PHONE, ColorScheme.LIGHT, true)
        }) {
            boolean russian = manner.russian();
            try (Window window = host.anna(manner)) {
                Page page = window.page;
                window.go("/gate/web-reports");
                window.look("reports");
                page.locator("main table a").first().click();
                assertThat(page.locator("h1")).hasText(russian ? "Продажи по дням" : "Sales by day");
                assertThat(page.locator("#report tbody tr")).hasCount(31);
                assertThat(page.locator("svg.chart-image rect")).hasCount(31);
                assertThat(page.locator("#report tbody tr").first())
                        .containsText(russian ? "01.03.2026" : "1 Mar 2026");
                assertThat(page.locator("#report tfoot")).containsText(russian ? "121\u00a0060,50" : "121,060.50");
                window.look("report");
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertThat(page.locator("main form")).isHidden();
                assertThat(page.locator("svg.chart-image")).isVisible();
                assertThat(page.locator("main section > p").first())
                        .containsText(russian ? "01.03.2026" : "1 Mar 2026");
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
                page.locator("#p-from").fill("2026-03-30");
                page.locator("main form button").click();
                assertThat(page.locator("#report tbody tr")).hasCount(2);
                assertThat(page.locator("#p-from")).hasValue("2026-03-30");
                assertThat(page.locator("main .links a[href*='daily.xlsx?from=2026-03-30']"))
                        .hasCount(1);
                window.go("/gate/web-reports/daily?from=soon");
                assertThat(page.locator("#p-from-error")).isVisible();
                assertThat(page.locator("#p-from")).hasValue("soon");
                window.look("report-wrong");
            }
        }
    }

    @Test
    public void r27SavingAReportTooManyIsToldOnThePageBeforeItStopsTheGate() {
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            Page page = window.page;
            window.go("/admin/config/io.webgate.plugin.web-reports~more");
            page.locator("#set-title").fill("More");
            page.locator("#set-source").fill("pages");
            page.locator("#set-query").fill("DELETE FROM sale");
            page.locator("#check").click();
            assertThat(page.locator("#set-query-error")).containsText("begins with SELECT");
            page.locator("#set-query").fill("SELECT 1 AS n");
            page.locator("#check").click();
            assertThat(page.locator("#excess")).containsText("1");
            assertThat(page.locator("#excess")).containsText("io.webgate.plugin.web.reports");
            window.look("config-excess");
        }
        host.gateIs("open");
    }
}
