// SPDX-License-Identifier: Apache-2.0
package io.webgate.sample.tables;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.http.Routes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** Answers with the number of tables. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern("/sample-tables")
@HttpWhiteboardServletAsyncSupported
@Routes("GET /gate/sample-tables viewer")
public final class TablesServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Tables tables;

    /** @param gate mandatory, so that the servlet goes when the gate goes */
    @Activate
    public TablesServlet(@Reference Gate gate, @Reference Tables tables) {
        this.tables = tables;
        if (!gate.isOpen()) {
            log("The gate is about to close");
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(tables.number() + " tables");
    }
}
