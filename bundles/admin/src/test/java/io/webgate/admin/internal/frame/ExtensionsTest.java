// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.api.GateView;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** A plugin's page: in the menu, in the frame, and when its plugin is stopped. */
class ExtensionsTest {

    private static final Locale RUSSIAN = new Locale("ru");

    private final Extensions extensions = new Extensions();
    private final FakeBundle bundle;
    private final ServiceReference<Servlet> servlet;

    ExtensionsTest(@TempDir Path folder) throws IOException {
        bundle = new FakeBundle(folder)
                .text("bundle.properties", "rooms=Rooms\ntitle=All <rooms>\nonly=Only English\n")
                .text("bundle_ru.properties", "rooms=Залы\ntitle=Все <залы>\n");
        servlet = bundle.servlet(Map.of(
                "webgate.admin.label", "%rooms",
                "webgate.admin.title", "${title}",
                "webgate.admin.role", "operator",
                "osgi.http.whiteboard.servlet.pattern", new String[] {"/admin/ext/rooms/*"}));
        extensions.bindPage(servlet);
    }

    @Test
    void theMenuNamesItInTheReadersLanguage() {
        assertThat(entry("en", Role.OPERATOR)).isEqualTo(new Frame.Entry("Rooms", "/admin/ext/rooms", true, ""));
        assertThat(entry("ru", Role.ADMIN)).isEqualTo(new Frame.Entry("Залы", "/admin/ext/rooms", true, ""));
    }

    @Test
    void whoMayNotOpenItReadsWhy() {
        assertThat(entry("en", Role.VIEWER).why()).isEqualTo("For operators and administrators only.");
    }

    @Test
    void aStoppedPluginStaysInTheMenuWithItsReasonUntilItIsUninstalled() {
        extensions.unbindPage(servlet);
        assertThat(entry("en", Role.ADMIN).why()).contains("stopped");
        bundle.state = Bundle.UNINSTALLED;
        assertThat(extensions.pages(RUSSIAN)).isEmpty();
    }

    @Test
    void aPageElsewhereIsNotShown() {
        Extensions others = new Extensions();
        others.bindPage(bundle.servlet(
                Map.of("webgate.admin.label", "x", "osgi.http.whiteboard.servlet.pattern", "/admin/licenses")));
        assertThat(others.pages(RUSSIAN)).isEmpty();
    }

    @Test
    void aPageBehindTheGateStandsInMenuAndFrameUnderItsOwnPath() throws Exception {
        extensions.bindPage(bundle.servlet(Map.of(
                "webgate.admin.label", "%rooms",
                "osgi.http.whiteboard.context.select", "(osgi.http.whiteboard.context.name=webgate.gate)",
                "osgi.http.whiteboard.servlet.pattern", new String[] {"/seats", "/seats/*"})));
        assertThat(extensions.found("/gate/seats/12").orElseThrow().path()).isEqualTo("/gate/seats");
        assertThat(extensions.found("/gate/seatsx")).isEmpty();
        assertThat(extensions.found("/seats/12")).isEmpty();
        FakeHttp http = new FakeHttp("GET", "/gate/seats/12");
        http.requestHeaders.put("Accept", "text/html");
        run(http, (asked, answer) -> {
            assertThat(asked.getAttribute(AdminPage.LANGUAGE)).isEqualTo(RUSSIAN);
            asked.setAttribute(AdminPage.TITLE, "Место <12>");
            answer.setContentType("text/html;charset=utf-8");
            answer.getWriter().print("<p>x</p>");
        });
        assertThat(http.body()).contains("<h1>Место &lt;12&gt;</h1>", "<p>x</p>", "href=\"/gate/seats\"");
    }

