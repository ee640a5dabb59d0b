// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.access.Door;
import io.webgate.access.Origin;
import io.webgate.access.Route;
import io.webgate.access.WebSession;
import io.webgate.gate.http.BrokenAnswer;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one door in front of every path of every context, denying by default. Its references are optional, since a door
 * that vanishes with the service behind it would stand open: without {@link Access} it refuses.
 *
 * <p>Thread-safe: requests read two volatile fields.
 */
@Component(
        service = {Filter.class, Door.class},
        property = {
            HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_NAME + "=webgate-access",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_PATTERN + "=/*",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_ASYNC_SUPPORTED + ":Boolean=true",
            HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT + "=(osgi.http.whiteboard.context.name=*)",
            "service.ranking:Integer=2147483647"
        })
public final class AccessFilter implements Filter, Door {

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final long MOST_LEFT_OVER = 64 * 1024;
    // Of the server's two hundred threads; a browser that comes for the first time asks for up to six things at once
    private static final int MOST_STRANGERS = 64;
    private static final int MOST_SENDERS_OF_ONE_ORIGIN = 16;
    private static final int MOST_READERS_OF_ONE_ORIGIN = 32;
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    // Its pages are of another make and hold scripts in their text
    private static final String CONSOLE_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private final Crowd senders = new Crowd(MOST_STRANGERS, MOST_SENDERS_OF_ONE_ORIGIN);
    private final Crowd readers = new Crowd(MOST_STRANGERS, MOST_READERS_OF_ONE_ORIGIN);
    private final Map<ServiceReference<Servlet>, List<Route>> declared = new LinkedHashMap<>();
    private volatile RouteTable routes = RouteTable.of(Map.of());

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Access access;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Accounts accounts;

    /** Called by SCR; the reference alone, so that no servlet is made before its container wants it. */
    @Reference(
            service = Servlet.class,
            target = "(" + Route.PROPERTY + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    synchronized void bindServlet(ServiceReference<Servlet> servlet) {
        declared.put(servlet, routesOf(servlet));
        routes = RouteTable.of(declared);
    }

    synchronized void updatedServlet(ServiceReference<Servlet> servlet) {
        bindServlet(servlet);
    }

    synchronized void unbindServlet(ServiceReference<Servlet> servlet) {
        declared.remove(servlet);
        routes = RouteTable.of(declared);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only HTTP is served");
        }
        Look look = look(http, answer);
        if (look.isOfKnown()) {
            serve(http, answer, chain, look);
            return;
        }
        // Who has nothing to send can still keep a thread waiting, by not reading the answer
        Crowd strangers = isStillSending(http) ? senders : readers;
        Optional<Crowd.Place> place = strangers.enter(look.origin().address());
        if (place.isEmpty()) {
            answer.setHeader("Connection", "close");
            refuse(http, answer, Gatekeeper.crowded());
            return;
        }
        try {
            serve(http, answer, chain, look);
        } finally {
            place.get().leave();
        }
    }

