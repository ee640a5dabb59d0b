// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.webgate.itests.Browser.Manner;
import io.webgate.itests.Browser.Screen;
import io.webgate.itests.Browser.Window;
import io.webgate.license.api.Binding;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** R9, R10 as people meet them: what would be, before it is done and on a day, with a script and without. */
public class LicencePagesIT {

    @ClassRule
    public static final PagesHost HOST = new PagesHost("licences");

    private final LocalDate last = LocalDate.now(ZoneId.of("UTC")).plusDays(20);

    private String ten = "";
    private Path five = Path.of("");

    @Before
    public void tenWaitersForTwentyDaysOfWhomThreeAreThere() throws Exception {
        HOST.clear();
        String key = HOST.admin().get("/api/v1/machine-key").is(200).text("machineKey");
        ten = HOST.admin()
                .install(HOST.document("Café «Осень»", 10, Binding.machine(key), request -> request.until(last)))
                .is(201)
                .text("id");
        five = Files.write(HOST.home().resolve("five.lic"), HOST.document("Bar", 5, request -> request));
        Api till = HOST.admin().as(HOST.admin().device("Касса 1", 9));
        for (String waiter : List.of("Anna", "Boris", "Viktor")) {
            till.open(waiter).is(201);
        }
    }

    @Test
    public void r9WhatIfInEnglishOnADesktop() throws Exception {
        way(PagesHost.ENGLISH);
    }

    @Test
    public void r9WhatIfInRussianOnAPhoneInTheDark() throws Exception {
        way(new Manner("ru", Screen.PHONE, ColorScheme.DARK, true));
    }

    @Test
    public void r9WhatIfWithoutScript() throws Exception {
        way(new Manner("ru", Screen.DESKTOP, ColorScheme.LIGHT, false));
    }

    private void way(Manner manner) throws Exception {
        boolean russian = manner.russian();
        String sum = russian ? "15 = 10 до" : "15 = 10 until";
        try (Window window = HOST.anna(manner)) {
            Page page = window.page;
            window.go("/admin/licenses");
            assertThat(page.locator("#machine details")).isVisible();
            look(window, "licenses");
            choose(page);
            assertThat(page.locator("#changed")).containsText(sum);
            look(window, "install");
            switched(page, sum);
            assertEquals("Looking installs nothing", 1, installed());
            page.locator("#back").click();
            page.waitForURL("**/admin/licenses");
            assertEquals("Nor does going back", 1, installed());
            Forms.install(page, five);
            assertThat(page.locator("#outcome[role=status]")).isVisible();
            assertThat(page.locator("#licenses-live")).containsText("15 = ");
            assertEquals(2, installed());
            choose(page);
            assertThat(page.locator("#what-if")).containsText(russian ? "уже установлен" : "installed already");
            assertThat(page.locator("#install-now")).hasCount(0);

            window.go("/admin/licenses/steps");
            assertThat(page.locator("main")).containsText(sum);
            look(window, "steps");
            page.locator("#day").fill(last.plusDays(2).toString());
            page.locator("#show-day").click();
            assertThat(page.locator("#moves")).containsText(russian ? "Срок истёк" : "Expired");
            look(window, "day");

            window.go("/admin/licenses/" + ten + "/sheet");
            assertThat(page.locator("#sheet")).containsText("Café «Осень»");
            look(window, "sheet");

            window.go("/admin/licenses");
            Download request =
                    page.waitForDownload(() -> page.locator("#request-file").click());
            assertEquals("webgate-request.json", request.suggestedFilename());
            assertTrue(Files.readString(request.path(), StandardCharsets.UTF_8)
                    .startsWith("{\"kind\":\"webgate-request\",\"machineKey\":\""));

            onlyTenIsLeft();
            window.go("/admin/licenses/" + ten + "/remove");
            assertThat(page.locator("#effects")).containsText(russian ? "Шлюз остановится" : "The gate stops");
            look(window, "remove");
            page.locator("#number").fill("LIC-1");
            page.locator("#remove-now").click();
            assertThat(page.locator("#number-error"))
                    .containsText(russian ? "Ничего не удалено" : "Nothing was removed");
            assertThat(page.locator("#number-help")).containsText(ten);
            look(window, "remove-wrong");
            page.locator("#back").click();
            HOST.gateIs("open");
            window.quiet("what-if");
        }
    }

