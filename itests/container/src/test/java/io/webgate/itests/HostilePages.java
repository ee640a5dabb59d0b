// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.itests.Browser.Window;
import org.junit.Before;
import org.junit.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

/** T52: what others may name is shown as text and is never run. */
public class HostilePages {

    private static final String SCRIPT = "<script>document.title='pwned'</script>";
    private static final String IMAGE = "<img src=x onerror=document.title='pwned'>";
    private static final String ATTRIBUTE = "\"' onmouseover=document.title='pwned' x=\"{{7*7}}${7*7}";

    private final PagesHost host = AllPagesIT.HOST;

    @Before
    public void clear() throws Exception {
        host.clear();
    }

    @Test
    public void t52NamesThatOthersChoseAreTextAndNothingElse() throws Exception {
        host.license(SCRIPT, 3);
        host.license(IMAGE + ATTRIBUTE, 4);
        Api till = host.admin().as(host.admin().device(json(IMAGE), 9));
        host.admin().device(json(ATTRIBUTE), 1);
        till.open(json(SCRIPT)).is(201);
        host.admin()
                .post("/api/v1/tokens", "{\"label\":\"" + json(SCRIPT + ATTRIBUTE) + "\",\"role\":\"viewer\"}")
                .is(201);
        try (Window window = host.anna(PagesHost.ENGLISH)) {
            for (String path : List.of(
                    "/admin",
                    "/admin/licenses",
                    "/admin/licenses?license=" + SCRIPT,
                    "/admin/licenses/" + "%3Cimg%20src%3Dx%3E" + "/remove",
                    "/admin/limits?module=" + SCRIPT + "&more=" + IMAGE + "&q=" + IMAGE,
                    "/admin/sessions",
                    "/admin/sessions?q=" + SCRIPT,
                    "/admin/plugins",
                    "/admin/tokens",
                    "/admin/audit",
                    "/admin/accounts/%3Cscript%3E",
                    "/admin/%3Cscript%3Edocument.title='pwned'")) {
                window.go(path);
                assertThat(window.page.locator("h1")).isVisible();
                assertFalse(path, window.page.title().contains("pwned"));
                assertEquals(
                        path,
                        0,
                        window.page
                                .locator("main img, main script, [onmouseover]")
                                .count());
                window.quiet(path);
            }
            window.go("/admin/licenses");
            assertThat(window.page.locator("#licenses-live")).containsText(SCRIPT);
            assertThat(window.page.locator("#licenses-live")).containsText(IMAGE + ATTRIBUTE);
            window.go("/admin/tokens");
            assertThat(window.page.locator("main")).containsText(IMAGE);
            assertThat(window.page.locator("main")).containsText(SCRIPT + ATTRIBUTE);
            window.go("/admin");
            assertThat(window.page.locator("#overview-live")).containsText(SCRIPT);

            // A file that is a page, by name and content
            window.go("/admin/licenses");
            window.page
                    .locator("input[type=file]")
                    .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                            IMAGE + ".lic", "text/html", SCRIPT.getBytes(StandardCharsets.UTF_8)));
            window.page.locator("#install").click();
            assertThat(window.page.locator("#outcome[role=alert]")).isVisible();
            assertFalse(window.page.title().contains("pwned"));

            // The rule that holds should a text ever get through: what is written into the page does not run
            window.page.evaluate(
                    "(html) => { document.querySelector('main').insertAdjacentHTML('beforeend', html); }", IMAGE);
            window.page.locator("main img").dispatchEvent("error");
            assertFalse(
                    "The policy lets no such script run", window.page.title().contains("pwned"));
        }
    }

    private static String json(String text) {
        return text.replace("\"", "\\\"");
    }
}
