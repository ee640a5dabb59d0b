// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** How long a session lives without keep-alive: an ISO-8601 duration ({@code PT30M}) or a number of minutes. Pure. */
public final class IdleTime {

    /** What holds where nothing else is set. */
    public static final Duration DEFAULT = Duration.ofMinutes(30);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);

    private IdleTime() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException naming the text and what to write instead
     */
    public static Duration parse(String text) {
        String given = text.strip();
        Duration idle;
        try {
            idle = given.matches("[0-9]{1,6}") ? Duration.ofMinutes(Long.parseLong(given)) : Duration.parse(given);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(text, e);
        }
        if (idle.compareTo(LEAST) < 0 || idle.compareTo(MOST) > 0) {
            throw wrong(text, null);
        }
        return idle;
    }

    private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return new IllegalArgumentException(
                "Idle time '" + shown
                        + "' is neither a duration such as PT30M nor a number of minutes, from 1 second to"
                        + " 24 hours",
                cause);
    }
}
