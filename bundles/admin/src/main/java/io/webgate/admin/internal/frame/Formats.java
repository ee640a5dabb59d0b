// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, dates and times as the reader writes them; times in the zone of the venue. Immutable. */
public final class Formats {

    private static final DateTimeFormatter MACHINE = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private final Locale locale;
    private final ZoneId zone;

    public Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    /** {@code 12 345} in Russian, {@code 12,345} in English. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@code 31.03.2027} in Russian, {@code 31 Mar 2027} in English, which no reader takes for another day. */
    public String date(LocalDate date) {
        return date.format(russian() ? DateTimeFormatter.ofPattern("dd.MM.yyyy") : english("d MMM yyyy"));
    }

    /** The day and the minute, 24 hours. */
    public String time(Instant instant) {
        var local = instant.atZone(zone);
        return date(local.toLocalDate()) + " " + local.format(DateTimeFormatter.ofPattern("HH:mm"));
    }

    /** The minute of a day that is plain from what stands around it. */
    public String clock(Instant instant) {
        return instant.atZone(zone).format(DateTimeFormatter.ofPattern("HH:mm:ss"));
    }

    /** For the attribute {@code datetime}. */
    public String machine(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone).format(MACHINE);
    }

    /** By how many seconds the clocks of the venue are ahead of UTC, for the script of the live parts. */
    public int offset(Instant instant) {
        return zone.getRules().getOffset(instant).getTotalSeconds();
    }

    public ZoneId zone() {
        return zone;
    }

    private boolean russian() {
        return locale.getLanguage().equals("ru");
    }

    private static DateTimeFormatter english(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
