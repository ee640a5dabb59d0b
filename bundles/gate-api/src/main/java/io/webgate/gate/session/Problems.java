// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;

import java.util.Locale;

/** What a plugin with sessions refuses by itself. The door in front refuses the same earlier; it may be gone. */
final class Problems {

    private Problems() {}

    static Problem unauthorized(Locale locale) {
        return Problem.of(
                401,
                "unauthorized",
                new LocalizedText("Not signed in", "Вход не выполнен"),
                new LocalizedText(
                        "Nobody has authenticated this request. Send a device token.",
                        "Запрос не прошёл проверку подлинности. Передайте токен устройства."),
                locale);
    }

    static Problem forbidden(Locale locale) {
        return Problem.of(
                403,
                "forbidden",
                new LocalizedText("Not allowed", "Недостаточно прав"),
                new LocalizedText(
                        "Sessions are opened by enrolled devices and operators, and listed by operators.",
                        "Сеансы открывают зарегистрированные устройства и операторы, список видят операторы."),
                locale);
    }

    static Problem notFound(String path, Locale locale) {
        return Problem.of(
                404,
                "not-found",
                new LocalizedText("Not found", "Не найдено"),
                new LocalizedText(
                        "There is nothing at this address. Sessions are at " + path + ".",
                        "По этому адресу ничего нет. Сеансы находятся по адресу " + path + "."),
                locale);
    }

    static Problem methodNotAllowed(Locale locale) {
        return Problem.of(
                405,
                "method-not-allowed",
                new LocalizedText("Method not allowed", "Метод не поддерживается"),
                new LocalizedText(
                        "Use POST and GET on the list, PUT and DELETE on one session.",
                        "Для списка служат POST и GET, для одного сеанса — PUT и DELETE."),
                locale);
    }

    static Problem late(Locale locale) {
        return Problem.of(
                503,
                "late",
                new LocalizedText("No answer in time", "Ответ не получен вовремя"),
                new LocalizedText(
                        "The host has not answered in time. Send the request again with the same Idempotency-Key.",
                        "Узел не ответил вовремя. Повторите запрос с тем же Idempotency-Key."),
                locale);
    }

    static Problem internal(Locale locale) {
        return Problem.of(
                500,
                "internal",
                new LocalizedText("The host failed", "Сбой узла"),
                new LocalizedText(
                        "Something failed inside the host; its log tells what. Try again.",
                        "Внутренний сбой узла, подробности в его журнале. Повторите."),
                locale);
    }
}
