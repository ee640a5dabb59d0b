// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal;

import io.webgate.access.AccessException;
import io.webgate.admin.internal.frame.AssetFiles;
import io.webgate.admin.internal.frame.Page;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.PageWriter;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Preferences;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.frame.Uis;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Right;
import io.webgate.license.api.LocalizedText;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Optional;

/** The thin layer between a container and the pages. Checks rights again, so that a host without the door refuses too. */
final class AdminServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AssetFiles assets;
    private final transient PageTable pages;
    private final transient Plane plane;
    private final transient Uis uis;
    private final transient PageWriter writer;

    AdminServlet(AssetFiles assets, PageTable pages, Plane plane, Uis uis, PageWriter writer) {
        this.assets = assets;
        this.pages = pages;
        this.plane = plane;
        this.uis = uis;
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (assets.send(request, response)) {
            return;
        }
        Preferences.choose(request, response);
        Ui ui = uis.of(request);
        try {
            PageAnswer answer = answer(request, response, ui);
            writer.send(
                    request,
                    response,
                    ui,
                    answer instanceof PageAnswer.Html page && page.again().isEmpty()
                            ? page.seenAgain(again(request, ui))
                            : answer);
        } catch (Refused refused) {
            SameAgain again = refused.again().orElseGet(() -> again(request, ui));
            writer.send(request, response, ui, refused.problem(ui.locale()), again);
        } catch (AccessException refused) {
            writer.send(request, response, ui, refused.problem(ui.locale()), again(request, ui));
        }
    }

    /** Many a form is sent to an address that has no page to look at. */
    private SameAgain again(HttpServletRequest request, Ui ui) {
        return SameAgain.at(
                "GET".equals(request.getMethod()) ? ui.path() : pages.seenAt(plain(request.getRequestURI())));
    }

    private PageAnswer answer(HttpServletRequest request, HttpServletResponse response, Ui ui)
            throws IOException, AccessException {
        String path = plain(request.getRequestURI());
        PageTable.Found found = pages.find(request.getMethod(), path).orElseThrow(() -> nothing(ui));
        Optional<Caller> caller = Optional.ofNullable((Caller) request.getAttribute(Caller.ATTRIBUTE));
        boolean may = found.right() == Right.PUBLIC
                || caller.filter(known -> known.may(found.right())).isPresent();
        if (!may) {
            throw forbidden(ui);
        }
        Page page = found.page();
        return page.answer(new PageRequest(request, response, found.placeholders(), ui, plane));
    }

    /** {@code /admin/} is the same page as {@code /admin}. */
    private static String plain(String path) {
        return path.equals("/admin/") ? "/admin" : path;
    }

    static Refused nothing(Ui ui) {
        return new Refused(Problem.of(
                404,
                "not-found",
                new LocalizedText("Not found", "Не найдено"),
                new LocalizedText("There is no page at this address.", "Страницы с таким адресом нет."),
                ui.locale()));
    }

    private static Refused forbidden(Ui ui) {
        return new Refused(Problem.of(
                403,
                "forbidden",
                new LocalizedText("Too few rights", "Недостаточно прав"),
                new LocalizedText(
                        "Your rights are not enough for this. Ask an administrator.",
                        "Ваших прав для этого недостаточно. Обратитесь к администратору."),
                ui.locale()));
    }
}
