// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.LocalizedText;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * In which language and time zone the console is answered.
 *
 * @param locale Russian or, for every other, English
 * @param zone of the times
 */
record Speech(Locale locale, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    String say(String english, String russian) {
        return new LocalizedText(english, russian).in(locale);
    }

    String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /** So many of so many. */
    String of(long used, long limit) {
        return used + say(" of ", " из ") + limit;
    }

    Failure missing(String service) {
        return new Failure(say(
                "The service " + service + " of the licensing plane is not running. See the log of the host.",
                "Служба " + service + " плоскости лицензирования не работает. Причина в журнале узла."));
    }
}
