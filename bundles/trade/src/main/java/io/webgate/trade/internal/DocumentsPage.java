// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Routes;
import io.webgate.store.StoreException;
import io.webgate.trade.Kind;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeCalls;
import io.webgate.trade.TradeDocument;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The documents of trade and their state, for people (R63). It stands in the licensing plane, so that what waits for the data
 * server is seen while the gate is stopped, too.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({DocumentsPage.PATH, DocumentsPage.PATH + "/*"})
@Routes({"GET " + DocumentsPage.PATH + " viewer", "GET " + DocumentsPage.PATH + "/{number} viewer"})
@AdminPage(label = "%documents.label", title = "%documents.title")
public final class DocumentsPage extends HttpServlet {

    static final String PATH = "/admin/ext/documents";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsPage.class);
    private static final int ON_A_PAGE = 50;

    private final transient Trade trade;

    /** Shows these. */
    @Activate
    public DocumentsPage(@Reference Trade trade) {
        this.trade = trade;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = request.getAttribute(AdminPage.LANGUAGE) instanceof Locale language ? language : Locale.ENGLISH;
        DocumentsView view = new DocumentsView(locale, ZoneId.systemDefault());
        try {
            String html = request.getPathInfo() == null || request.getPathInfo().equals("/")
                    ? list(request, view)
                    : one(request.getPathInfo().substring(1), response, view);
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().print(html);
        } catch (StoreException failed) {
            LOG.warn("The documents can't be read", failed);
            Problem problem = TradeCalls.store(failed, locale);
            response.setStatus(problem.status());
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().print(view.problem(problem));
        }
    }

    private String list(HttpServletRequest request, DocumentsView view) throws StoreException {
        Optional<TradeDocument.State> state = Arrays.stream(TradeDocument.State.values())
                .filter(one -> one.code().equals(request.getParameter("state")))
                .findFirst();
        Optional<Kind> kind = Optional.ofNullable(request.getParameter("kind")).flatMap(Kind::of);
        Trade.Filter filter = new Trade.Filter(state, kind, Optional.empty(), number(request.getParameter("below")));
        List<TradeDocument> documents = trade.documents(filter, ON_A_PAGE + 1);
        return view.list(
                trade.counts(),
                trade.delivered(),
                filter,
                documents.stream().limit(ON_A_PAGE).toList(),
                documents.size() > ON_A_PAGE);
    }

    private String one(String number, HttpServletResponse response, DocumentsView view) throws StoreException {
        Optional<Long> wanted = number(number);
        Optional<TradeDocument> document = wanted.isEmpty() ? Optional.empty() : trade.document(wanted.get());
        if (document.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return view.unknown();
        }
        return view.one(document.get());
    }

    private static Optional<Long> number(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(one -> one.matches("[0-9]{1,18}"))
                .map(Long::parseLong);
    }
}
