// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.rest.internal.events.EventStream;
import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The thin layer between a container and the router. */
final class RestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final List<String> HEADERS =
            List.of("accept", "accept-language", "idempotency-key", "last-event-id", "if-match");

    private final transient Router router;

    RestServlet(Router router) {
        this.router = router;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = answer(request);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.stream().isPresent()) {
            response.setContentType(answer.type());
            start(answer.stream().get(), request);
        } else if (answer.content().isPresent()) {
            response.setContentType(answer.type());
            answer.content().get().write(response.getOutputStream());
        } else if (!answer.type().isEmpty()) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            response.setContentType(answer.type());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static void start(EventStream stream, HttpServletRequest request) throws IOException {
        boolean started = false;
        try {
            stream.start(request.startAsync());
            started = true;
        } finally {
            if (!started) {
                // Else its place would stay taken
                stream.end();
            }
        }
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        Ask ask;
        try {
            ask = ask(request);
        } catch (IllegalArgumentException malformed) {
            Locale locale = Problem.locale(request.getHeader("Accept-Language"));
            return Answer.problem(
                    Problems.invalid("query (a % without two digits)", "строка запроса (после % нет двух цифр)", locale)
                            .problem());
        }
        return router.handle(ask, most -> body(request, most));
    }

    private static Ask ask(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        Object caller = request.getAttribute(Caller.ATTRIBUTE);
        return new Ask(
                request.getMethod(),
                request.getRequestURI(),
                query(request.getQueryString()),
                headers,
                caller instanceof Caller known ? Optional.of(known) : Optional.empty(),
                Origin.of(request),
                Map.of(),
                Ask.Body.EMPTY);
    }

    /**
     * The parameters of the query alone. The container's own reading would also swallow a body that calls itself a form,
     * and documents come under any media type.
     *
     * @throws IllegalArgumentException where an escape is malformed
     */
    static Map<String, String> query(@Nullable String query) {
        Map<String, String> all = new LinkedHashMap<>();
        if (query == null) {
            return all;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            all.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static byte[] body(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            // Told by its header: not even the first byte is read
            return new byte[most + 1];
        }
        return request.getInputStream().readNBytes(most + 1);
    }
}
