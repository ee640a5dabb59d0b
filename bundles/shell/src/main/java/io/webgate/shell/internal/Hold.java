// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How long an evicted seat is kept free: {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d} or as ISO-8601 says it. */
final class Hold {

    /** The longest that the API admits, too. */
    static final Duration LONGEST = Duration.ofDays(7);

    private Hold() {}

    static Duration of(String typed, Speech speech) {
        String text = typed.strip().toUpperCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            Duration hold = Duration.parse(text.startsWith("P") ? text : (text.endsWith("D") ? "P" : "PT") + text);
            if (!hold.isNegative() && hold.compareTo(LONGEST) <= 0) {
                return hold;
            }
        } catch (DateTimeParseException | ArithmeticException malformed) {
            throw wrong(typed, speech);
        }
        throw wrong(typed, speech);
    }

    private static Failure wrong(String typed, Speech speech) {
        return new Failure(speech.say(
                "--hold " + typed + " is not understood: a time such as 15m or 2h is expected, at most 7d.",
                "Не удалось разобрать --hold " + typed + ": нужно время, например 15m или 2h, не больше 7d."));
    }
}
