// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Thrown by a page to answer with a refusal, which the frame shows as a page. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Function<Locale, Problem> problem;
    private transient Optional<SameAgain> again = Optional.empty();

    /** A refusal in the reader's language. */
    public Refused(Problem problem) {
        super(problem.code());
        this.problem = locale -> problem;
    }

    private Refused(String code, Function<Locale, Problem> problem) {
        super(code);
        this.problem = problem;
    }

    /** The service, or a refusal that names it (R51). */
    public static <T> T need(Optional<T> service, String name) {
        return service.orElseThrow(() -> missing(name));
    }

    /** 503: a service of the licensing plane is not running. */
    public static Refused missing(String service) {
        LocalizedText title = new LocalizedText("Not available now", "Сейчас недоступно");
        LocalizedText detail = new LocalizedText(
                "The service " + service + " of the licensing plane is not running, or does not answer. This page asks"
                        + " again by itself; the log of the host says why.",
                "Служба " + service + " плоскости лицензирования не работает или не отвечает. Страница повторит запрос"
                        + " сама; причина в журнале узла.");
        return new Refused("unavailable", locale -> Problem.of(503, "unavailable", title, detail, locale));
    }

    /** The same, of which nothing is left at the address of the request. */
    public Refused seenAgain(SameAgain how) {
        again = Optional.of(how);
        return this;
    }

    /** How the same refusal is seen once more; empty: by the address of the request, or the nearest above it. */
    public Optional<SameAgain> again() {
        return again;
    }

    public Problem problem(Locale locale) {
        return problem.apply(locale);
    }
}