    @Override
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean admitted = admitted(request, response, look(request, response));
        if (!admitted) {
            readOut(request, response);
        }
        return admitted;
    }

    /**
     * What is known of a request before anything of its body is read.
     *
     * @param people who can sign in; null while that service is away
     */
    private record Look(
            Origin origin, Optional<WebSession> session, Gatekeeper.Decision decision, @Nullable Accounts people) {

        boolean isOfKnown() {
            return decision instanceof Gatekeeper.Decision.Admit admit
                    && admit.caller().isPresent();
        }
    }

    private Look look(HttpServletRequest request, HttpServletResponse response) {
        harden(request, response);
        // One look each: both may vanish while a request is decided
        Access tokens = access;
        Accounts people = accounts;
        Origin origin = Origin.of(request);
        Optional<WebSession> session = Browser.session(request, people);
        Knock knock = new Knock(
                request.getMethod(),
                request.getRequestURI(),
                Collections.list(request.getHeaders("Authorization")),
                origin,
                session.map(Browser::caller));
        return new Look(origin, session, Gatekeeper.decide(knock, routes, Optional.ofNullable(tokens)), people);
    }

    private static void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Look look)
            throws IOException {
        if (admitted(request, response, look)) {
            pass(request, response, chain);
        }
        if (!request.isAsyncStarted()) {
            readOut(request, response);
        }
    }

    /** Whether it may pass, and who it is then stands at the request; else it is answered. */
    private static boolean admitted(HttpServletRequest request, HttpServletResponse response, Look look)
            throws IOException {
        boolean malformed = look.decision() instanceof Gatekeeper.Decision.Refuse bad && bad.status() == 400;
        Optional<Gatekeeper.Decision.Refuse> forged =
                malformed ? Optional.empty() : Browser.against(request, look.origin(), look.session(), look.people());
        if (forged.isPresent()) {
            refuse(request, response, forged.get());
        } else if (look.decision() instanceof Gatekeeper.Decision.Refuse refuse) {
            if (!Browser.lead(request, response, refuse, look.people())) {
                refuse(request, response, refuse);
            }
        } else if (look.decision() instanceof Gatekeeper.Decision.Admit admit) {
            // Whatever was there before is nobody's word but ours
            request.removeAttribute(Caller.ATTRIBUTE);
            request.removeAttribute(Caller.OPEN_TO_ALL);
            Browser.introduce(request, look.session());
            admit.caller()
                    .ifPresentOrElse(
                            caller -> request.setAttribute(Caller.ATTRIBUTE, caller),
                            () -> request.setAttribute(Caller.OPEN_TO_ALL, true));
            return true;
        } else {
            throw new IllegalStateException("Unknown decision " + look.decision());
        }
        return false;
    }

    /** Whether a body is still to come, in whatever time its sender likes. */
    private static boolean isStillSending(HttpServletRequest request) {
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return request.getContentLengthLong() > 0
                || request.getHeader("Transfer-Encoding") != null
                || (!read && !request.getProtocol().startsWith("HTTP/1"));
    }

    /**
     * Who answered without reading the request's body leaves it on the connection; the server would then close the
     * connection, and a client that is about to send its next request there sees it break. A small body is read to its
     * end; for a larger one, or one of unknown length, the client is told that the connection ends.
     */
    private static void readOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        if (length > MOST_LEFT_OVER || (length < 0 && request.getHeader("Transfer-Encoding") != null)) {
            // Later versions have no such header: there a request is a stream of its own
            if (request.getProtocol().startsWith("HTTP/1")
                    && !response.isCommitted()
                    && !request.getInputStream().isFinished()) {
                response.setHeader("Connection", "close");
            }
        } else if (length > 0) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The last resort: whatever a servlet throws, the client sees no internals (ASVS 16.5). */
    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            LOG.error("Request {} {} failed", request.getMethod(), request.getRequestURI(), failure);
            if (response.isCommitted()) {
                // What is thrown would end the answer as if it were whole
                BrokenAnswer.end(response);
                return;
            }
            response.resetBuffer();
            send(
                    response,
                    Problem.of(
                            500,
                            "internal",
                            new LocalizedText("The host failed", "Сбой узла"),
                            new LocalizedText(
                                    "Something failed inside the host; its log tells what. Try again.",
                                    "Внутренний сбой узла, подробности в его журнале. Повторите."),
                            Problem.locale(request.getHeader("Accept-Language"))));
        }
    }

    /** Headers for every answer; a page may replace them by its own. */
    private static void harden(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy", Browser.isConsole(request.getRequestURI()) ? CONSOLE_POLICY : POLICY);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    static void refuse(HttpServletRequest request, HttpServletResponse response, Gatekeeper.Decision.Refuse refuse)
            throws IOException {
        Locale locale = Problem.locale(request.getHeader("Accept-Language"));
        refuse.headers().forEach(response::setHeader);
        Problem problem = Problem.of(refuse.status(), refuse.code(), refuse.title(), refuse.detail(), locale);
        if ((refuse.status() == 401 || isPage(request)) && Problem.prefersHtml(request.getHeader("Accept"))) {
            send(response, problem.status(), "text/html;charset=utf-8", problem.toHtml(locale));
        } else {
            send(response, problem);
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/admin");
    }

    private static void send(HttpServletResponse response, Problem problem) throws IOException {
        send(response, problem.status(), Problem.MEDIA_TYPE, problem.toJson());
    }

    private static void send(HttpServletResponse response, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Vary", "Accept, Accept-Language");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static List<Route> routesOf(ServiceReference<Servlet> servlet) {
        List<Route> all = new ArrayList<>();
        for (String text : texts(servlet.getProperty(Route.PROPERTY))) {
            try {
                all.add(Route.parse(text));
            } catch (IllegalArgumentException malformed) {
                // Left out means denied
                LOG.error("Servlet of {}: {}", servlet.getBundle(), malformed.getMessage());
            }
        }
        return List.copyOf(all);
    }

    private static Collection<String> texts(Object property) {
        if (property instanceof String[] many) {
            return List.of(many);
        }
        if (property instanceof Collection<?> many) {
            return many.stream().map(Object::toString).toList();
        }
        return List.of(property.toString());
    }
}