    @Test
    void anUnknownRoleCountsAsTheStrongest() {
        ExtensionPage page = ExtensionPage.of(
                        Map.<String, Object>of(
                                "webgate.admin.role",
                                "boss",
                                "osgi.http.whiteboard.servlet.pattern",
                                List.of("/admin/ext/x"))::get,
                        "b",
                        BundleTexts.NONE)
                .orElseThrow();
        assertThat(page.role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void htmlIsFramedWithItsTextsEscaped() throws Exception {
        FakeHttp http = filter("text/html", "<p>${title} ${missing} ${only}</p>", 200);
        assertThat(http.status).isEqualTo(200);
        assertThat(http.body())
                .contains("<h1>Все &lt;залы&gt;</h1>", "<p>Все &lt;залы&gt; ${missing} Only English</p>", "<nav ");
        assertThat(http.headers.get("Content-Security-Policy")).contains("script-src 'self'");
        assertThat(http.headers).containsEntry("Content-Length", Integer.toString(http.sent.size()));
    }

    @Test
    void theStatusOfAFormWithErrorsStays() throws Exception {
        assertThat(filter("text/html", "<p>x</p>", 422).status).isEqualTo(422);
    }

    @Test
    void anythingElsePassesUntouched() throws Exception {
        FakeHttp http = filter("text/csv", "${title}", 200);
        assertThat(http.body()).isEqualTo("${title}");
        assertThat(http.headers).containsEntry("Content-Length", "3").doesNotContainKey("Content-Security-Policy");
    }

    @Test
    void aRedirectPassesUntouched() throws Exception {
        FakeHttp http =
                run(request(), (asked, answer) -> ((HttpServletResponse) answer).sendRedirect("/admin/ext/rooms"));
        assertThat(http.redirect).isEqualTo("/admin/ext/rooms");
        assertThat(http.sent.size()).isZero();
    }

    @Test
    void anErrorIsAPageInTheFrame() throws Exception {
        FakeHttp http = run(request(), (asked, answer) -> {
            answer.setContentType("text/html");
            answer.getWriter().print("half a page with <secrets>");
            ((HttpServletResponse) answer).sendError(404, "<b>internals</b>");
        });
        assertThat(http.status).isEqualTo(404);
        assertThat(http.body()).contains("<nav ", "404").doesNotContain("secrets", "internals");
    }

    @Test
    void aProgramGetsTheErrorAsItIs() throws Exception {
        FakeHttp http = request();
        http.requestHeaders.put("Accept", "application/json");
        run(http, (asked, answer) -> ((HttpServletResponse) answer).sendError(409));
        assertThat(http.status).isEqualTo(409);
        assertThat(http.sent.size()).isZero();
    }

    private static final String[] ROUTES = {
        "GET /admin/ext/rooms operator",
        "POST /admin/ext/rooms operator",
        "GET /admin/ext/rooms/{room} operator",
        "POST /admin/ext/rooms/{room}/tables/add operator",
        "GET /admin/ext/rooms/plan/** operator",
        "* /admin/ext/rooms/any operator",
        "no route at all",
        "POST /admin/ext/rooms/plan operator boss"
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET|/admin/ext/rooms/1/tables/add|a=b|/admin/ext/rooms/1/tables/add?a=b",
                "POST|/admin/ext/rooms|-|/admin/ext/rooms",
                "POST|/admin/ext/rooms|page=2|/admin/ext/rooms?page=2",
                "POST|/admin/ext/rooms/|-|/admin/ext/rooms",
                "POST|/admin/ext/rooms/1|-|/admin/ext/rooms/1",
                "POST|/admin/ext/rooms/1/tables/add|a=b|/admin/ext/rooms/1",
                "POST|/admin/ext/rooms/%3Ca%3E/tables/add|-|/admin/ext/rooms/%3Ca%3E",
                "POST|/admin/ext/rooms/plan/a/b|-|/admin/ext/rooms/plan/a/b",
                "PUT|/admin/ext/rooms/any|-|/admin/ext/rooms/any"
            })
    void afterAFormTheSwitchLeadsToAPageThatCanBeLookedAt(String method, String path, String query, String seen)
            throws Exception {
        extensions.unbindPage(servlet);
        extensions.bindPage(bundle.servlet(Map.of(
                "webgate.admin.label",
                "%rooms",
                "webgate.routes",
                ROUTES,
                "osgi.http.whiteboard.servlet.pattern",
                new String[] {"/admin/ext/rooms/*"})));
        assertThat(switches(method, path, query, answer -> {
                    answer.setContentType("text/html");
                    answer.getWriter().print("<p>x</p>");
                }))
                .isEqualTo(seen);
        assertThat(switches(method, path, query, answer -> answer.sendError(500)))
                .as("its errors too")
                .isEqualTo(seen);
        assertThat(switches(method, path, query, answer -> {
                    answer.setContentType("text/html");
                    answer.getWriter().print("x".repeat(2 * 1024 * 1024 + 1));
                }))
                .as("and what is too large")
                .isEqualTo(seen);
    }

    @Test
    void whereAPluginDeclaresNothingTheSwitchLeadsToItsFirstPage() throws Exception {
        assertThat(switches("POST", "/admin/ext/rooms/1/add", null, answer -> {
                    answer.setContentType("text/html");
                    answer.getWriter().print("<p>x</p>");
                }))
                .isEqualTo("/admin/ext/rooms");
    }

    /** What a plugin's servlet does. */
    private interface Answering {
        void to(HttpServletResponse response) throws IOException;
    }

    /** Where the switch of language and theme leads. */
    private String switches(String method, String path, @Nullable String query, Answering answering) throws Exception {
        FakeHttp http = new FakeHttp(method, path);
        http.requestHeaders.put("Accept", "text/html");
        http.query = query;
        Ui reader = Readers.of("ru", Role.OPERATOR);
        Ui ui = new Ui(
                reader.messages(),
                reader.formats(),
                reader.now(),
                reader.role(),
                reader.login(),
                reader.formToken(),
                path + (query == null ? "" : "?" + query),
                reader.assets());
        new ExtensionFilter(extensions, new PageWriter(layout()), asked -> ui)
                .doFilter(
                        http.request(), http.response(), (asked, answer) -> answering.to((HttpServletResponse) answer));
        Matcher to = Pattern.compile("name=\"to\" value=\"([^\"]*)\"").matcher(http.body());
        assertThat(to.find()).as(http.body()).isTrue();
        return to.group(1);
    }

    @Test
    void aPageBeyondTheBoundIsRefused() throws Exception {
        FakeHttp http = filter("text/html", "x".repeat(2 * 1024 * 1024 + 1), 200);
        assertThat(http.status).isEqualTo(500);
        assertThat(http.body()).contains("2 МиБ").doesNotContain("xxxx");
    }

    @Test
    void aLivePartGetsNoFrame() throws Exception {
        FakeHttp http = request();
        http.requestHeaders.put("HX-Request", "true");
        run(http, (asked, answer) -> {
            answer.setContentType("text/html;charset=utf-8");
            answer.getOutputStream().write("<p>${rooms}</p>".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(http.body()).isEqualTo("<p>Залы</p>");
    }

    @Test
    void whereNoPluginIsTheFilterStaysOut() throws Exception {
        FakeHttp http = new FakeHttp("GET", "/admin/ext/other");
        run(http, (asked, answer) -> assertThat(answer).isNotInstanceOf(HeldResponse.class));
    }

    @Test
    void aStoppedPluginsPageSaysWhichPluginAndWhy() {
        assertThat(stopped("en", true))
                .contains("The plugin com.example.rooms does not serve this page. An import is missing.");
        assertThat(stopped("ru", false)).contains("Шлюз остановлен, и вместе с ним плагин com.example.rooms.");
    }

    private String stopped(String language, boolean open) {
        extensions.unbindPage(servlet);
        GateView.Plugin plugin = new GateView.Plugin(
                "com.example.rooms",
                "1.0.0",
                GateView.Plugin.State.STOPPED,
                Optional.of(
                        open
                                ? new LocalizedText("An import is missing.", "Не хватает импорта.")
                                : new LocalizedText("The gate is stopped.", "Шлюз остановлен.")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
        GateView view = new GateView(open, Readers.NOW, Optional.empty(), false, List.of(), List.of(plugin));
        Ui ui = Readers.of(language, Role.VIEWER);
        PageAnswer.Html page = StoppedExtension.answer(ui, extensions.find("/admin/ext/rooms/1"), Optional.of(view));
        assertThat(page.status()).isEqualTo(503);
        return layout().page(request().request(), ui, page);
    }

    @Test
    void anUnknownAddressIsNotFoundUnlessTheGateMayBeTheReason() {
        Ui ui = Readers.of("en", Role.VIEWER);
        GateView open = new GateView(true, Readers.NOW, Optional.empty(), false, List.of(), List.of());
        GateView stopped = new GateView(false, Readers.NOW, Optional.empty(), false, List.of(), List.of());
        assertThat(StoppedExtension.answer(ui, Optional.empty(), Optional.of(open))
                        .status())
                .isEqualTo(404);
        assertThat(StoppedExtension.answer(ui, Optional.empty(), Optional.of(stopped))
                        .status())
                .isEqualTo(503);
        assertThat(StoppedExtension.answer(ui, Optional.empty(), Optional.empty())
                        .status())
                .isEqualTo(404);
    }

    private Frame.Entry entry(String language, Role role) {
        Ui ui = Readers.of(language, role);
        return Menu.of(ui, "/admin/ext/rooms", extensions.pages(ui.locale()))
                .get(1)
                .entries()
                .get(0);
    }

    private FakeHttp filter(String type, String body, int status) throws Exception {
        return run(request(), (asked, answer) -> {
            HttpServletResponse http = (HttpServletResponse) answer;
            http.setStatus(status);
            http.setContentLength(3);
            http.setContentType(type);
            http.getWriter().print(body);
            http.getWriter().flush();
        });
    }

    private static FakeHttp request() {
        FakeHttp http = new FakeHttp("GET", "/admin/ext/rooms/1");
        http.requestHeaders.put("Accept", "text/html,*/*");
        return http;
    }

    private FakeHttp run(FakeHttp http, FilterChain servletOfThePlugin) throws Exception {
        ExtensionFilter filter =
                new ExtensionFilter(extensions, new PageWriter(layout()), asked -> Readers.of("ru", Role.VIEWER));
        filter.doFilter(http.request(), http.response(), servletOfThePlugin);
        return http;
    }

    private Layout layout() {
        return new Layout(new FakePlane(Optional.empty()), extensions);
    }
}
