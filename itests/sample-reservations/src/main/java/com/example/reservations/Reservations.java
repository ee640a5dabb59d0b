// SPDX-License-Identifier: Apache-2.0
package com.example.reservations;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Routes;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Sessions of those who take reservations at the door: open, keep alive, close. The gate counts them. */
@Component(service = Servlet.class)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + Reservations.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/" + Reservations.PATH + "/sessions", "/" + Reservations.PATH + "/sessions/*"})
@HttpWhiteboardServletAsyncSupported
@Routes({
    "POST /gate/reservations/sessions device",
    "PUT /gate/reservations/sessions/{session} device",
    "DELETE /gate/reservations/sessions/{session} device"
})
public final class Reservations extends HttpServlet {

    static final String MODULE = "acme.reservations";
    static final String PATH = "reservations";

    private static final long serialVersionUID = 1L;
    private static final ModuleId ID = new ModuleId(MODULE);
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final transient Sessions sessions;

    /** @param gate mandatory, so that the servlet goes when the gate goes */
    @Activate
    public Reservations(@Reference Gate gate, @Reference Sessions sessions) {
        this.sessions = sessions;
        if (!gate.isOpen()) {
            log("The gate is about to close");
        }
    }

    /** {@code POST …/sessions?holder=NAME}; the ledger answers when the session is durable. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        String holder = Optional.ofNullable(request.getParameter("holder")).orElse("door");
        Locale locale = locale(request);
        AsyncContext later = request.startAsync();
        sessions.open(caller(request), ID, holder, IDLE, Optional.empty())
                .whenComplete((reply, failure) -> later.start(() -> {
                    try {
                        answer(response, reply, 201, locale);
                    } finally {
                        later.complete();
                    }
                }));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        answer(response, sessions.keepAlive(caller(request), session(request)), 200, locale(request));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        answer(
                response,
                sessions.close(caller(request), session(request))
                        .toCompletableFuture()
                        .join(),
                204,
                locale(request));
    }

    private static Locale locale(HttpServletRequest request) {
        return Problem.locale(request.getHeader("Accept-Language"));
    }

    private static Caller caller(HttpServletRequest request) throws ServletException {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new ServletException("The gate lets nobody pass without a caller");
    }

    private static SeatId session(HttpServletRequest request) {
        return new SeatId(request.getPathInfo().substring(1));
    }

    /** What is refused is told as the gate tells it everywhere: what, why, how many of how many, what to do. */
    private static void answer(HttpServletResponse response, Reply reply, int status, Locale locale) {
        try {
            if (reply instanceof Reply.Granted granted) {
                response.setStatus(granted.returning() ? 200 : status);
                response.setContentType("application/json");
                response.getWriter()
                        .print("{\"session\":\"" + granted.seat().id() + "\",\"used\":" + granted.used() + ",\"limit\":"
                                + granted.limit() + "}");
            } else if (reply instanceof Reply.Done) {
                response.setStatus(status);
            } else {
                Problem problem = reply instanceof Reply.Refused refused
                        ? Problem.of(refused, Optional.empty(), locale)
                        : Problem.of(
                                500,
                                "internal-error",
                                new LocalizedText("It was not answered", "Ответа нет"),
                                new LocalizedText("Try again.", "Повторите попытку."),
                                locale);
                response.setStatus(problem.status());
                response.setContentType(Problem.MEDIA_TYPE);
                response.setCharacterEncoding("UTF-8");
                response.getWriter().print(problem.toJson());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException("The client has gone before its answer", gone);
        }
    }
}
