// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.jte.JtebareGenerated;
import io.webgate.admin.internal.jte.JtelayoutGenerated;
import io.webgate.admin.internal.jte.frame.JteproblemGenerated;
import io.webgate.gate.http.Problem;

import jakarta.servlet.http.HttpServletRequest;

import java.util.function.Consumer;

/** Puts a page into the frame. Thread-safe. */
public final class Layout {

    private static final int SECONDS_TO_NEXT_TRY = 5;
    private static final int UNAVAILABLE = 503;

    private final Plane plane;
    private final Extensions extensions;

    public Layout(Plane plane, Extensions extensions) {
        this.plane = plane;
        this.extensions = extensions;
    }

    /** A page with menu and everything. */
    public String page(HttpServletRequest http, Ui ui, PageAnswer.Html page) {
        SameAgain again = page.again().orElse(SameAgain.at(ui.path()));
        return framed(http, ui, page.title(), page.menu(), page.body(), again, 0);
    }

    /** A page without menu. */
    public String bare(HttpServletRequest http, Ui ui, PageAnswer.Bare page) {
        return render(out -> JtebareGenerated.render(
                out, null, ui, page.title(), Preferences.theme(http), plane.version(), page.body()));
    }

    /** A piece of a page. */
    public String fragment(PageAnswer.Fragment fragment) {
        return render(out -> out.writeUserContent(fragment.body()));
    }

    /**
     * A refusal: a page, or for the live parts a piece of one. What may be over soon asks again by itself; with a menu
     * for those who are signed in.
     */
    public String problem(HttpServletRequest http, Ui ui, Problem problem, SameAgain seen) {
        boolean again = problem.status() == UNAVAILABLE && "GET".equals(http.getMethod());
        Content body = out -> JteproblemGenerated.render((HtmlTemplateOutput) out, null, ui, problem, again);
        if (isFragment(http)) {
            return fragment(new PageAnswer.Fragment(body));
        }
        if (ui.role().isEmpty()) {
            return bare(http, ui, new PageAnswer.Bare(problem.status(), problem.title(), body));
        }
        return framed(http, ui, problem.title(), "", body, seen, again ? SECONDS_TO_NEXT_TRY : 0);
    }

    /** Whether the request came from the script of the live parts. */
    static boolean isFragment(HttpServletRequest http) {
        return "true".equals(http.getHeader("HX-Request"));
    }

    private String framed(
            HttpServletRequest http, Ui ui, String title, String menu, Content body, SameAgain again, int refresh) {
        Frame frame = new Frame(
                title,
                Preferences.theme(http),
                Menu.of(ui, menu, extensions.pages(ui.locale())),
                StatusLine.of(ui, plane),
                // As the reader's browser calls this host: with several venues open it tells which one this is
                http.getServerName(),
                plane.version(),
                again,
                refresh);
        return render(out -> JtelayoutGenerated.render(out, null, ui, frame, body));
    }

    private static String render(Consumer<HtmlTemplateOutput> template) {
        StringOutput text = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(text));
        return text.toString();
    }
}
