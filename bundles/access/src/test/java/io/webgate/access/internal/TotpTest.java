// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

final class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theDigitsAreThoseOfTheStandard(long second, String digits) {
        assertThat(Totp.digits(SECRET, second / 30)).isEqualTo(digits);
        assertThat(Totp.step(SECRET, digits, Instant.ofEpochSecond(second), 0)).isEqualTo(OptionalLong.of(second / 30));
    }

    @Test
    void aClockMayBeOneStepOffAndNotTwo() {
        Instant now = Instant.ofEpochSecond(1_000_000_000);
        long step = now.getEpochSecond() / 30;
        for (long off = -3; off <= 3; off++) {
            assertThat(Totp.step(SECRET, Totp.digits(SECRET, step + off), now, 0)
                            .isPresent())
                    .as("%d steps off", off)
                    .isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void usedDigitsAreRefused() {
        Instant now = Instant.ofEpochSecond(1_000_000_000);
        long step = now.getEpochSecond() / 30;
        assertThat(Totp.step(SECRET, Totp.digits(SECRET, step), now, step)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.digits(SECRET, step - 1), now, step)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.digits(SECRET, step + 1), now, step)).hasValue(step + 1);
    }

    @ParameterizedTest
    @CsvSource({"''", "12345", "1234567", "abcdef", "'١٢٣٤٥٦'"})
    void whatIsNotSixDigitsIsRefused(String typed) {
        assertThat(Totp.step(SECRET, typed, Instant.ofEpochSecond(59), 0)).isEmpty();
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfTheStandard(String plain, String text) {
        assertThat(Totp.base32(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }
}
