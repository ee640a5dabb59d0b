// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.RequireGate;
import io.webgate.gate.api.RequireLicense;
import io.webgate.gate.api.Sessions;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Right;
import io.webgate.gate.http.Routes;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Sessions of the mobile waiter over HTTP (R62): open, keep alive, close, list. Only HTTP is done here; who may what,
 * and what a session too many does (R23), is decided by gate and ledger. Thread-safe.
 */
@RequireGate
@RequireLicense(module = MobileWaiter.MODULE, path = "mobile-waiter")
@Component(
        service = Servlet.class,
        configurationPid = MobileWaiter.PID,
        reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + MobileWaiter.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/mobile-waiter/sessions", "/mobile-waiter/sessions/*"})
@HttpWhiteboardServletAsyncSupported
@Routes({
    "POST /gate/mobile-waiter/sessions device",
    "GET /gate/mobile-waiter/sessions operator",
    "PUT /gate/mobile-waiter/sessions/{session} device",
    "DELETE /gate/mobile-waiter/sessions/{session} device"
})
@Designate(ocd = MobileWaiter.Settings.class)
public final class MobileWaiter extends HttpServlet {

    static final String MODULE = "powerpos.mobile-waiter";
    static final String PID = "io.webgate.plugin.mobile-waiter";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(MobileWaiter.class);
    private static final ModuleId ID = new ModuleId(MODULE);
    private static final String PATH = "/gate/mobile-waiter/sessions";

    private final transient Sessions sessions;
    private final transient Ledger ledger;
    private volatile Duration idle;

    /** The plugin's settings. */
    @ObjectClassDefinition(
            id = PID,
            name = "%waiter.name",
            description = "%waiter.description",
            localization = "OSGI-INF/l10n/mobile-waiter")
    public @interface Settings {

        /** How long a session lives without keep-alive: an ISO-8601 duration or a number of minutes. */
        @AttributeDefinition(name = "%idle.name", description = "%idle.description")
        String idle() default "PT30M";
    }

    /** Serves while the gate is open and the module is granted. */
    @Activate
    public MobileWaiter(@Reference Sessions sessions, @Reference Ledger ledger, Settings settings) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.idle = idle(settings, IdleTime.DEFAULT);
    }

    @Modified
    void modified(Settings settings) {
        idle = idle(settings, idle);
    }

    private static Duration idle(Settings settings, Duration otherwise) {
        try {
            return IdleTime.parse(settings.idle());
        } catch (IllegalArgumentException e) {
            LOG.warn("{} of {}; {} stays in force", e.getMessage(), PID, otherwise);
            return otherwise;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Problem.locale(request.getHeader("Accept-Language"));
        Responses.plain(response);
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            Responses.problem(response, Problems.unauthorized(locale));
            return;
        }
        try {
            Optional<SeatId> session = Requests.session(request.getPathInfo());
            boolean list = Requests.isList(request.getPathInfo());
            switch (request.getMethod()) {
                case "POST" -> when(list, () -> open(request, response, caller, locale), response, locale);
                case "GET", "HEAD" -> when(list, () -> list(request, response, caller, locale), response, locale);
                case "PUT" ->
                    when(
                            session.isPresent(),
                            () -> keepAlive(response, caller, session.orElseThrow(), locale),
                            response,
                            locale);
                case "DELETE" ->
                    when(
                            session.isPresent(),
                            () -> close(request, caller, session.orElseThrow(), locale),
                            response,
                            locale);
                default -> Responses.problem(response, Problems.methodNotAllowed(locale));
            }
        } catch (BadRequest e) {
            Responses.problem(response, e.problem(locale));
        }
    }

    private interface Step {
        void go() throws IOException, BadRequest;
    }

    private static void when(boolean found, Step step, HttpServletResponse response, Locale locale)
            throws IOException, BadRequest {
        if (found) {
            step.go();
        } else {
            Responses.problem(response, Problems.notFound(locale));
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, Caller caller, Locale locale)
            throws IOException, BadRequest {
        if (!caller.may(Right.DEVICE)) {
            Responses.problem(response, Problems.forbidden(locale));
            return;
        }
        byte[] body = OpenRequest.bytes(request.getInputStream());
        OpenRequest wish = OpenRequest.parse(body);
        Optional<IdempotencyKey> key = Requests.key(request.getHeader("Idempotency-Key"), caller, body);
        Later.answer(request, locale, sessions.open(caller, ID, wish.waiter(), idle, key), this::answerOpened);
    }

    private void answerOpened(HttpServletResponse response, Reply reply, Locale locale) throws IOException {
        if (reply instanceof Reply.Granted granted) {
            if (!granted.returning()) {
                response.setHeader("Location", PATH + "/" + granted.seat().id());
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
        Page page = Page.of(sessions.list(ID), request.getParameter("limit"), request.getParameter("after"));
        page.next()
                .ifPresent(next -> response.setHeader(
                        "Link", "<" + PATH + "?limit=" + page.seats().size() + "&after=" + next + ">; rel=\"next\""));
        Responses.json(response, 200, Answers.list(page.seats(), sessions::life));
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
