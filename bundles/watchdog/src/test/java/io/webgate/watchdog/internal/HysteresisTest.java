// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class HysteresisTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private final Hysteresis hysteresis = new Hysteresis();
    // near the overflow: only differences may count
    private long now = Long.MAX_VALUE - 5 * MILLI;

    private long openFor(long millis) {
        hysteresis.opened(now);
        now += millis * MILLI;
        hysteresis.closed(now, false);
        return hysteresis.waitsFor(now) / MILLI;
    }

    @Test
    void firstOpeningWaitsForNothing() {
        assertThat(hysteresis.waitsFor(now)).isZero();
    }

    @Test
    void closingAfterLongServiceLetsItOpenAtOnce() {
        assertThat(openFor(61_000)).isZero();
        assertThat(openFor(2_000)).isZero();
    }

    @Test
    void t87FlappingWaitsTwiceAsLongEachTimeUpToHalfMinute() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waits.add(openFor(10));
            now += hysteresis.waitsFor(now);
            assertThat(hysteresis.waitsFor(now)).isZero();
        }

        assertThat(waits).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void servingForAWhileKeepsTheWaitAndServingForAMinuteForgetsIt() {
        openFor(10);
        openFor(10);

        assertThat(openFor(5_000)).isEqualTo(500);
        assertThat(openFor(60_000)).isZero();
        assertThat(openFor(10)).isEqualTo(250);
    }

    @Test
    void r54WhoStopsTheGateHimselfAndResumesNeedNotWait() {
        for (int flicker = 0; flicker < 9; flicker++) {
            openFor(10);
        }
        hysteresis.opened(now);
        now += 10 * MILLI;
        hysteresis.closed(now, true);
        assertThat(hysteresis.waitsFor(now)).isZero();
        assertThat(openFor(10)).as("what flickers afterwards begins anew").isEqualTo(250);
    }

    @Test
    void waitPasses() {
        openFor(10);
        now += 100 * MILLI;

        assertThat(hysteresis.waitsFor(now)).isEqualTo(150 * MILLI);
    }
}
