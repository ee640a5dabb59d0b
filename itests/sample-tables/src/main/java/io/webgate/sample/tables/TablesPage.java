// SPDX-License-Identifier: Apache-2.0
package io.webgate.sample.tables;

import io.webgate.gate.http.AdminPage;
import io.webgate.gate.http.Routes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/**
 * A page among the admin pages, with a form: all that a plugin writes for one. Texts are in
 * {@code OSGI-INF/l10n/bundle.properties}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/admin/ext/tables")
@HttpWhiteboardServletAsyncSupported
@Routes({"GET /admin/ext/tables viewer", "POST /admin/ext/tables operator"})
@AdminPage(label = "%tables.label", title = "%tables.title")
public final class TablesPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;

    private final transient Tables tables;

    @Activate
    public TablesPage(@Reference Tables tables) {
        this.tables = tables;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(request, response, "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (tables.change(number(request.getParameter("tables")))) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/admin/ext/tables");
        } else {
            response.setStatus(UNPROCESSABLE);
            page(request, response, "<p class=\"error\" id=\"tables-error\" role=\"alert\">${tables.refused}</p>");
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter()
                .print(
                        """
                        <section class="card" aria-labelledby="tables-heading">
                          <h2 id="tables-heading">${tables.room}</h2>
                          <p>${tables.now} <strong id="tables-now">%d</strong></p>
                          <form method="post" action="/admin/ext/tables">
                            <input type="hidden" name="%s" value="%s">
                            <div class="field">
                              <label for="tables">${tables.number}</label>
                              <input id="tables" name="tables" type="number" min="1" max="%d" required%s>
                              %s
                            </div>
                            <div class="actions"><button type="submit" class="primary">${tables.change}</button></div>
                          </form>
                        </section>
                        """
                                .formatted(
                                        tables.number(),
                                        AdminPage.FORM_FIELD,
                                        request.getAttribute(AdminPage.FORM_TOKEN),
                                        Tables.MOST,
                                        error.isEmpty()
                                                ? ""
                                                : " aria-invalid=\"true\" aria-describedby=\"tables-error\"",
                                        error));
    }

    private static int number(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
