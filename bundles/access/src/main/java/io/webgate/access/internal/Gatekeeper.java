// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Access;
import io.webgate.access.Authentication;
import io.webgate.gate.http.Caller;
import io.webgate.license.api.LocalizedText;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a request may pass: what is not declared is denied (T48), what is not plain is refused (T49), and
 * without the service that knows the tokens only public routes answer. Pure.
 */
final class Gatekeeper {

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    private Gatekeeper() {}

    /** The decision about one request. */
    sealed interface Decision {

        /** It may pass, as this caller; empty where a public route is asked by nobody known. */
        record Admit(Optional<Caller> caller) implements Decision {}

        /** It may not. */
        record Refuse(int status, String code, LocalizedText title, LocalizedText detail, Map<String, String> headers)
                implements Decision {}
    }

    static Decision decide(Knock knock, RouteTable routes, Optional<Access> access) {
        if (!METHOD.matcher(knock.method()).matches() || !RawPath.isPlain(knock.path())) {
            return badRequest();
        }
        Optional<RouteTable.Place> place = routes.find(knock.path());
        Knock.Identity identity = knock.identity(access);
        Optional<Caller> caller = identity.authentication()
                .filter(Authentication.Known.class::isInstance)
                .map(known -> ((Authentication.Known) known).caller());
        if (place.isPresent() && place.get().isPublic(knock.method())) {
            return new Decision.Admit(caller);
        }
        if (caller.isPresent()) {
            return known(knock, place, caller.get());
        }
        if (place.isPresent() && place.get().hasPublicMethod() && !place.get().takes(knock.method())) {
            return methodNotAllowed(place.get());
        }
        return stranger(identity);
    }

    private static Decision known(Knock knock, Optional<RouteTable.Place> place, Caller caller) {
        if (place.isEmpty()) {
            return notFound();
        }
        if (!place.get().takes(knock.method())) {
            return methodNotAllowed(place.get());
        }
        return place.get().admits(knock.method(), caller) ? new Decision.Admit(Optional.of(caller)) : forbidden(caller);
    }

    private static Decision stranger(Knock.Identity identity) {
        if (identity.undecidable()) {
            return unavailable();
        }
        if (identity.authentication().isPresent()
                && identity.authentication().get() instanceof Authentication.TooMany tooMany) {
            return tooMany(tooMany.retryAfter());
        }
        return unauthorized(identity.authentication().isPresent());
    }

    private static Decision badRequest() {
        return new Decision.Refuse(
                400,
                "invalid-request",
                new LocalizedText("Malformed request", "Некорректный запрос"),
                new LocalizedText(
                        "The method or the path is not in its plain form. Write the path without doubled slashes, dot"
                                + " segments, semicolons and needless escapes.",
                        "Метод или путь записан не в простой форме. Запишите путь без двойных косых черт, точек вместо"
                                + " сегментов, точек с запятой и лишнего экранирования."),
                Map.of());
    }

    private static Decision notFound() {
        return new Decision.Refuse(
                404,
                "not-found",
                new LocalizedText("Not found", "Не найдено"),
                new LocalizedText("There is nothing at this path.", "По этому пути ничего нет."),
                Map.of());
    }

    private static Decision methodNotAllowed(RouteTable.Place place) {
        return new Decision.Refuse(
                405,
                "method-not-allowed",
                new LocalizedText("Method not allowed", "Метод не поддерживается"),
                new LocalizedText(
                        "This path takes " + place.allow() + ".", "Этот путь принимает " + place.allow() + "."),
                Map.of("Allow", place.allow()));
    }

    private static Decision forbidden(Caller caller) {
        String english = caller.role()
                .map(role -> "the role " + role.name().toLowerCase(Locale.ROOT))
                .orElse("a device");
        String russian = caller.role()
                .map(role -> "роли " + role.name().toLowerCase(Locale.ROOT))
                .orElse("устройства");
        return new Decision.Refuse(
                403,
                "forbidden",
                new LocalizedText("Too few rights", "Недостаточно прав"),
                new LocalizedText(
                        "The rights of " + english + " are not enough for this. Ask an administrator.",
                        "Прав " + russian + " для этого недостаточно. Обратитесь к администратору."),
                Map.of());
    }

    private static Decision unauthorized(boolean tokenCame) {
        return new Decision.Refuse(
                401,
                "unauthorized",
                new LocalizedText("Not signed in", "Вход не выполнен"),
                tokenCame
                        ? new LocalizedText(
                                "The token is unknown or was revoked. Ask an administrator for a new one.",
                                "Токен неизвестен или отозван. Попросите у администратора новый.")
                        : new LocalizedText(
                                "Send a token: Authorization: Bearer …", "Передайте токен: Authorization: Bearer …"),
                Map.of("WWW-Authenticate", tokenCame ? "Bearer error=\"invalid_token\"" : "Bearer"));
    }

    private static Decision tooMany(Duration retryAfter) {
        return new Decision.Refuse(
                429,
                "too-many-attempts",
                new LocalizedText("Too many failed attempts", "Слишком много неудачных попыток"),
                new LocalizedText(
                        "Too many unknown tokens came from this address. Try again later.",
                        "С этого адреса пришло слишком много неизвестных токенов. Повторите позже."),
                Map.of(
                        "Retry-After",
                        Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()))));
    }

    /** Too many strangers at the same time, each with a body still to come. */
    static Decision.Refuse crowded() {
        return new Decision.Refuse(
                503,
                "crowded",
                new LocalizedText("Too many at once", "Слишком много запросов сразу"),
                new LocalizedText(
                        "Too many requests without a valid token are being received. Try again shortly.",
                        "Сейчас принимается слишком много запросов без действующего токена. Повторите чуть позже."),
                Map.of("Retry-After", "1"));
    }

    private static Decision unavailable() {
        return new Decision.Refuse(
                503,
                "unavailable",
                new LocalizedText("Not available now", "Сейчас недоступно"),
                new LocalizedText(
                        "Tokens can't be checked: the access service or its store is not running. Try again shortly.",
                        "Токены нельзя проверить: служба доступа или её хранилище не работает. Повторите чуть позже."),
                Map.of("Retry-After", "5"));
    }
}
