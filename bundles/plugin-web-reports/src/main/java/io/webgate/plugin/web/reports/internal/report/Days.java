// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as settings and readers name them. Pure. */
public final class Days {

    private static final Pattern TODAY = Pattern.compile("today(?:([+-])([0-9]{1,5}))?");
    private static final DateTimeFormatter RUSSIAN =
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

    private Days() {}

    /**
     * The day that a text names: {@code 2026-03-31}, {@code 31.03.2026}, {@code today}, {@code today-7}, {@code
     * month-start}, {@code month-end}, {@code previous-month-start}, {@code previous-month-end}, {@code year-start}.
     */
    public static Optional<LocalDate> parse(String text, LocalDate today) {
        Matcher around = TODAY.matcher(text);
        if (around.matches()) {
            long days = around.group(2) == null ? 0 : Long.parseLong(around.group(2));
            return Optional.of(today.plusDays("-".equals(around.group(1)) ? -days : days));
        }
        return switch (text) {
            case "month-start" -> Optional.of(today.withDayOfMonth(1));
            case "month-end" -> Optional.of(today.with(TemporalAdjusters.lastDayOfMonth()));
            case "previous-month-start" -> Optional.of(today.minusMonths(1).withDayOfMonth(1));
            case "previous-month-end" -> Optional.of(today.withDayOfMonth(1).minusDays(1));
            case "year-start" -> Optional.of(today.withDayOfYear(1));
            default -> written(text);
        };
    }

    private static Optional<LocalDate> written(String text) {
        try {
            LocalDate day = text.indexOf('.') > 0 ? LocalDate.parse(text, RUSSIAN) : LocalDate.parse(text);
            // Wider years are no days of a shop, and not every database takes them
            return Optional.of(day).filter(one -> one.getYear() >= 1 && one.getYear() <= 9999);
        } catch (DateTimeException no) {
            return Optional.empty();
        }
    }
}
