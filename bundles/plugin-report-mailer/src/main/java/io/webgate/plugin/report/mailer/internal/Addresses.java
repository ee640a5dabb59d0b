// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Mail addresses as the mailer takes them: one bare {@code name@domain}, nothing quoted, nothing that could end a header or
 * begin another command of the server. Pure.
 */
final class Addresses {

    private static final int LONGEST = 254;
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private Addresses() {}

    /** The address as mail servers take it, a domain in other letters in its ASCII form; empty where it is none. */
    static Optional<String> of(String typed) {
        int at = typed.lastIndexOf('@');
        if (typed.length() > LONGEST || at < 1 || at > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = typed.substring(0, at);
        return Optional.of(typed.substring(at + 1))
                .flatMap(Addresses::ascii)
                .filter(domain ->
                        NAME.matcher(name).matches() && DOMAIN.matcher(domain).matches())
                .map(domain -> name + "@" + domain);
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static Optional<String> ascii(String domain) {
        try {
            return Optional.of(IDN.toASCII(domain));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
