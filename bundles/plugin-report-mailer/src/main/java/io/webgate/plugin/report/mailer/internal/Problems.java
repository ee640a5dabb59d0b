// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.store.StoreException;

import java.time.Duration;
import java.util.Locale;

/** What the mailer refuses. Pure. */
final class Problems {

    private Problems() {}

    static Problem notFound(Locale locale) {
        return of(
                404,
                "not-found",
                "Not found",
                "Не найдено",
                "There is nothing at this address. See /gate/report-mailer/jobs and /gate/report-mailer/history.",
                "По этому адресу ничего нет. Есть /gate/report-mailer/jobs и /gate/report-mailer/history.",
                locale);
    }

    static Problem forbidden(Locale locale) {
        return of(
                403,
                "forbidden",
                "Not allowed",
                "Недостаточно прав",
                "Only operators see and send reports by mail.",
                "Рассылку отчётов видят и запускают операторы.",
                locale);
    }

    static Problem methodNotAllowed(Locale locale) {
        return of(
                405,
                "method-not-allowed",
                "Method not allowed",
                "Метод не поддерживается",
                "Use GET on jobs and history, POST on a job's send and on test.",
                "Для jobs и history служит GET, для send задания и для test — POST.",
                locale);
    }

    static Problem noJob(String name, Locale locale) {
        String shown = LocalizedText.quotable(name);
        return of(
                404,
                "job-unknown",
                "No such job",
                "Нет такого задания",
                "There is no job " + Quoted.english(shown) + ". See /gate/report-mailer/jobs.",
                "Задания " + Quoted.russian(shown) + " нет. Список — /gate/report-mailer/jobs.",
                locale);
    }

    static Problem notReady(Job.Reading reading, Locale locale) {
        String english = reading.enabled()
                ? reading.faults().get(0).text().english()
                : "It is switched off. Switch it on in the settings.";
        String russian = reading.enabled()
                ? reading.faults().get(0).text().russian()
                : "Оно выключено. Включите его в настройках.";
        return of(409, "job-not-ready", "The job can't be sent", "Задание нельзя отправить", english, russian, locale);
    }

    static Problem malformed(String english, String russian, Locale locale) {
        return of(
                400,
                "invalid-request",
                "The request can't be understood",
                "Запрос непонятен",
                english,
                russian,
                locale);
    }

    static Problem badAddress(Locale locale) {
        return of(
                422,
                "address-invalid",
                "No mail address",
                "Это не почтовый адрес",
                "\"recipient\" must be one mail address, such as office@example.com.",
                "«recipient» должен быть одним почтовым адресом, например office@example.com.",
                locale);
    }

    static Problem notSent(Answer answer, Locale locale) {
        return Problem.of(
                        answer.kind() == Answer.Kind.NOT_SET ? 409 : 502,
                        answer.kind() == Answer.Kind.NOT_SET ? "mail-server-not-set" : "mail-not-accepted",
                        new LocalizedText("The mail was not accepted", "Письмо не принято"),
                        answer.text(),
                        locale)
                .with("answer", answer.kind().code());
    }

    static Problem store(StoreException e, Locale locale) {
        boolean full = e.kind() == StoreException.Kind.FULL;
        return of(
                        full ? 507 : 503,
                        full ? "store-full" : "store-failed",
                        "The store does not answer",
                        "Хранилище не отвечает",
                        "Nothing was changed. Try again; the host's log tells what is wrong.",
                        "Ничего не изменено. Повторите; причина в журнале узла.",
                        locale)
                .retryAfter(Duration.ofSeconds(30));
    }

    private static Problem of(
            int status,
            String code,
            String title,
            String titleRussian,
            String detail,
            String detailRussian,
            Locale locale) {
        return Problem.of(
                status, code, new LocalizedText(title, titleRussian), new LocalizedText(detail, detailRussian), locale);
    }
}
