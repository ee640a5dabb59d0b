// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.AccessException.Fault;

import java.util.Optional;

/**
 * What is wrong with what was typed. Never holds what was typed.
 *
 * @param form on a page with several: whose error it is
 * @param field the field that it is shown at; empty text: the form as a whole
 * @param text in the reader's language
 */
public record FormError(String form, String field, String text) {

    /** The error of a field, if it has one. */
    public static String at(Optional<FormError> error, String form, String field) {
        return error.filter(one -> one.form().equals(form) && one.field().equals(field))
                .map(FormError::text)
                .orElse("");
    }

    /** Which field a refusal is about. */
    static String field(Fault fault) {
        return switch (fault) {
            case PASSWORD_UNFIT -> "password";
            case LOGIN_UNFIT, ACCOUNT_EXISTS -> "login";
            case TOKEN_WRONG -> "token";
            case SIGN_IN_FAILED -> "proof";
            case KEY_REUSED,
                    CODE_MISTYPED,
                    CODE_UNKNOWN,
                    CODE_EXPIRED,
                    CODE_USED,
                    SECOND_FACTOR_NEEDED,
                    ACCOUNT_UNKNOWN,
                    LAST_ADMINISTRATOR,
                    ALREADY_SET_UP,
                    NOT_LOCAL,
                    TOO_MANY_ATTEMPTS,
                    STORE_FULL,
                    STORE_FAILED -> "";
        };
    }
}
