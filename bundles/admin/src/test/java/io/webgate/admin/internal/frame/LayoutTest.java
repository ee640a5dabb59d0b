// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class LayoutTest {

    private final Layout layout = new Layout(new FakePlane(Optional.empty()), new Extensions());
    private final PageWriter writer = new PageWriter(layout);

    @Test
    void aPageHasOneHeadingItsLanguageAndItsPlaceInTheMenu() {
        String html = page(Readers.of("ru", Role.ADMIN));
        assertThat(html).containsOnlyOnce("<h1>").contains("<html lang=\"ru\" data-theme=\"auto\">");
        assertThat(html).contains("<a href=\"/admin/plugins\" aria-current=\"page\">Плагины</a>");
        assertThat(html)
                .contains(
                        "<a class=\"skip\" href=\"#content\">",
                        "<main id=\"content\"",
                        "bar-1.example",
                        "data-offset=\"0\"");
    }

    @Test
    void whatARoleMayNotOpenIsNoLinkAndSaysWhy() {
        assertThat(page(Readers.of("en", Role.ADMIN))).contains("href=\"/admin/tokens\"");
        assertThat(page(Readers.of("en", Role.OPERATOR)))
                .doesNotContain("href=\"/admin/tokens\"")
                .contains("aria-disabled=\"true\"", "For administrators only.");
    }

    @Test
    void aTitleFromElsewhereIsEscaped() {
        String html = layout.page(
                new FakeHttp("GET", "/admin").request(),
                Readers.of("en", Role.VIEWER),
                new PageAnswer.Html("<script>alert(1)</script>", "", out -> {}));
        assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void onAPageThatAnswersAFormTheSwitchSendsTheFormAgain() {
        String html = layout.page(
                new FakeHttp("POST", "/admin/licenses/preview").request(),
                Readers.of("ru", Role.ADMIN),
                new PageAnswer.Html("Title", "licenses", out -> {})
                        .seenAgain(new SameAgain("/admin/licenses/preview", Map.of("text", "{\"<\"}"))));
        String again = "=\"/admin/licenses/preview?form-token=token-1";
        assertThat(html)
                .doesNotContain("/admin/preferences", "name=\"to\"")
                .contains("method=\"post\" enctype=\"multipart/form-data\" action" + again + "\"")
                .containsOnlyOnce("<input type=\"hidden\" name=\"text\" value=\"{&#34;&lt;&#34;}\">")
                .containsOnlyOnce("formaction" + again + "&amp;language=en\"")
                .containsOnlyOnce("formaction" + again + "&amp;language=ru\" lang=\"ru\" aria-pressed=\"true\"");
        for (Theme theme : Theme.values()) {
            assertThat(html).contains("form=\"same-again\" formaction" + again + "&amp;theme=" + theme.code() + "\"");
        }
    }

    @Test
    void onAPageThatSaysWhereItIsTheSwitchLeadsThere() {
        String html = layout.page(
                new FakeHttp("POST", "/admin/x").request(),
                Readers.of("en", Role.ADMIN),
                new PageAnswer.Html("Title", "", out -> {}).seenAgain(SameAgain.at("/admin/licenses")));
        assertThat(html).contains("action=\"/admin/preferences\"", "name=\"to\" value=\"/admin/licenses\"");
    }

    @Test
    void aStrangerSeesNeitherMenuNorState() {
        String html = layout.bare(
                new FakeHttp("GET", "/admin/sign-in").request(),
                Readers.stranger("ru"),
                new PageAnswer.Bare(200, "Вход", out -> {}));
        assertThat(html)
                .doesNotContain("<nav", "data-live", "form-token")
                .contains("value=\"en\"", "value=\"contrast\"");
    }

    @Test
    void whatMayBeOverSoonAsksAgainByItself() throws IOException {
        FakeHttp http = new FakeHttp("GET", "/admin");
        writer.send(http.request(), http.response(), Readers.of("en", Role.VIEWER), problem(503));
        assertThat(http.status).isEqualTo(503);
        assertThat(http.body()).contains("<meta http-equiv=\"refresh\" content=\"5\">", "not there", "some-code");
    }

    @Test
    void aLivePartsRefusalIsAPieceOfAPage() throws IOException {
        FakeHttp http = new FakeHttp("GET", "/admin/plugins/live");
        http.requestHeaders.put("HX-Request", "true");
        writer.send(http.request(), http.response(), Readers.of("en", Role.VIEWER), problem(503));
        assertThat(http.body()).doesNotContain("<html").contains("not there");
    }

    @Test
    void everyPageForbidsWhatItDoesNotNeed() throws IOException {
        FakeHttp http = new FakeHttp("GET", "/admin");
        writer.send(
                http.request(),
                http.response(),
                Readers.of("en", Role.VIEWER),
                new PageAnswer.Html("x", "", out -> {}));
        assertThat(http.headers).containsEntry("Cache-Control", "no-store");
        assertThat(http.headers.get("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(http.headers.get("Vary")).contains("Accept-Language", "Cookie");
    }

    @Test
    void afterAFormTheReaderIsSentOn() throws IOException {
        FakeHttp http = new FakeHttp("POST", "/admin/x");
        writer.send(
                http.request(), http.response(), Readers.of("en", Role.VIEWER), new PageAnswer.See("/admin/x?done=y"));
        assertThat(http.status).isEqualTo(303);
        assertThat(http.headers).containsEntry("Location", "/admin/x?done=y");
    }

    @Test
    void aFileIsKeptAndNeverShownAndItsNameEndsNoHeader() throws IOException {
        FakeHttp http = new FakeHttp("GET", "/admin/x");
        writer.send(
                http.request(),
                http.response(),
                Readers.of("en", Role.VIEWER),
                new PageAnswer.Download("a \"b\"\r\nX: ё.txt", "text/plain", new byte[] {1, 2}));
        assertThat(http.headers.get("Content-Disposition"))
                .isEqualTo("attachment; filename*=UTF-8''a%20%22b%22%0D%0AX%3A%20%D1%91.txt");
        assertThat(http.sent.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void everyStateHasAnIconAndAToneOfItsOwn() {
        List<String> paths = StateIcon.CODES.stream()
                .filter(code -> !code.equals("valid"))
                .map(StateIcon::path)
                .toList();
        assertThat(paths).doesNotHaveDuplicates().doesNotContain(StateIcon.path("unknown"));
        assertThat(StateIcon.CODES.stream().map(StateIcon::tone)).isSubsetOf("ok", "warn", "error", "info", "quiet");
    }

    @Test
    void noTemplateHasStyleOrScriptWithinItself() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"), FileVisitOption.FOLLOW_LINKS)) {
            List<Path> all =
                    templates.filter(file -> file.toString().endsWith(".jte")).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                String text = Files.readString(file).toLowerCase(Locale.ROOT);
                assertThat(text)
                        .as(file.toString())
                        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=\"|javascript:");
                assertThat(text).as(file.toString()).doesNotContainPattern("<script(?! src=\"\\$\\{ui\\.asset)");
                assertThat(text).as(file.toString()).doesNotContainPattern("(?:src|href|action)=\"https?:");
            }
        }
    }

    private String page(Ui ui) {
        return layout.page(
                new FakeHttp("GET", "/admin/plugins").request(),
                ui,
                new PageAnswer.Html("Title", "plugins", out -> out.writeContent("<h2>Part</h2>")));
    }

    private static Problem problem(int status) {
        LocalizedText text = new LocalizedText("It is not there", "Нет");
        return Problem.of(status, "some-code", text, text, Locale.ENGLISH);
    }
}
