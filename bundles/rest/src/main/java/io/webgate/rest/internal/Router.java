// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.AccessException;
import io.webgate.access.Route;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Right;
import io.webgate.license.api.LocalizedText;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds who answers a request, and makes answers of problems. Checks the caller's right once more: the filter in front
 * has done so, but a host whose filter is gone must refuse as well.
 *
 * <p>Filled before it is used; then unchanging and thread-safe.
 */
final class Router {

    private static final int MOST_BODY = 64 * 1024;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Route route, int mostBody, Endpoint endpoint) {}

    /** Reads a body up to a size. */
    @FunctionalInterface
    interface BodyReader {

        /** The body, or at least one byte more than {@code most} where it is longer. */
        byte[] read(int most) throws IOException;
    }

    void on(String route, Endpoint endpoint) {
        on(route, MOST_BODY, endpoint);
    }

    void on(String route, int mostBody, Endpoint endpoint) {
        entries.add(new Entry(Route.parse(route), mostBody, endpoint));
    }

    /** Every route in the form of the service property {@code webgate.routes}. */
    String[] routes() {
        return entries.stream().map(entry -> entry.route().toString()).toArray(String[]::new);
    }

    Answer handle(Ask ask, BodyReader body) throws IOException {
        try {
            return found(ask, body);
        } catch (ProblemException refused) {
            return problem(refused.problem());
        } catch (AccessException refused) {
            return problem(refused.problem(ask.locale()));
        }
    }

    private Answer found(Ask ask, BodyReader body) throws IOException, AccessException {
        List<Entry> fitting = entries.stream()
                .filter(entry -> entry.route().match(ask.path()).isPresent())
                .toList();
        Route best = fitting.stream()
                .map(Entry::route)
                .max(Route::bySpecificity)
                .orElseThrow(() -> Problems.notFound(
                        new LocalizedText("There is nothing at this path.", "По этому пути ничего нет."),
                        ask.locale()));
        List<Entry> here = fitting.stream()
                .filter(entry -> Route.bySpecificity(entry.route(), best) == 0)
                .toList();
        List<Entry> asked =
                here.stream().filter(entry -> entry.route().takes(ask.method())).toList();
        if (asked.isEmpty()) {
            return methodNotAllowed(here, ask.locale());
        }
        Entry entry = permitted(asked, ask);
        Map<String, String> parameters = entry.route().match(ask.path()).orElseThrow();
        return entry.endpoint().answer(ask.with(parameters, body(ask, body, entry.mostBody())));
    }

    private static Entry permitted(List<Entry> asked, Ask ask) {
        return asked.stream()
                .filter(entry -> entry.route().right() == Right.PUBLIC
                        || ask.caller()
                                .filter(caller -> caller.may(entry.route().right()))
                                .isPresent())
                .findFirst()
                .orElseThrow(() -> refused(ask.caller(), ask.locale()));
    }

    private static ProblemException refused(Optional<Caller> caller, Locale locale) {
        return caller.isPresent()
                ? Problems.of(
                        403,
                        "forbidden",
                        new LocalizedText("Too few rights", "Недостаточно прав"),
                        new LocalizedText(
                                "Your rights are not enough for this. Ask an administrator.",
                                "Ваших прав для этого недостаточно. Обратитесь к администратору."),
                        locale)
                : Problems.of(
                        401,
                        "unauthorized",
                        new LocalizedText("Not signed in", "Вход не выполнен"),
                        new LocalizedText(
                                "Send a token: Authorization: Bearer …", "Передайте токен: Authorization: Bearer …"),
                        locale);
    }

    private static Answer methodNotAllowed(List<Entry> here, Locale locale) {
        TreeSet<String> methods = new TreeSet<>();
        here.forEach(entry -> methods.add(entry.route().method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        String allow = String.join(", ", methods);
        Problem problem = Problem.of(
                405,
                "method-not-allowed",
                new LocalizedText("Method not allowed", "Метод не поддерживается"),
                new LocalizedText("This path takes " + allow + ".", "Этот путь принимает " + allow + "."),
                locale);
        return Answer.problem(problem).with("Allow", allow);
    }

    private static Ask.Body body(Ask ask, BodyReader reader, int most) throws IOException {
        boolean none = ask.method().equals("GET") || ask.method().equals("HEAD");
        byte[] bytes = none ? new byte[0] : reader.read(most);
        if (bytes.length > most) {
            throw Problems.of(
                    413,
                    "too-large",
                    new LocalizedText("Too large", "Слишком большой запрос"),
                    new LocalizedText(
                            "The body may have at most " + most + " bytes.",
                            "Тело запроса — не более " + most + " байт."),
                    ask.locale());
        }
        return new Ask.Body(bytes);
    }

    private static Answer problem(Problem problem) {
        Answer answer = Answer.problem(problem);
        return problem.status() == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer;
    }
}
