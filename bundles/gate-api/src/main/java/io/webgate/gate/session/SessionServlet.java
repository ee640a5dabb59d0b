// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Right;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sessions of a plugin over HTTP (R62, R63): {@code POST} and {@code GET} on {@code /gate/{path}/sessions}, {@code PUT} and
 * {@code DELETE} on one. Only HTTP is done here; who may what, and what a session too many does (R23, R30), is decided by
 * gate and ledger. A subclass names its routes, and must support asynchronous work. Thread-safe.
 */
public abstract class SessionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_OPENING = 16 * 1024;

    private final transient Sessions sessions;
    private final transient Ledger ledger;
    private final transient ModuleId module;
    private final String path;
    private final transient List<String> holder;

    /**
     * Serves these sessions.
     *
     * @param module whose sessions they are
     * @param path below {@code /gate/}, as the bundle declares it with its module
     * @param holder what the person at the device is called in JSON, the usual word first
     */
    protected SessionServlet(Sessions sessions, Ledger ledger, ModuleId module, String path, List<String> holder) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.module = module;
        this.path = path;
        this.holder = List.copyOf(holder);
    }

    /** How long a session lives without keep-alive, now. */
    protected abstract Duration idle();

    /**
     * Answers what a session is asked beyond its own life.
     *
     * @return whether there is such a thing; else nothing was answered, and it is 404
     */
    @SuppressWarnings("unused") // for those who have nothing beyond
    protected boolean serve(SessionCall call) throws IOException, BadRequest {
        return false;
    }

    private String address() {
        return GateNames.CONTEXT_PATH + "/" + path + "/sessions";
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Problem.locale(request.getHeader("Accept-Language"));
        Responses.plain(response);
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            Responses.problem(response, Problems.unauthorized(locale));
            return;
        }
        try {
            String info = request.getPathInfo();
            Optional<SeatId> session = Requests.session(info);
            if (session.isPresent() && !Requests.rest(info).isEmpty()) {
                beyond(request, response, caller, session.get(), locale);
            } else if (Requests.isList(info)) {
                all(request, response, caller, locale);
            } else if (session.isPresent()) {
                one(request, response, caller, session.get(), locale);
            } else {
                Responses.problem(response, Problems.notFound(address(), locale));
            }
        } catch (BadRequest e) {
            Responses.problem(response, e.problem(locale));
        }
    }

    private void all(HttpServletRequest request, HttpServletResponse response, Caller caller, Locale locale)
            throws IOException, BadRequest {
        switch (request.getMethod()) {
            case "POST" -> open(request, response, caller, locale);
            case "GET", "HEAD" -> list(request, response, caller, locale);
            case "PUT", "DELETE" -> Responses.problem(response, Problems.notFound(address(), locale));
            default -> Responses.problem(response, Problems.methodNotAllowed(locale));
        }
    }

    private void one(
            HttpServletRequest request, HttpServletResponse response, Caller caller, SeatId session, Locale locale)
            throws IOException {
        switch (request.getMethod()) {
            case "PUT" -> keepAlive(response, caller, session, locale);
            case "DELETE" -> close(request, caller, session, locale);
            case "POST", "GET", "HEAD" -> Responses.problem(response, Problems.notFound(address(), locale));
            default -> Responses.problem(response, Problems.methodNotAllowed(locale));
        }
    }

    private void beyond(
            HttpServletRequest request, HttpServletResponse response, Caller caller, SeatId session, Locale locale)
            throws IOException, BadRequest {
        Reply reply = sessions.keepAlive(caller, session);
        if (!(reply instanceof Reply.Granted granted)) {
            refuse(response, reply, locale);
            return;
        }
        SessionCall call = new SessionCall(
                request, response, caller, granted.seat(), Requests.rest(request.getPathInfo()), locale);
        if (!granted.seat().module().equals(module) || !serve(call)) {
            Responses.problem(response, Problems.notFound(address(), locale));
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, Caller caller, Locale locale)
            throws IOException, BadRequest {
        if (!caller.may(Right.DEVICE)) {
            Responses.problem(response, Problems.forbidden(locale));
            return;
        }
        byte[] body = OpenRequest.bytes(request.getInputStream(), LONGEST_OPENING);
        OpenRequest wish = OpenRequest.parse(body, holder);
        Optional<IdempotencyKey> key = Requests.key(path, request.getHeader("Idempotency-Key"), caller, body);
        Later.answer(request, locale, sessions.open(caller, module, wish.holder(), idle(), key), this::answerOpened);
    }

    private void answerOpened(HttpServletResponse response, Reply reply, Locale locale) throws IOException {
        if (reply instanceof Reply.Granted granted) {
            if (!granted.returning()) {
                response.setHeader("Location", address() + "/" + granted.seat().id());
            }
            Responses.json(
                    response,
                    granted.returning() ? 200 : 201,
                    Answers.session(granted, sessions.life(granted.seat().id())));
        } else {
            refuse(response, reply, locale);
        }
    }

    private void keepAlive(HttpServletResponse response, Caller caller, SeatId session, Locale locale)
            throws IOException {
        Reply reply = sessions.keepAlive(caller, session);
        if (reply instanceof Reply.Granted granted) {
            Responses.json(response, 200, Answers.session(granted, sessions.life(session)));
        } else {
            refuse(response, reply, locale);
        }
    }

    private void close(HttpServletRequest request, Caller caller, SeatId session, Locale locale) {
        Later.answer(request, locale, sessions.close(caller, session), (response, reply, language) -> {
            if (reply instanceof Reply.Refused) {
                refuse(response, reply, language);
            } else {
                response.setStatus(204);
            }
        });
    }

    private void list(HttpServletRequest request, HttpServletResponse response, Caller caller, Locale locale)
            throws IOException, BadRequest {
        if (!caller.may(Right.OPERATOR)) {
            Responses.problem(response, Problems.forbidden(locale));
            return;
        }
        Page page = Page.of(sessions.list(module), request.getParameter("limit"), request.getParameter("after"));
        page.next()
                .ifPresent(next -> response.setHeader(
                        "Link",
                        "<" + address() + "?limit=" + page.seats().size() + "&after=" + next + ">; rel=\"next\""));
        Responses.json(response, 200, Answers.list(holder.get(0), page.seats(), sessions::life));
    }

    private void refuse(HttpServletResponse response, Reply reply, Locale locale) throws IOException {
        if (!(reply instanceof Reply.Refused refused)) {
            throw new IllegalStateException("No answer for " + reply);
        }
        Responses.problem(
                response,
                Problem.of(
                        refused,
                        refused.module().flatMap(ledger.picture()::usage).map(Usage::module),
                        locale));
    }
}
