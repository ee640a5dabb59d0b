// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TimeMarkTest {

    private static final byte[] KEY =
            "a key of thirty-two bytes ......".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Instant EARLY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2036-06-01T00:00:00Z");
    private static final TimeMark MARK = new TimeMark(
            7, EARLY, LATE, EARLY.minusSeconds(9), Optional.of(new Receipts.Ask("a-nonce", EARLY.minusSeconds(5))));

    @Test
    void comesBackAsItWas() {
        assertThat(TimeMark.open(MARK.sealed(KEY) + "\n", KEY)).contains(MARK);
        assertThat(TimeMark.open(TimeMark.NONE.sealed(KEY), KEY)).contains(TimeMark.NONE);
    }

    @Test
    void everyChangedCharacterIsNoticed_R10() {
        String line = MARK.sealed(KEY);
        for (int i = 0; i < line.length(); i++) {
            String other = line.substring(0, i) + (char) (line.charAt(i) ^ 1) + line.substring(i + 1);
            assertThat(TimeMark.open(other, KEY)).as(other).isEmpty();
            assertThat(TimeMark.open(line.substring(0, i), KEY))
                    .as("cut at " + i)
                    .isEmpty();
        }
        assertThat(TimeMark.open(line, new byte[32])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "webgate-time-1",
                "webgate-time-1 x 1 1 1 - - 00",
                "webgate-time-1 1 9223372036854775808 1 1 - - 00",
                "webgate-time-1 1 1 1 1 nonce - 00",
                "webgate-time-2 1 1 1 1 - - 00"
            })
    void whatIsNoneIsNone(String line) {
        assertThat(TimeMark.parse(line)).isEmpty();
    }

    @Test
    void ofTwoCopiesTheNewerCountsButNeverBelowWhatWasSigned_R10() {
        TimeMark wrong = new TimeMark(8, LATE, LATE, EARLY, Optional.empty());
        TimeMark healed = new TimeMark(9, EARLY, LATE, EARLY, Optional.empty());
        assertThat(wrong.and(healed)).isEqualTo(healed);
        assertThat(healed.and(wrong)).isEqualTo(healed);

        Instant signed = EARLY.plusSeconds(60);
        TimeMark older = new TimeMark(1, EARLY.minusSeconds(60), EARLY, signed, Optional.empty());
        assertThat(healed.and(older)).isEqualTo(new TimeMark(9, signed, LATE, signed, Optional.empty()));
        assertThat(TimeMark.NONE.and(MARK)).isEqualTo(MARK);
    }
}
