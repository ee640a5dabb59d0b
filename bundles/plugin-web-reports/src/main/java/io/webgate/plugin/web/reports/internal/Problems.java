// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.internal.query.Failure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What this plugin refuses, as HTTP tells it. Pure. */
final class Problems {

    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final LocalizedText BROKEN = new LocalizedText(
            "The settings of this report are wrong, or do not fit what the data source gives. Tell an operator or"
                    + " administrator: they are shown here what has to be mended.",
            "Настройки этого отчёта неверны или не подходят к данным источника. Сообщите оператору или администратору: им"
                    + " здесь показано, что исправить.");

    private Problems() {}

    /**
     * A report that can't be had, as this caller may know it. What a report's settings say, and a value that is none of
     * their type, are for operators; a database's own words are for administrators.
     */
    static Problem of(Failure failure, Caller caller, Locale locale) {
        Outcome.Refused refused = failure.refused();
        boolean hidden = refused.code() == Outcome.Code.REPORT_INVALID && !caller.has(Role.OPERATOR);
        Problem problem = Problem.of(
                status(refused.code()),
                refused.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title(refused.code()),
                hidden ? BROKEN : refused.reason(),
                locale);
        if (refused.code() == Outcome.Code.SOURCE_UNAVAILABLE) {
            problem = problem.retryAfter(AGAIN);
        }
        Optional<String> detail = detail(failure, caller);
        return detail.isPresent() ? problem.with("cause", detail.get()) : problem;
    }

    /** In the database's words, for who sets up reports. */
    static Optional<String> detail(Failure failure, Caller caller) {
        return failure.detail().filter(any -> caller.has(Role.ADMIN));
    }

    static int status(Outcome.Code code) {
        return switch (code) {
            case REPORT_UNKNOWN -> 404;
            case PARAMETER_INVALID -> 422;
            case REPORT_INVALID -> 500;
            case QUERY_FAILED -> 502;
            case SOURCE_UNAVAILABLE -> 503;
            case QUERY_TOO_SLOW -> 504;
        };
    }

    private static LocalizedText title(Outcome.Code code) {
        return switch (code) {
            case REPORT_UNKNOWN -> new LocalizedText("No such report", "Такого отчёта нет");
            case PARAMETER_INVALID -> new LocalizedText("A parameter does not fit", "Параметр не подходит");
            case REPORT_INVALID -> new LocalizedText("The report is set up wrong", "Отчёт настроен неверно");
            case QUERY_FAILED -> new LocalizedText("The query was refused", "Запрос отклонён");
            case SOURCE_UNAVAILABLE -> new LocalizedText("No data source", "Источник данных недоступен");
            case QUERY_TOO_SLOW -> new LocalizedText("The query took too long", "Запрос выполнялся слишком долго");
        };
    }

    static Problem unauthorized(Locale locale) {
        return Problem.of(
                401,
                "unauthorized",
                new LocalizedText("Not signed in", "Вход не выполнен"),
                new LocalizedText(
                        "Nobody has authenticated this request. Sign in, or send a token.",
                        "Запрос не прошёл проверку подлинности. Войдите или передайте токен."),
                locale);
    }

    static Problem forbidden(Locale locale) {
        return Problem.of(
                403,
                "forbidden",
                new LocalizedText("Not for you", "Нет доступа"),
                new LocalizedText(
                        "This report has readers of its own, and you are not among them. An administrator can change that.",
                        "У этого отчёта свой список читателей, и вас в нём нет. Список меняет администратор."),
                locale);
    }

    static Problem methodNotAllowed(Locale locale) {
        return Problem.of(
                405,
                "method-not-allowed",
                new LocalizedText("Method not allowed", "Метод не поддерживается"),
                new LocalizedText("Reports are only read: use GET.", "Отчёты только читают: используйте GET."),
                locale);
    }
}
