// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.GatePermit;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Stands in front of every plugin, right behind the authentication. Lets in who is authenticated while the gate is open:
 * from the moment of a verdict everyone is told that it is stopped (R51), and without the authentication in front nobody
 * is known, so nobody gets in. Counts who is inside, so that a closing gate can wait for the answers it owes.
 * Thread-safe.
 */
@Component(
        service = {Filter.class, Door.class, LongSupplier.class},
        configurationPolicy = ConfigurationPolicy.IGNORE,
        // the authentication has the highest rank that there is
        property = {"service.ranking:Integer=2147483646", "webgate.gate.requests=in-flight"})
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class GateDoor implements Filter, Door, LongSupplier {

    private final Permits permits;
    private final LongAdder inside = new LongAdder();

    /** Opens with these permits. */
    @Activate
    public GateDoor(
            @Reference(service = GatePermit.class, cardinality = ReferenceCardinality.AT_LEAST_ONE)
                    List<Map.Entry<Map<String, Object>, GatePermit>> permits,
            BundleContext context) {
        this.permits = Permits.of(permits, context);
    }

    /** Requests that have no answer yet. */
    @Override
    public long getAsLong() {
        return inside.sum();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only HTTP is served");
        }
        Locale locale = Problem.locale(http.getHeader("Accept-Language"));
        if (!(http.getAttribute(Caller.ATTRIBUTE) instanceof Caller)
                && !Boolean.TRUE.equals(http.getAttribute(Caller.OPEN_TO_ALL))) {
            answer.setHeader("WWW-Authenticate", "Bearer");
            send(answer, unauthorized(locale));
            return;
        }
        // counted before looking: a closing gate sees either this request inside, or this request sees it closed
        inside.increment();
        Leaving leaving = new Leaving();
        try {
            if (permits.isOpen()) {
                chain.doFilter(http, answer);
            } else {
                send(answer, Problem.of(permits.refusal(Optional.empty()), Optional.empty(), locale));
            }
        } finally {
            leaving.afterDispatch(http);
        }
    }

    private static Problem unauthorized(Locale locale) {
        return Problem.of(
                401,
                "unauthorized",
                new LocalizedText("Not signed in", "Вход не выполнен"),
                new LocalizedText(
                        "Nobody has authenticated this request. Send a token as 'Authorization: Bearer …'.",
                        "Запрос не прошёл проверку подлинности. Передайте токен: «Authorization: Bearer …»."),
                locale);
    }

    private static void send(HttpServletResponse answer, Problem problem) throws IOException {
        byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
        answer.setStatus(problem.status());
        answer.setContentType(Problem.MEDIA_TYPE);
        answer.setHeader("Cache-Control", "no-store");
        problem.retryAfterHeader().ifPresent(value -> answer.setHeader("Retry-After", value));
        answer.setContentLength(body.length);
        answer.getOutputStream().write(body);
    }

    /** Counts one request out, once, when its answer is complete. */
    private final class Leaving implements AsyncListener {

        private final AtomicBoolean left = new AtomicBoolean();

        void afterDispatch(HttpServletRequest request) {
            if (!request.isAsyncStarted()) {
                leave();
                return;
            }
            try {
                request.getAsyncContext().addListener(this);
            } catch (IllegalStateException answeredMeanwhile) {
                leave();
            }
        }

        private void leave() {
            if (left.compareAndSet(false, true)) {
                inside.decrement();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // followed by onComplete
        }

        @Override
        public void onError(AsyncEvent event) {
            // followed by onComplete
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
