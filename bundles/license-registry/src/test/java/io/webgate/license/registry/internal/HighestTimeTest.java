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

    @Test
    void monotonicTimeIsPassedThrough() {
        assertThat(from(START).nanos()).isEqualTo(nanos);
    }
}
