// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.license.api.LocalizedText;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a login and a password must be. Length instead of composition: long passwords are strong and can be remembered
 * (ASVS 6.2). Pure.
 */
final class PasswordRule {

    static final int SHORTEST = 12;
    static final int LONGEST = 256;

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,63}");
    // Long enough by the rule, and tried first by everyone who guesses
    private static final Set<String> COMMON = Set.of(
            "123456789012",
            "1234567890123",
            "12345678901234",
            "123456789012345",
            "1234567890123456",
            "qwertyuiop12",
            "qwertyuiop123",
            "qwertyuiopasdfghjkl",
            "passwordpassword",
            "password1234",
            "password12345",
            "password123456",
            "administrator",
            "adminadminadmin",
            "adminpassword",
            "administrator1",
            "changemechangeme",
            "changeme1234",
            "letmeinletmein",
            "welcome12345",
            "iloveyou1234",
            "webgatewebgate",
            "webgate12345",
            "webgatelicensing");

    private PasswordRule() {}

    /** The login as it is kept: lower case, without outer blanks. */
    static String login(String typed) throws AccessException {
        String login = typed.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            throw new AccessException(
                    Fault.LOGIN_UNFIT,
                    new LocalizedText(
                            "A login is 2 to 64 characters of a–z, 0–9, dot, hyphen, underscore and @, and begins with a"
                                    + " letter or digit.",
                            "Имя входа — от 2 до 64 символов: латинские буквы, цифры, точка, дефис, подчёркивание и @;"
                                    + " первой стоит буква или цифра."));
        }
        return login;
    }

    /** Why the password can't be taken; empty: it can. */
    static Optional<LocalizedText> against(String login, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(new LocalizedText(
                    "The password needs at least " + SHORTEST + " characters; a few words are easy to remember.",
                    "В пароле должно быть не менее " + SHORTEST + " символов; проще всего запомнить несколько слов."));
        }
        if (length > LONGEST) {
            return Optional.of(new LocalizedText(
                    "The password may have at most " + LONGEST + " characters.",
                    "В пароле может быть не более " + LONGEST + " символов."));
        }
        String lower = password.toLowerCase(Locale.ROOT);
        boolean same = password.codePoints().distinct().count() < 4;
        if (same || COMMON.contains(lower)) {
            return Optional.of(new LocalizedText(
                    "This password is among the first that anyone would guess.",
                    "Этот пароль угадают одним из первых."));
        }
        if (login.length() > 3 && lower.contains(login)) {
            return Optional.of(new LocalizedText(
                    "The password must not contain the login.", "Пароль не должен содержать имя входа."));
        }
        return Optional.empty();
    }

    static void check(String login, String password) throws AccessException {
        Optional<LocalizedText> against = against(login, password);
        if (against.isPresent()) {
            throw new AccessException(Fault.PASSWORD_UNFIT, against.get());
        }
    }
}
