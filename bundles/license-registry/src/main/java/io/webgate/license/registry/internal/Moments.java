// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Days and points in time in sentences, these to the second and in UTC. */
final class Moments {

    private static final DateTimeFormatter RUSSIAN_DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");
    private static final DateTimeFormatter RUSSIAN =
            DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss").withZone(ZoneOffset.UTC);

    private Moments() {}

    /** As a day stands in a Russian sentence: 31.12.2026. */
    static String russian(LocalDate day) {
        return RUSSIAN_DAY.format(day);
    }

    /** As a point in time stands in a Russian sentence: 31.12.2026 23:59:59. */
    static String russian(Instant time) {
        return RUSSIAN.format(time);
    }

    /** As a point in time stands in an English one: 2026-12-31 23:59:59. */
    static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
    }
}
