// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read by hand, for speed, is what the pattern that defines it lets pass, and nothing else (R13). */
class QuickFormsTest {

    private static final Pattern HEADER = Pattern.compile(
            "\\{\"alg\":\"([A-Za-z0-9-]{1,32})\",\"kid\":\"([A-Za-z0-9_-]{1,64})\",\"typ\":\"([A-Za-z0-9+./-]{1,64})\"\\}");
    private static final String STRANGERS = "\"{}:,+./-_=aZ09 \u00e9algkidtyp\\";
    private static final String DATE_STRANGERS = "0123456789-:.TZ+ 99";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    private final Random random = new Random(7);

    @Test
    void headersOfSignatures_R2() {
        for (int i = 0; i < 20_000; i++) {
            String text = changed(
                    "{\"alg\":\"" + "a".repeat(random.nextInt(35)) + "\",\"kid\":\"" + "k".repeat(random.nextInt(67))
                            + "\",\"typ\":\"" + "t".repeat(random.nextInt(67)) + "\"}",
                    STRANGERS,
                    random.nextInt(3));
            Matcher matcher = HEADER.matcher(text);
            Optional<ProtectedHeader> expected = matcher.matches()
                    ? Optional.of(new ProtectedHeader(matcher.group(1), matcher.group(2), matcher.group(3)))
                    : Optional.empty();
            assertThat(read(text)).as(text).isEqualTo(expected);
        }
    }

    private static Optional<ProtectedHeader> read(String text) {
        try {
            return Optional.of(ProtectedHeader.read(text.getBytes(StandardCharsets.ISO_8859_1), "here"));
        } catch (LicenseFormatException e) {
            return Optional.empty();
        }
    }

    @Test
    void daysAndInstants_R3() {
        for (int i = 0; i < 30_000; i++) {
            String day = changed(
                    "2026-0" + (1 + random.nextInt(9)) + "-" + (10 + random.nextInt(22)),
                    DATE_STRANGERS,
                    random.nextInt(3));
            assertThat(value(day, Codes::date))
                    .as(day)
                    .isEqualTo(value(day, text -> LocalDate.parse(formed(text, DATE))));
            String instant = changed(
                    "2026-02-" + (20 + random.nextInt(10)) + "T2" + random.nextInt(5) + ":59:"
                            + (10 + random.nextInt(51)) + (random.nextInt(4) == 0 ? ".25" : "") + "Z",
                    DATE_STRANGERS,
                    random.nextInt(3));
            assertThat(value(instant, Codes::instant))
                    .as(instant)
                    .isEqualTo(value(instant, text -> Instant.parse(formed(text, INSTANT))));
        }
    }

    @Test
    void instantsAreWrittenAsJavaWritesThem_R3() {
        List<Instant> times = new ArrayList<>(List.of(
                Instant.MIN,
                Instant.MAX,
                Instant.EPOCH,
                Instant.parse("0000-01-01T00:00:00Z"),
                Instant.parse("-0001-12-31T23:59:59Z"),
                Instant.parse("9999-12-31T23:59:59Z"),
                Instant.parse("+10000-01-01T00:00:00Z")));
        for (int i = 0; i < 20_000; i++) {
            times.add(Instant.ofEpochSecond(
                    random.nextLong(-80_000_000_000L, 300_000_000_000L),
                    random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0));
        }
        for (Instant time : times) {
            assertThat(Codes.written(time)).isEqualTo(time.toString());
        }
    }

    private static String formed(String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static <T> Optional<T> value(String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private String changed(String text, String strangers, int times) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(changed.length());
            char stranger = strangers.charAt(random.nextInt(strangers.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, stranger);
                case 1 -> changed.insert(at, stranger);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
