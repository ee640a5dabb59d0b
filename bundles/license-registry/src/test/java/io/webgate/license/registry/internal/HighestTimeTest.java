// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HighestTimeTest {

    private static final Instant START = Instant.parse("2026-06-15T12:00:00Z");

    private Instant wall = START;
    private long nanos = -5_000_000_000L;

    private HighestTime from(Instant floor) {
        return new HighestTime(() -> wall, () -> nanos, floor);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void tellsTheSystemsTimeWhileThatIsAhead() {
        HighestTime time = from(Instant.EPOCH);
        assertThat(time.instant()).isEqualTo(START);
        wall = wall.plus(Duration.ofDays(400));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofDays(400)));
    }

    @Test
    void goesOnFromTheHighestTimeWhenTheClockIsSetBack_R10() {
        HighestTime time = from(Instant.EPOCH);
        time.instant();
        wall = wall.minus(Duration.ofDays(30));
        assertThat(time.instant()).isEqualTo(START);
        pass(Duration.ofHours(1));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void goesOnFromTheHighestTimeOfAnEarlierRun_R10() {
        Instant floor = START.plus(Duration.ofDays(10));
        HighestTime time = from(floor);
        pass(Duration.ofMinutes(1));
        assertThat(time.instant()).isEqualTo(floor.plus(Duration.ofMinutes(1)));
    }

    @Test
    void smallCorrectionIsCaughtUpWithWithoutGoingBack_R10() {
        HighestTime time = from(Instant.EPOCH);
        time.instant();
        wall = wall.minus(Duration.ofMinutes(10));
        Instant told = time.instant();
        assertThat(told).isEqualTo(START);
        for (int minute = 0; minute < 20; minute++) {
            pass(Duration.ofMinutes(1));
            Instant now = time.instant();
            assertThat(now).isAfter(told);
            told = now;
        }
        assertThat(told).isEqualTo(wall);
    }

    /** Keeps the system's clock behind what is told last, minute by minute, for 30 days. */
    private Instant afterThirtyDays(HighestTime time, Duration behind, Duration perMinute) {
        Instant told = time.instant();
        for (int minute = 0; minute < 30 * 24 * 60; minute++) {
            nanos += Duration.ofMinutes(1).toNanos();
            wall = told.minus(behind).plus(perMinute);
            Instant now = time.instant();
            assertThat(now).isAfterOrEqualTo(told);
            told = now;
        }
        return told;
    }

    @Test
    void clockThatIsSetBackAgainAndAgainDoesNotSlowTimeDown_R10() {
        Instant least = START.plus(Duration.ofDays(30)).minus(Duration.ofHours(1));
        assertThat(afterThirtyDays(from(Instant.EPOCH), Duration.ofMinutes(5), Duration.ZERO))
                .isAfter(least);
        nanos = 3;
        wall = START;
        assertThat(afterThirtyDays(from(Instant.EPOCH), Duration.ZERO, Duration.ofSeconds(31)))
                .as("a clock that runs a little faster than half speed")
                .isAfter(least);
    }

    @Test
    void smallDriftIsNoSetBackHoweverLongItLasts_R10() {
        HighestTime time = from(Instant.EPOCH);
        time.instant();
        for (int day = 0; day < 1000; day++) {
            pass(Duration.ofDays(1));
            wall = wall.minus(Duration.ofSeconds(40));
            assertThat(time.instant()).isEqualTo(wall);
        }
    }

    @Test
    void monotonicTimeIsPassedThrough() {
        assertThat(from(START).nanos()).isEqualTo(nanos);
    }
}
