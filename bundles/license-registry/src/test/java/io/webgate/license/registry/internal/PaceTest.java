// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** How often the folder is looked at (R8, R14). */
class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    /** Of the monotonic clock; it may be below zero and may pass the largest number. */
    private static final long ENDED = Long.MAX_VALUE - Duration.ofMillis(100).toNanos();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 25",
        "4, 100",
        "19, 475",
        "20, 500",
        "21, 500",
        "3000, 500",
    })
    void wordThatComesAtOnceAfterALookWaitsInProportionToItButNotBeyondThePoll(long worked, long wait) {
        assertThat(waited(worked, 0)).isEqualTo(Duration.ofMillis(wait));
    }

    @ParameterizedTest
    @CsvSource({"10, 100, 150", "10, 249, 1", "10, 250, 0", "10, 251, 0", "10, 86400000, 0", "3000, 499, 1"})
    void wordThatComesLaterWaitsForTheRestOfThatTimeOrNotAtAll(long worked, long later, long wait) {
        assertThat(waited(worked, later)).isEqualTo(Duration.ofMillis(wait));
    }

    private static Duration waited(long worked, long later) {
        long restUntil = Pace.restUntil(ENDED, Duration.ofMillis(worked));
        return Pace.untilLook(ENDED + Duration.ofMillis(later).toNanos(), restUntil);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 20})
    void whoeverGoesOnWritingTakesASmallPartOfACore(long worked) {
        Duration look = Duration.ofMillis(worked);
        long now = 0;
        long busy = 0;
        for (int looks = 0; looks < 100; looks++) {
            now += look.toNanos();
            busy += look.toNanos();
            now += Pace.untilLook(now, Pace.restUntil(now, look)).toNanos();
        }
        assertThat((double) busy / now).isLessThanOrEqualTo(1.0 / 26);
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 500", "20, 500", "21, 525", "40, 1000", "60, 1500", "61, 1500", "60000, 1500"})
    void aPollComesTwiceASecondAndMoreSeldomWhereItIsWork(long worked, long pause) {
        assertThat(Pace.untilPoll(Duration.ofMillis(worked), NOW, Optional.empty()))
                .isEqualTo(Duration.ofMillis(pause));
    }

    @ParameterizedTest
    @CsvSource({"-5000, 1", "0, 1", "1, 1", "20, 20", "499, 499", "501, 500", "3600000, 500"})
    void r10AStepOfTimeIsNotWaitedBeyond(long untilStep, long pause) {
        assertThat(Pace.untilPoll(Duration.ofMillis(10), NOW, Optional.of(NOW.plusMillis(untilStep))))
                .isEqualTo(Duration.ofMillis(pause));
    }

    @Test
    void r14AVanishedFileIsNoticedWithinFiveSecondsHoweverMuchWorkARoundIs() {
        assertThat(Pace.untilPoll(Duration.ofHours(1), NOW, Optional.empty())).isLessThan(Duration.ofSeconds(2));
    }
}
