// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Values as a reader writes them. Not thread-safe.
 *
 * <p>On a page {@code 12 345,60} and {@code 31.03.2026} in Russian, {@code 12,345.60} and {@code 31 Mar 2026} in English,
 * as the other pages have it. In a file without groups of digits, and English days as {@code 2026-03-31}: a spreadsheet
 * in any language reads these.
 */
public final class Words {

    private static final DateTimeFormatter RUSSIAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter CLOCK_WITH_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final char HARD_SPACE = '\u00a0';

    private final boolean russian;
    private final boolean page;
    private final DecimalFormat format;

    private Words(Locale locale, boolean page) {
        this.russian = locale.getLanguage().equals("ru");
        this.page = page;
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(russian ? ',' : '.');
        symbols.setGroupingSeparator(russian ? HARD_SPACE : ',');
        symbols.setMinusSign('\u2212');
        this.format = new DecimalFormat("0", symbols);
        format.setGroupingUsed(true);
        format.setGroupingSize(3);
        format.setRoundingMode(RoundingMode.HALF_UP);
    }

    /** For pages. */
    public static Words onPage(Locale locale) {
        return new Words(locale, true);
    }

    /** For files. */
    public static Words inFile(Locale locale) {
        return new Words(locale, false);
    }

    /** The text of a cell; empty for nothing. */
    public String of(@Nullable Object value, Column column) {
        if (value instanceof BigDecimal number) {
            return number(number, column.type() == Column.Type.NUMBER ? column.digits() : 0);
        }
        if (value instanceof Long number) {
            return number(BigDecimal.valueOf(number), 0);
        }
        if (value instanceof LocalDate day) {
            return day(day);
        }
        if (value instanceof LocalDateTime time) {
            return day(time.toLocalDate()) + " " + (page ? CLOCK : CLOCK_WITH_SECONDS).format(time);
        }
        if (value instanceof Boolean yes) {
            return yes ? (russian ? "да" : "yes") : (russian ? "нет" : "no");
        }
        return value == null ? "" : value.toString();
    }

    /** A number with so many digits after the mark. */
    public String number(BigDecimal number, int digits) {
        if (!page) {
            // A million of them go into a file: three times as quick as the format
            String plain = number.setScale(digits, RoundingMode.HALF_UP).toPlainString();
            return russian ? plain.replace('.', ',') : plain;
        }
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(number);
    }

    private String day(LocalDate day) {
        if (russian) {
            return RUSSIAN.format(day);
        }
        return page ? ENGLISH.format(day) : day.toString();
    }
}
