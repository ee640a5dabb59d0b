// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** What a database gives, as a column of a report wants it. Some databases know few types: dates come as texts. Pure. */
public final class Cells {

    private Cells() {}

    /**
     * The value; empty where it is none of that type.
     *
     * @param zone of the venue, for moments that know theirs
     */
    public static Optional<Object> of(Object raw, Column.Type type, ZoneId zone) {
        return switch (type) {
            case TEXT -> Optional.of(text(raw));
            case INTEGER -> number(raw).flatMap(Cells::whole);
            case NUMBER -> number(raw).map(number -> number);
            case DATE -> time(raw, zone).map(LocalDateTime::toLocalDate);
            case TIME -> time(raw, zone).map(time -> time);
            case BOOLEAN -> bool(raw);
        };
    }

    static String text(Object raw) {
        if (raw instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (raw instanceof Double || raw instanceof Float) {
            return number(raw).map(BigDecimal::toPlainString).orElseGet(raw::toString);
        }
        return raw.toString();
    }

    private static Optional<BigDecimal> number(Object raw) {
        if (raw instanceof BigDecimal number) {
            return Optional.of(number);
        }
        if (raw instanceof BigInteger number) {
            return Optional.of(new BigDecimal(number));
        }
        if (raw instanceof Double || raw instanceof Float) {
            double number = ((Number) raw).doubleValue();
            return Double.isFinite(number) ? Optional.of(BigDecimal.valueOf(number)) : Optional.empty();
        }
        if (raw instanceof Number number) {
            return Optional.of(BigDecimal.valueOf(number.longValue()));
        }
        if (raw instanceof String text && text.length() <= 100) {
            try {
                // A text such as 1E999999999 would grow to a gigabyte when it is written out
                return Optional.of(new BigDecimal(text.strip()))
                        .filter(number -> Math.abs((long) number.scale()) <= 400);
            } catch (NumberFormatException none) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whole numbers above what a long holds stay as they are. */
    private static Optional<Object> whole(BigDecimal number) {
        try {
            BigDecimal exact = number.setScale(0, RoundingMode.UNNECESSARY);
            return exact.precision() <= 18 ? Optional.of(exact.longValueExact()) : Optional.of(exact);
        } catch (ArithmeticException fraction) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> time(Object raw, ZoneId zone) {
        if (raw instanceof Timestamp stamp) {
            return Optional.of(stamp.toLocalDateTime());
        }
        if (raw instanceof Date day) {
            return Optional.of(day.toLocalDate().atStartOfDay());
        }
        if (raw instanceof Time) {
            return Optional.empty();
        }
        if (raw instanceof LocalDate day) {
            return Optional.of(day.atStartOfDay());
        }
        if (raw instanceof LocalDateTime time) {
            return Optional.of(time);
        }
        if (raw instanceof OffsetDateTime time) {
            return Optional.of(time.atZoneSameInstant(zone).toLocalDateTime());
        }
        return raw instanceof String text ? written(text.strip(), zone) : Optional.empty();
    }

    /** {@code 2026-03-31}, {@code 2026-03-31 14:02}, with a T, with seconds and fractions, with an offset. */
    private static Optional<LocalDateTime> written(String text, ZoneId zone) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay());
            }
            if (text.length() < 16) {
                return Optional.empty();
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
            boolean offset = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
            return Optional.of(
                    offset
                            ? OffsetDateTime.parse(iso).atZoneSameInstant(zone).toLocalDateTime()
                            : LocalDateTime.parse(iso));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<Object> bool(Object raw) {
        if (raw instanceof Boolean bool) {
            return Optional.of(bool);
        }
        return switch (text(raw).strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y" -> Optional.of(true);
            case "0", "false", "f", "no", "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The type that fits what the database tells of a column. */
    static Column.Type type(int sqlType) {
        return switch (sqlType) {
            case java.sql.Types.TINYINT, java.sql.Types.SMALLINT, java.sql.Types.INTEGER, java.sql.Types.BIGINT ->
                Column.Type.INTEGER;
            case java.sql.Types.DECIMAL,
                    java.sql.Types.NUMERIC,
                    java.sql.Types.REAL,
                    java.sql.Types.FLOAT,
                    java.sql.Types.DOUBLE -> Column.Type.NUMBER;
            case java.sql.Types.DATE -> Column.Type.DATE;
            case java.sql.Types.TIMESTAMP, java.sql.Types.TIMESTAMP_WITH_TIMEZONE -> Column.Type.TIME;
            case java.sql.Types.BOOLEAN, java.sql.Types.BIT -> Column.Type.BOOLEAN;
            default -> Column.Type.TEXT;
        };
    }

    /** What a failing cell is told as. */
    static @Nullable Object either(@Nullable Object raw, Column.Type type, ZoneId zone) {
        return raw == null ? null : of(raw, type, zone).orElseGet(() -> text(raw));
    }
}
