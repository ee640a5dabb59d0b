// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.SeatId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;

final class LeasesTest {

    private static final Duration TEN = Duration.ofNanos(10);
    private final SeatId seat = new SeatId("a");

    @Test
    void aLeaseLapsesOnceAtItsDeadlineAndNotBefore() {
        Leases leases = new Leases(0);
        leases.begin(seat, TEN, 0, TEN);
        assertThat(leases.lapsed(9)).isEmpty();
        assertThat(leases.nextIn(9)).hasValue(1);
        assertThat(leases.lapsed(10)).containsExactly(seat);
        assertThat(leases.lapsed(100)).isEmpty();
        assertThat(leases.nextIn(100)).isEmpty();
    }

    @Test
    void aKeepAliveGivesTheFullTimeAgainAndALateOneRevivesNothing() {
        Leases leases = new Leases(0);
        leases.begin(seat, TEN, 0, TEN);
        assertThat(leases.keepAlive(seat, 8)).isTrue();
        assertThat(leases.lapsed(17)).isEmpty();
        assertThat(leases.lapsed(18)).containsExactly(seat);
        assertThat(leases.keepAlive(seat, 19)).isFalse();
        assertThat(leases.keepAlive(new SeatId("other"), 19)).isFalse();
    }

    @Test
    void aSeatThatEndedAndBeganAnewIsNotEndedByItsOldDeadline() {
        Leases leases = new Leases(0);
        leases.begin(seat, TEN, 0, TEN);
        leases.end(seat);
        leases.begin(seat, TEN, 5, TEN);
        assertThat(leases.lapsed(12)).isEmpty();
        assertThat(leases.lapsed(15)).containsExactly(seat);
    }

    @Test
    void seatsThatComeAndGoLeaveNothingBehindForLong() {
        Leases leases = new Leases(0);
        leases.begin(seat, TEN, 0, TEN);
        for (int round = 0; round < 100_000; round++) {
            SeatId passing = new SeatId("p" + round);
            leases.begin(passing, TEN, 0, TEN);
            leases.end(passing);
        }
        assertThat(leases.waiting()).isLessThan(3_000);
        assertThat(leases.lapsed(10)).containsExactly(seat);
    }

    @Test
    void monotonicTimeMayBeNegativeAndWrapAround() {
        long start = Long.MAX_VALUE - 4;
        Leases leases = new Leases(start);
        leases.begin(seat, TEN, start, TEN);
        assertThat(leases.lapsed(start + 9)).isEmpty();
        assertThat(leases.keepAlive(seat, start + 9)).isTrue();
        assertThat(leases.lapsed(start + 18)).isEmpty();
        assertThat(leases.lapsed(start + 19)).containsExactly(seat);
    }

    @Test
    void t72EitherTheKeepAliveWinsOrTheExpiryNeverBoth() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Leases leases = new Leases(0);
            leases.begin(seat, TEN, 0, TEN);
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicBoolean kept = new AtomicBoolean();
            Thread holder = new Thread(() -> {
                await(start);
                kept.set(leases.keepAlive(seat, 11));
            });
            holder.start();
            await(start);
            boolean lapsed = !leases.lapsed(10).isEmpty();
            holder.join();
            assertThat(kept.get()).isNotEqualTo(lapsed);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
