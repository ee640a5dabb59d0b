// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends what a page answered. Thread-safe. */
public final class PageWriter {

    private static final String HTML = "text/html;charset=utf-8";

    private final Layout layout;

    public PageWriter(Layout layout) {
        this.layout = layout;
    }

    /** Sends an answer, with the headers of pages. */
    public void send(HttpServletRequest http, HttpServletResponse response, Ui ui, PageAnswer answer)
            throws IOException {
        PageHeaders.set(response);
        if (answer instanceof PageAnswer.Html page) {
            send(response, page.status(), layout.page(http, ui, page));
        } else if (answer instanceof PageAnswer.Bare page) {
            send(response, page.status(), layout.bare(http, ui, page));
        } else if (answer instanceof PageAnswer.Fragment fragment) {
            send(response, HttpServletResponse.SC_OK, layout.fragment(fragment));
        } else if (answer instanceof PageAnswer.See see) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", see.location());
        } else if (answer instanceof PageAnswer.Download file) {
            // A name in any script, without a character that could end the header (RFC 6266)
            response.setHeader(
                    "Content-Disposition",
                    "attachment; filename*=UTF-8''"
                            + URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
            send(response, HttpServletResponse.SC_OK, file.type(), file.content());
        } else {
            throw new IllegalStateException("Unknown answer " + answer);
        }
    }

    /** Sends a refusal as a page. */
    public void send(HttpServletRequest http, HttpServletResponse response, Ui ui, Problem problem) throws IOException {
        send(http, response, ui, problem, SameAgain.at(ui.path()));
    }

    /**
     * Sends a refusal as a page.
     *
     * @param again how it is seen once more
     */
    public void send(HttpServletRequest http, HttpServletResponse response, Ui ui, Problem problem, SameAgain again)
            throws IOException {
        PageHeaders.set(response);
        problem.retryAfterHeader().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        send(response, problem.status(), layout.problem(http, ui, problem, again));
    }

    private static void send(HttpServletResponse response, int status, String html) throws IOException {
        send(response, status, HTML, html.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
