// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SweepTest {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);
    private final CountDownLatch late = new CountDownLatch(1);
    /** Stands still unless a test lets it pass: no worker is slow because the machine is. */
    private final AtomicLong now = new AtomicLong();

    private final Sweep sweep = new Sweep(now::get, late::countDown);
    private final ConcurrentLinkedQueue<Long> done = new ConcurrentLinkedQueue<>();

    @Test
    void doesOneAfterTheOtherInOrderOnOneThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<Long> ids = LongStream.range(0, 1_000).boxed().toList();

        Sweep.Result result = sweep.run(
                ids,
                id -> {
                    done.add(id);
                    threads.add(Thread.currentThread());
                },
                LONG,
                () -> true);

        assertThat(result.begun()).isEqualTo(ids);
        assertThat(result.failed()).isEmpty();
        assertThat(done).containsExactlyElementsOf(ids);
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void t84OneThatHangsDoesNotHoldUpTheRest() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);

        Sweep.Result result = sweep.run(
                List.of(1L, 2L, 3L, 4L),
                id -> {
                    if (id % 2 == 0) {
                        now.addAndGet(PATIENCE);
                        release.await();
                    }
                    done.add(id);
                },
                PATIENCE,
                () -> true);

        assertThat(result.begun()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(done).containsExactly(1L, 3L);
        assertThat(sweep.hanging()).containsOnlyKeys(2L, 4L);

        release.countDown();
        late.await();
        while (!sweep.hanging().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(done).contains(2L, 4L);
    }

    @Test
    void t84WhateverIsThrownTheRestIsDone() {
        Sweep.Result result = sweep.run(
                List.of(1L, 2L, 3L),
                id -> {
                    if (id == 1) {
                        throw new LinkageError("broken plugin");
                    }
                    if (id == 2) {
                        throw new IllegalStateException("broken too");
                    }
                    done.add(id);
                },
                LONG,
                () -> true);

        assertThat(done).containsExactly(3L);
        assertThat(result.failed()).containsOnlyKeys(1L, 2L);
    }

    @Test
    void abortLeavesTheRestAndDoesNotWaitForTheOneThatIsBegun() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean goOn = new AtomicBoolean(true);
        Thread watcher = Thread.currentThread();

        Sweep.Result result = sweep.run(
                List.of(1L, 2L, 3L),
                id -> {
                    done.add(id);
                    if (id == 2) {
                        goOn.set(false);
                        java.util.concurrent.locks.LockSupport.unpark(watcher);
                        release.await();
                    }
                },
                LONG,
                goOn::get);

        assertThat(result.begun()).containsExactly(1L, 2L);
        assertThat(sweep.hanging()).containsOnlyKeys(2L);
        release.countDown();
    }

    @Test
    void interruptOfTheWatchersThreadDoesNotEndTheSweep() {
        Thread.currentThread().interrupt();

        assertThat(sweep.run(List.of(1L, 2L), done::add, LONG, () -> true).begun())
                .containsExactly(1L, 2L);
        assertThat(done).containsExactly(1L, 2L);
    }
}
