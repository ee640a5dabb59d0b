// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of the exchange, read whole or not at all. Pure.
 *
 * @param lives how long a connection lives without keep-alive
 * @param permitLives how long a permit lives at most
 * @param displaceIdle the customer's switch (R46): from which idle time on a connection of a module may make room
 */
record ExchangeSettings(Duration lives, Duration permitLives, Map<ModuleId, Duration> displaceIdle) {

    static final ExchangeSettings DEFAULT =
            new ExchangeSettings(Duration.ofMinutes(5), Duration.ofMinutes(2), Map.of());

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final Duration LONGEST_PERMIT = Duration.ofMinutes(15);
    private static final Duration LONGEST_IDLE = Duration.ofDays(7);

    ExchangeSettings {
        displaceIdle = Map.copyOf(displaceIdle);
    }

    /** @throws IllegalArgumentException naming every setting that can't be read, and what to write instead */
    static ExchangeSettings parse(String lives, String permitLives, List<String> displaceIdle) {
        List<String> problems = new ArrayList<>();
        Duration life = duration("lives", lives, LONGEST_LIFE, problems);
        Duration permit = duration("permitLives", permitLives, LONGEST_PERMIT, problems);
        Map<ModuleId, Duration> idle = new TreeMap<>();
        for (String line : displaceIdle) {
            String given = line.strip();
            int equals = given.indexOf('=');
            if (given.isEmpty()) {
                continue;
            }
            try {
                ModuleId module =
                        new ModuleId(given.substring(0, Math.max(equals, 0)).strip());
                Duration time = duration("displaceIdle", given.substring(equals + 1), LONGEST_IDLE, problems);
                if (idle.put(module, time) != null) {
                    problems.add("displaceIdle names " + module + " twice");
                }
            } catch (IllegalArgumentException malformed) {
                problems.add("displaceIdle '" + shown(given) + "' is not of the form module=PT10M");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new ExchangeSettings(life, permit, idle);
    }

    private static Duration duration(String name, String text, Duration most, List<String> problems) {
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(LEAST) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException malformed) {
            // told below, as what is out of bounds
        }
        problems.add(name + " '" + shown(text) + "' is not a duration from " + LEAST + " to " + most);
        return most;
    }

    private static String shown(String text) {
        return LocalizedText.quotable(text);
    }
}
