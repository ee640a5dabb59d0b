// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** The thread that calls pass after pass. */
@Timeout(300)
final class RoundsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    @Test
    void aWakeIsARoundAndAFailureIsNotTheEnd() throws Exception {
        LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        Rounds one = new Rounds(
                () -> {
                    int number = count.incrementAndGet();
                    rounds.add(number);
                    if (number == 2) {
                        throw new IllegalStateException("broken");
                    }
                    return NOW.plus(Duration.ofDays(1));
                },
                () -> NOW);
        one.start();
        assertThat(rounds.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
        one.wake();
        assertThat(rounds.poll(60, TimeUnit.SECONDS)).isEqualTo(2);
        one.wake();
        assertThat(rounds.poll(60, TimeUnit.SECONDS)).isEqualTo(3);
        one.stop(Duration.ofSeconds(60));
        one.wake();
        assertThat(rounds).isEmpty();
    }

    @Test
    void aRoundThatIsDueAtOnceComesAtOnce() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        Rounds one = new Rounds(
                () -> {
                    three.countDown();
                    return three.getCount() > 0 ? NOW : NOW.plus(Duration.ofDays(1));
                },
                () -> NOW);
        one.start();
        assertThat(three.await(60, TimeUnit.SECONDS)).isTrue();
        one.stop(Duration.ofSeconds(60));
        assertThat(three.getCount()).isZero();
    }

    @Test
    void theEndWaitsForARoundButNotForEver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Rounds one = new Rounds(
                () -> {
                    begun.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    done.countDown();
                    return NOW;
                },
                () -> NOW);
        one.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        one.stop(Duration.ofMillis(50));
        assertThat(done.getCount()).isEqualTo(1);
        go.countDown();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
