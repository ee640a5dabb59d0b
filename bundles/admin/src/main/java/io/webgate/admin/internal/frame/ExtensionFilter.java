// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.WebSession;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Problem;
import org.osgi.framework.Constants;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts the frame around what a plugin's servlet answers as HTML, and around its errors; see {@link AdminPage}. What the
 * script of the live parts asks for gets its texts, but no frame. Thread-safe.
 */
public final class ExtensionFilter implements Filter {

    private static final int MOST = 2 * 1024 * 1024;
    private static final int MOST_IN_MIB = 2;

    private final Extensions extensions;
    private final PageWriter writer;
    private final Function<HttpServletRequest, Ui> uis;

    public ExtensionFilter(Extensions extensions, PageWriter writer, Function<HttpServletRequest, Ui> uis) {
        this.extensions = extensions;
        this.writer = writer;
        this.uis = uis;
    }

    /** The properties of its service: behind the door, in front of the plugins' servlets. */
    public static Map<String, Object> properties() {
        return properties(
                "webgate-admin-frame", ExtensionPage.ROOT + "*", "(osgi.http.whiteboard.context.name=default)");
    }

    /** The same for the pages behind the gate, in its context. */
    public static Map<String, Object> gateProperties() {
        return properties("webgate-gate-frame", "/*", GateNames.CONTEXT_SELECT);
    }

    private static Map<String, Object> properties(String name, String pattern, String context) {
        return Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_NAME,
                name,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_PATTERN,
                pattern,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT,
                context,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_ASYNC_SUPPORTED,
                true,
                Constants.SERVICE_RANKING,
                -1000);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only HTTP is served");
        }
        Optional<ExtensionPage> page = extensions.found(http.getRequestURI());
        if (page.isEmpty()) {
            // The frame's own servlet says what became of the plugin
            chain.doFilter(http, answer);
            return;
        }
        if (http.getAttribute(WebSession.ATTRIBUTE) instanceof WebSession session) {
            http.setAttribute(AdminPage.FORM_TOKEN, session.formToken());
        }
        http.setAttribute(AdminPage.LANGUAGE, uis.apply(http).locale());
        HeldResponse held = new HeldResponse(answer, MOST, Problem.prefersHtml(http.getHeader("Accept")));
        HeldRequest.Ending ending = () -> frame(page.get(), http, answer, held);
        HeldRequest asked = new HeldRequest(http, held, ending);
        chain.doFilter(asked, held);
        if (!asked.isAsyncStarted()) {
            ending.run();
        }
    }

    private void frame(ExtensionPage page, HttpServletRequest http, HttpServletResponse answer, HeldResponse held)
            throws IOException {
        Ui ui = uis.apply(http);
        SameAgain again = again(page, http, ui);
        if (held.error().isPresent()) {
            writer.send(http, answer, ui, failed(held.error().getAsInt(), ui), again);
        } else if (held.isTooLarge()) {
            writer.send(http, answer, ui, tooLarge(ui), again);
        } else if (held.holdsHtml()) {
            String html = page.texts().html(held.html(), ui.locale());
            writer.send(
                    http,
                    answer,
                    ui,
                    Layout.isFragment(http)
                            ? new PageAnswer.Fragment(out -> out.writeContent(html))
                            : new PageAnswer.Html(
                                    held.getStatus(),
                                    title(page, http, ui),
                                    page.path(),
                                    out -> out.writeContent(html),
                                    Optional.of(again)));
        } else {
            held.finish();
        }
    }

    /** A form is never sent again: nobody here knows whether it acts. Many have an address that nobody can look at. */
    private static SameAgain again(ExtensionPage page, HttpServletRequest http, Ui ui) {
        if ("GET".equals(http.getMethod())) {
            return SameAgain.at(ui.path());
        }
        String seen = page.seenAt(http.getRequestURI());
        return SameAgain.at(seen.equals(http.getRequestURI()) ? ui.path() : seen);
    }

    private static String title(ExtensionPage page, HttpServletRequest http, Ui ui) {
        return http.getAttribute(AdminPage.TITLE) instanceof String title && !title.isBlank()
                ? title
                : page.title(ui.locale());
    }

    private static Problem failed(int status, Ui ui) {
        int told = status < 400 || status > 599 ? 500 : status;
        return new Problem(
                told,
                "plugin-failed",
                ui.t("frame.extension.failed"),
                ui.t("frame.extension.failed.why", Integer.toString(told)),
                Map.of(),
                Optional.empty());
    }

    private static Problem tooLarge(Ui ui) {
        return new Problem(
                500,
                "page-too-large",
                ui.t("frame.extension.failed"),
                ui.t("frame.extension.large", MOST_IN_MIB),
                Map.of(),
                Optional.empty());
    }
}
