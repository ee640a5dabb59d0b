// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** How long a session lives without keep-alive: an ISO-8601 duration ({@code PT30M}) or a number of minutes. */
public final class IdleTime {

    /** What holds where nothing else is set. */
    public static final Duration DEFAULT = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(IdleTime.class);
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

    /**
     * Reads a setting; what can't be read is told in the log, and the other value stays in force.
     *
     * @param pid of the settings, for the log
     */
    public static Duration of(String text, Duration otherwise, String pid) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            LOG.warn("{} of {}; {} stays in force", e.getMessage(), pid, otherwise);
            return otherwise;
        }
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
