// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import java.time.Duration;
import java.util.Optional;

/**
 * What was typed into the form that closes a seat. Pure.
 *
 * @param how {@code once}, {@code hold} or {@code block}
 * @param minutes as typed
 * @param reason as typed, without outer blanks
 */
public record EvictForm(String how, String minutes, String reason) {

    static final EvictForm EMPTY = new EvictForm("once", "15", "");

    private static final int LONGEST_REASON = 200;
    private static final long MOST_MINUTES = Duration.ofDays(7).toMinutes();

    /** The three ways. */
    enum Way {
        ONCE,
        HOLD,
        BLOCK
    }

    Optional<Way> way() {
        return switch (how) {
            case "once" -> Optional.of(Way.ONCE);
            case "hold" -> Optional.of(Way.HOLD);
            case "block" -> Optional.of(Way.BLOCK);
            default -> Optional.empty();
        };
    }

    /** How long its subject stays out; empty where the number is none, or out of its bounds: a minute to a week. */
    Optional<Duration> hold() {
        if (way().filter(Way.HOLD::equals).isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        try {
            long number = Long.parseLong(minutes);
            return number >= 1 && number <= MOST_MINUTES ? Optional.of(Duration.ofMinutes(number)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Whether the reason can be told: there is one, it is short, and on one line. */
    boolean hasReason() {
        return !reason.isEmpty()
                && reason.length() <= LONGEST_REASON
                && reason.chars().noneMatch(Character::isISOControl);
    }
}
