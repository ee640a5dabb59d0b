// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** How values are written in documents, and the one form in which they are read back. */
final class Codes {

    // Years of four digits only: what lies beyond can be written, but no calendar of a customer shows it
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    private Codes() {}

    /** {@code GATE_SESSIONS} as {@code gate-sessions}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        E[] values = type.getEnumConstants();
        return Arrays.stream(values)
                .filter(value -> of(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values).map(Codes::of).toList()));
    }

    static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a date of the form 2026-12-31");
        }
        return LocalDate.parse(text);
    }

    static Instant instant(String text) {
        if (!INSTANT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time of the form 2026-12-31T23:59:59Z");
        }
        return Instant.parse(text);
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
        return new Json.Items(values.stream()
                .map(Object::toString)
                .sorted()
                .distinct()
                .map(Codes::text)
                .toList());
    }
}
