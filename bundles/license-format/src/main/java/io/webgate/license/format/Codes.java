// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How values are written in documents, and the one form in which they are read back. */
final class Codes {

    /** The rest is what {@link #isDay} takes. */
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    /** {@code 2026-12-31T23:59:59Z}: so every instant is written that has no fraction, and nearly none has. */
    private static final int WHOLE_SECONDS = 20;

    /** Between these two a year has four digits and no sign. */
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /** As many as the format has constants. */
    private static final Map<Enum<?>, String> WRITTEN = new ConcurrentHashMap<>();

    private Codes() {}

    /** {@code GATE_SESSIONS} as {@code gate-sessions}. */
    static String of(Enum<?> value) {
        return WRITTEN.computeIfAbsent(
                value, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        E[] values = type.getEnumConstants();
        for (E value : values) {
            if (of(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not one of "
                + Arrays.stream(values).map(Codes::of).toList());
    }

    static LocalDate date(String text) {
        if (text.length() != 10 || !isDay(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a date of the form 2026-12-31");
        }
        return day(text);
    }

    static Instant instant(String text) {
        if (text.length() == WHOLE_SECONDS
                && isDay(text)
                && text.charAt(10) == 'T'
                && isNumber(text, 11, 13)
                && text.charAt(13) == ':'
                && isNumber(text, 14, 16)
                && text.charAt(16) == ':'
                && isNumber(text, 17, 19)
                && text.charAt(19) == 'Z'
                && number(text, 11, 13) < 24
                && number(text, 17, 19) < 60) {
            return day(text)
                    .atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        }
        if (!INSTANT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time of the form 2026-12-31T23:59:59Z");
        }
        return Instant.parse(text);
    }

    /** As {@link Instant#toString} does, without a formatter for what has no fraction: a day and a time of two digits each. */
    static String written(Instant time) {
        if (time.getNano() != 0 || time.isBefore(YEAR_0) || !time.isBefore(YEAR_10000)) {
            return time.toString();
        }
        LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        return at.toLocalDate() + "T" + two(at.getHour()) + ":" + two(at.getMinute()) + ":" + two(at.getSecond()) + "Z";
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /**
     * Whether a text begins like a day. Years of four digits only: what lies beyond can be written, but no calendar of a
     * customer shows it.
     */
    private static boolean isDay(String text) {
        return isNumber(text, 0, 4)
                && text.charAt(4) == '-'
                && isNumber(text, 5, 7)
                && text.charAt(7) == '-'
                && isNumber(text, 8, 10);
    }

    private static LocalDate day(String text) {
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** A text for people: not empty, at most 200 characters, nothing invisible that moves a cursor. */
    static String prose(String text) {
        if (text.isBlank() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A text must have 1 to 200 characters and no control characters");
        }
        return text;
    }

    /** A text file's bytes without what editors and mail add at its end. */
    static byte[] withoutLineBreaks(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    static Json text(Object value) {
        return new Json.Text(value.toString());
    }

    static Json number(long value) {
        return new Json.Plain(Long.toString(value));
    }

    static Json flag(boolean value) {
        return new Json.Plain(Boolean.toString(value));
    }

    /** In the order of their texts, each once. */
    static Json sorted(Collection<?> values) {
        if (values.isEmpty()) {
            return Json.Items.NONE;
        }
        SortedSet<String> texts = new TreeSet<>();
        for (Object value : values) {
            texts.add(value.toString());
        }
        List<Json> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(new Json.Text(text));
        }
        return new Json.Items(items);
    }
}
