// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
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
    void theCallerComesToItsEndAloneWhileThePoolIsBusy() {
        List<Runnable> waiting = new ArrayList<>();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        assertThat(Cores.map(
                        numbers(100),
                        number -> {
                            workers.add(Thread.currentThread());
                            return -number;
                        },
                        waiting::add,
                        3))
                .hasSize(100)
                .endsWith(-99);
        assertThat(workers).containsExactly(Thread.currentThread());
        workers.clear();
        assertThat(waiting).hasSize(3).allSatisfy(Runnable::run);
        assertThat(workers).as("who comes too late finds nothing to do").isEmpty();
    }

    /** A pool that takes no work any more (a host that stops) leaves all of it to the caller. */
    @Test
    void theCallerDoesItAloneWhereThePoolTakesNothing() {
        assertThat(Cores.map(
                        numbers(40),
                        number -> number + 1,
                        refused -> {
                            throw new RejectedExecutionException("full");
                        },
                        1))
                .hasSize(40)
                .endsWith(40);
    }

    @Test
    void whoIsInterruptedWhileItWaitsIsTold() {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        try {
            assertThatThrownBy(() -> Cores.map(
                            numbers(64),
                            number -> {
                                if (Thread.currentThread() == caller) {
                                    // not before the other one has a share that it keeps to the end of the test
                                    awaitIt(atWork);
                                    caller.interrupt();
                                } else {
                                    atWork.countDown();
                                    awaitIt(over);
                                }
                                return number;
                            },
                            share -> new Thread(share, "the other one").start(),
                            1))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            over.countDown();
        }
    }

    private record Numbered(int key, int place) {}

    /** Equal ones keep their order, as with every sort of the JDK. */
    @ParameterizedTest
    @CsvSource({"0,1", "0,3", "1,1", "1,4", "2,3", "7,8", "1000,1", "1000,2", "1001,3", "5000,7"})
    void whatIsOrderedInPartsIsOrderedAsAWhole(int many, int parts) {
        Random random = new Random(many * 31L + parts);
        List<Numbered> items = IntStream.range(0, many)
                .mapToObj(place -> new Numbered(random.nextInt(many / 3 + 1), place))
                .toList();
        Comparator<Numbered> order = Comparator.comparingInt(Numbered::key);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Numbered> expected = items.stream().sorted(order).toList();
            assertThat(Cores.sorted(items, order, pool, parts)).isEqualTo(expected);
            assertThat(Cores.sorted(items, order)).isEqualTo(expected);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatIsBegunIsDoneOnceByAnotherCoreOrByWhoAsks() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Runnable> later = new ArrayList<>();
        Cores.Begun<Integer> waiting = Cores.begin(done::incrementAndGet, later::add);
        assertThat(done).hasValue(0);
        assertThat(waiting.result()).isEqualTo(1);
        later.forEach(Runnable::run);
        assertThat(waiting.result()).as("nobody does it again").isEqualTo(1);

        assertThat(Cores.begin(done::incrementAndGet, Runnable::run).result()).isEqualTo(2);
        assertThat(Cores.begin(done::incrementAndGet, refused -> {
                            throw new RejectedExecutionException("full");
                        })
                        .result())
                .isEqualTo(3);
        assertThat(Cores.begin(done::incrementAndGet).result()).isEqualTo(4);
    }

    @Test
    void whyWhatWasBegunFailedIsTold() {
        Cores.Begun<Integer> failing = Cores.begin(
                () -> {
                    throw new IOException("gone");
                },
                Runnable::run);
        assertThatThrownBy(failing::result)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("gone");
    }

    private static void awaitIt(CountDownLatch latch) {
        boolean interrupted = Thread.interrupted();
        try {
            latch.await();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
