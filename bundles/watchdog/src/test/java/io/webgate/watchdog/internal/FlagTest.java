// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class FlagTest {

    private static final int RAISINGS = 2_000;

    @Test
    void isUpAtFirstAndAfterEachRaisingOnce() {
        Flag flag = new Flag();

        assertThat(flag.take()).isTrue();
        assertThat(flag.take()).isFalse();
        flag.raise();
        flag.raise();
        assertThat(flag.take()).isTrue();
        assertThat(flag.take()).isFalse();
    }

    @Test
    void t85NoRaisingIsLostWhateverTheTakerIsDoing() throws InterruptedException {
        Flag flag = new Flag();
        AtomicInteger raised = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        Thread taker = new Thread(() -> {
            while (!ended.get()) {
                if (flag.take()) {
                    seen.set(raised.get());
                }
            }
        });
        taker.start();
        try {
            for (int i = 1; i <= RAISINGS; i++) {
                raised.set(i);
                flag.raise();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (seen.get() != i && System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
                assertThat(seen.get()).as("the last raising that was seen").isEqualTo(i);
            }
        } finally {
            ended.set(true);
            taker.join();
        }
    }
}
