// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;

import java.time.Duration;
import java.util.Locale;

/** The problems that belong to this face alone. */
final class Problems {

    private Problems() {}

    static ProblemException unavailable(LocalizedText detail, String missing, Locale locale) {
        return new ProblemException(Problem.of(
                        503, "unavailable", new LocalizedText("Not available now", "Сейчас недоступно"), detail, locale)
                .with("missing", missing)
                .retryAfter(Duration.ofSeconds(5)));
    }

    /** @param where the parameter or member, and what is wrong with it */
    static ProblemException invalid(String where, Locale locale) {
        return of(
                400,
                "invalid-request",
                new LocalizedText("Malformed request", "Некорректный запрос"),
                new LocalizedText("Not understood: " + where + ".", "Не удалось разобрать: " + where + "."),
                locale);
    }

    static ProblemException notFound(LocalizedText detail, Locale locale) {
        return of(404, "not-found", new LocalizedText("Not found", "Не найдено"), detail, locale);
    }

    static ProblemException of(int status, String code, LocalizedText title, LocalizedText detail, Locale locale) {
        return new ProblemException(Problem.of(status, code, title, detail, locale));
    }
}
