// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Reply;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The problems that belong to this face alone. */
final class Problems {

    private static final int LONGEST_QUOTED = 64;

    private Problems() {}

    static ProblemException unavailable(LocalizedText detail, String missing, Locale locale) {
        return new ProblemException(Problem.of(
                        503, "unavailable", new LocalizedText("Not available now", "Сейчас недоступно"), detail, locale)
                .with("missing", missing)
                .retryAfter(Duration.ofSeconds(5)));
    }

    /** What is said in both languages: the parameter or member, and what is wrong with it. */
    static ProblemException invalid(String english, String russian, Locale locale) {
        return invalid(new LocalizedText(english, russian), locale);
    }

    /** @param where the parameter or member, and what is wrong with it */
    static ProblemException invalid(LocalizedText where, Locale locale) {
        return of(
                400,
                "invalid-request",
                new LocalizedText("Malformed request", "Некорректный запрос"),
                new LocalizedText(
                        "Not understood: " + where.english() + ".", "Не удалось разобрать: " + where.russian() + "."),
                locale);
    }

    static ProblemException notFound(LocalizedText detail, Locale locale) {
        return of(404, "not-found", new LocalizedText("Not found", "Не найдено"), detail, locale);
    }

    /** No such module, with the text that was asked for where it is not even a module's name. */
    static ProblemException moduleUnknown(String asked, Locale locale) {
        Problem problem = Problem.of(
                new Reply.Refused(Reply.Reason.MODULE_UNKNOWN, Optional.empty(), Optional.empty(), 0, 0),
                Optional.empty(),
                locale);
        return new ProblemException(new Problem(
                problem.status(),
                problem.code(),
                problem.title(),
                new LocalizedText(
                                "The catalogue of this host has no module \"" + quoted(asked) + "\".",
                                "В каталоге этого узла нет модуля «" + quoted(asked) + "».")
                        .in(locale),
                problem.members(),
                problem.retryAfter()));
    }

    /** Foreign text for a sentence: short, on one line, with nothing that hides or turns what is around it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().limit(LONGEST_QUOTED).forEach(point -> {
            if (Character.isLetterOrDigit(point) || (point >= ' ' && point < 0x7f && point != '"' && point != '\\')) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_QUOTED ? quoted + "…" : quoted.toString();
    }

    static ProblemException of(int status, String code, LocalizedText title, LocalizedText detail, Locale locale) {
        return new ProblemException(Problem.of(status, code, title, detail, locale));
    }
}
