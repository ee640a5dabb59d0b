// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class CoresTest {

    private static List<Integer> numbers(int many) {
        return IntStream.range(0, many).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000})
    void eachItemIsWorkedOnOnceAndKeepsItsPlace(int many) {
        List<Integer> worked = Collections.synchronizedList(new ArrayList<>());
        List<String> made = Cores.map(numbers(many), number -> {
            worked.add(number);
            return "n" + number;
        });
        assertThat(made)
                .containsExactlyElementsOf(
                        numbers(many).stream().map(number -> "n" + number).toList());
        assertThat(worked).containsExactlyInAnyOrderElementsOf(numbers(many));
    }

    @Test
    void whatFailsIsToldAndTheOthersAreWorkedOn() {
        Set<Integer> worked = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> Cores.map(numbers(64), number -> {
                    if (number == 20) {
                        throw new IllegalArgumentException("twenty");
                    }
                    worked.add(number);
                    return number;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twenty");
        assertThat(worked).contains(0, 15, 19, 32, 63);
    }

    /** Somebody else's work in the common pool must not keep licences from counting. */
    @Test
    void theCallerComesToItsEndAloneWhileThePoolIsBusy() throws Exception {
        int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
        CountDownLatch busy = new CountDownLatch(threads);
        CountDownLatch over = new CountDownLatch(1);
        for (int thread = 0; thread < threads; thread++) {
            ForkJoinPool.commonPool().execute(() -> {
                busy.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        busy.await();
        try {
            Set<Thread> workers = ConcurrentHashMap.newKeySet();
            assertThat(Cores.map(numbers(100), number -> {
                        workers.add(Thread.currentThread());
                        return -number;
                    }))
                    .hasSize(100)
                    .endsWith(-99);
            assertThat(workers).containsExactly(Thread.currentThread());
        } finally {
            over.countDown();
        }
    }

    @Test
    void whoIsInterruptedWhileItWaitsIsTold() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try {
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> Cores.map(numbers(64), number -> {
                        if (Thread.currentThread() == caller) {
                            caller.interrupt();
                        } else {
                            awaitIt(over);
                        }
                        return number;
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            over.countDown();
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
