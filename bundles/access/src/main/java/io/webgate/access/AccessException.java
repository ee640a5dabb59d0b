// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/** Why access did not do what was asked, with the words for who asked. Holds no secret. */
public final class AccessException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as a program can act on it. */
    public enum Fault {
        /** The same idempotency key came before with another request. */
        KEY_REUSED(422),
        /** A one-time code has a typing error; the text names the group. */
        CODE_MISTYPED(422),
        /** No such one-time code. */
        CODE_UNKNOWN(404),
        /** The one-time code's time is over. */
        CODE_EXPIRED(410),
        /** The one-time code was redeemed before. */
        CODE_USED(410),
        /** Login, password or digits are wrong; which of them is not told. */
        SIGN_IN_FAILED(401),
        /** The password is right; the second factor is asked for. */
        SECOND_FACTOR_NEEDED(401),
        /** The password can't be taken; the text says why. */
        PASSWORD_UNFIT(422),
        /** The login can't be taken; the text says why. */
        LOGIN_UNFIT(422),
        /** There is an account with this login. */
        ACCOUNT_EXISTS(409),
        /** There is no account with this login. */
        ACCOUNT_UNKNOWN(404),
        /** The last administrator stays one. */
        LAST_ADMINISTRATOR(409),
        /** The first-run token is wrong. */
        TOKEN_WRONG(403),
        /** The first account is there already. */
        ALREADY_SET_UP(409),
        /** Setting up is for a browser on the computer itself. */
        NOT_LOCAL(403),
        /** Too many failed attempts from the same origin. */
        TOO_MANY_ATTEMPTS(429),
        /** The store can't take anything new (R56). */
        STORE_FULL(507),
        /** The store failed otherwise. */
        STORE_FAILED(503);

        private final int status;

        Fault(int status) {
            this.status = status;
        }

        /** The name in API: {@code code-used}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Fault fault;
    private final transient LocalizedText text;
    private final Duration retryAfter;

    public AccessException(Fault fault, LocalizedText text) {
        this(fault, text, Duration.ZERO, null);
    }

    /**
     * Why, with when another try makes sense and what was behind it.
     *
     * @param retryAfter zero: not said
     */
    public AccessException(Fault fault, LocalizedText text, Duration retryAfter, @Nullable Throwable cause) {
        super(text.english(), cause);
        this.fault = fault;
        this.text = text;
        this.retryAfter = retryAfter;
    }

    public Fault fault() {
        return fault;
    }

    /** The refusal as HTTP tells it. */
    public Problem problem(Locale locale) {
        Problem problem = Problem.of(fault.status, fault.code(), title(), text, locale);
        return retryAfter.isZero() ? problem : problem.retryAfter(retryAfter);
    }

    private LocalizedText title() {
        return switch (fault) {
            case KEY_REUSED ->
                new LocalizedText("Idempotency-Key used twice", "Значение Idempotency-Key уже использовано");
            case CODE_MISTYPED -> new LocalizedText("The code is mistyped", "В коде опечатка");
            case CODE_UNKNOWN -> new LocalizedText("No such code", "Такого кода нет");
            case CODE_EXPIRED -> new LocalizedText("The code has expired", "Срок действия кода истёк");
            case CODE_USED -> new LocalizedText("The code has been used", "Код уже использован");
            case SIGN_IN_FAILED -> new LocalizedText("Not signed in", "Вход не выполнен");
            case SECOND_FACTOR_NEEDED -> new LocalizedText("Six digits are needed", "Нужны шесть цифр");
            case PASSWORD_UNFIT -> new LocalizedText("This password can't be taken", "Такой пароль не подходит");
            case LOGIN_UNFIT -> new LocalizedText("This login can't be taken", "Такое имя входа не подходит");
            case ACCOUNT_EXISTS -> new LocalizedText("There is such an account", "Такая учётная запись уже есть");
            case ACCOUNT_UNKNOWN -> new LocalizedText("No such account", "Такой учётной записи нет");
            case LAST_ADMINISTRATOR -> new LocalizedText("The last administrator", "Последний администратор");
            case TOKEN_WRONG -> new LocalizedText("The set-up token is wrong", "Неверный токен первого запуска");
            case ALREADY_SET_UP -> new LocalizedText("Set up already", "Первая настройка уже выполнена");
            case NOT_LOCAL -> new LocalizedText("Only on the computer itself", "Только на самом компьютере");
            case TOO_MANY_ATTEMPTS -> new LocalizedText("Too many failed attempts", "Слишком много неудачных попыток");
            case STORE_FULL ->
                new LocalizedText("The store can't take anything new", "Хранилище не принимает новые данные");
            case STORE_FAILED -> new LocalizedText("The store does not answer", "Хранилище не отвечает");
        };
    }
}