    @Test
    public void r59BreakGlassIsActivatedOnceAndToldToTheVendor() throws Exception {
        byte[] document = HOST.document("Glass", 7, request -> request.breakGlass(5));
        String id = HOST.admin().install(document).is(201).text("id");
        String glass = "/api/v1/licenses/" + id;
        String use = glass + "/break-glass";
        assertEquals("not-yet-valid", HOST.admin().get(glass).is(200).text("state"));
        assertEquals("It gives nothing yet", 10, waiters());
        try (Window window = HOST.anna(PagesHost.RUSSIAN)) {
            Page page = window.page;
            window.go("/admin/licenses?license=" + id);
            assertThat(page.locator("main")).containsText("ждёт, пока её активирует администратор");
            page.locator("#break-glass").click();
            assertThat(page.locator("#changed")).containsText("17 = ");
            assertThat(page.locator("#glass-once")).containsText("один раз");
            look(window, "glass");
            assertEquals("Looking activates nothing", 10, waiters());
            page.locator("#reason").fill("Поставщик закрыт");
            page.locator("#glass-now").click();
            assertThat(page.locator("#outcome[role=status]")).isVisible();
            assertThat(page.locator("#glass-used")).containsText("Поставщик закрыт");
            assertThat(page.locator("#glass-used")).containsText("anna");
            assertThat(page.locator("#break-glass")).hasCount(0);
            look(window, "glass-used");
            Download request =
                    page.waitForDownload(() -> page.locator("#request-file").click());
            assertTrue(Files.readString(request.path(), StandardCharsets.UTF_8)
                    .contains("\"breakGlass\":[{\"license\":\"" + id + "\",\"activatedAt\":\""));
            HOST.admin().eventuallyActs("Поставщик закрыт");
            window.go("/admin/audit");
            assertThat(page.locator("main")).containsText(id + ": Поставщик закрыт");
            window.quiet("glass");
        }
        assertEquals(17, waiters());
        assertEquals(
                "break-glass-used",
                HOST.admin().post(use, "{\"reason\":\"again\"}").is(409).text("code"));
        HOST.admin().delete(glass).is(204);
        HOST.admin().post(use, "{\"reason\":\"again\"}").is(404);
        assertEquals("valid", HOST.admin().install(document).is(201).text("state"));
        HOST.admin().post(use, "{\"reason\":\"again\"}").is(409);
        assertEquals("Its time goes on, and no more", 17, waiters());
        HOST.admin()
                .post("/api/v1/licenses/" + ten + "/break-glass", "{\"reason\":\"r\"}")
                .is(422);
    }

    private static long waiters() throws IOException, InterruptedException {
        return HOST.admin().waiterModule().get("limit").getAsLong();
    }

    @Test
    public void theSheetOnPaperIsTheLicenceAlone() {
        try (Window window = HOST.anna(PagesHost.RUSSIAN)) {
            window.go("/admin/licenses/" + ten + "/sheet");
            window.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            window.picture("licence-sheet-paper");
            assertThat(window.page.locator("#sheet svg")).isVisible();
            assertThat(window.page.locator("#back")).isHidden();
            assertThat(window.page.locator("nav.side")).isHidden();
        }
    }

    /** Another language and theme, and back: each time the same preview, the day that was asked about included. */
    private void switched(Page page, String sum) {
        boolean russian = "ru".equals(page.locator("html").getAttribute("lang"));
        page.locator("#day").fill(last.plusDays(2).toString());
        page.locator("#show-day").click();
        assertThat(page.locator("#moves")).isVisible();
        page.locator(".switch [lang=" + (russian ? "en" : "ru") + "]").click();
        assertThat(page.locator("html")).hasAttribute("lang", russian ? "en" : "ru");
        assertThat(page.locator("#moves")).containsText(russian ? "Expired" : "Срок истёк");
        assertThat(page.locator("#day")).hasValue(last.plusDays(2).toString());
        page.locator("#day").fill(last.toString());
        page.locator("#show-day").click();
        page.locator(".switch [lang=" + (russian ? "ru" : "en") + "]").click();
        assertThat(page.locator("#changed")).containsText(sum);
        page.locator("[formaction$='theme=contrast']").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "contrast");
        page.locator("[formaction$='theme=auto']").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "auto");
        assertThat(page.locator("#changed")).containsText(sum);
        assertThat(page.locator("#install-now")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", russian ? "ru" : "en");
    }

    private void choose(Page page) {
        page.locator("input[type=file]").setInputFiles(five);
        page.locator("#install").click();
        assertThat(page.locator("#what-if")).isVisible();
    }

    private static void onlyTenIsLeft() throws IOException, InterruptedException {
        for (var one : HOST.admin().get("/api/v1/licenses").is(200).array()) {
            if (one.getAsJsonObject().get("holder").getAsString().equals("Bar")) {
                HOST.admin()
                        .delete("/api/v1/licenses/"
                                + one.getAsJsonObject().get("id").getAsString())
                        .is(204);
            }
        }
    }

    private static int installed() throws IOException, InterruptedException {
        return HOST.admin().get("/api/v1/licenses").is(200).array().size();
    }

    private static void look(Window window, String name) {
        Manner manner = window.manner();
        if (manner.script()) {
            window.look("licence-" + name + "-" + manner.language() + "-" + manner.screen());
        } else {
            window.quiet(name);
        }
    }
}
