// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A number of threads that do the same thing again and again, back to back. */
public final class Callers implements AutoCloseable {

    /** Does it once or a few times, and says how many times. */
    @FunctionalInterface
    public interface Task {
        int work() throws Exception;
    }

    private final int number;
    private final ExecutorService threads;

    public Callers(int number) {
        this.number = number;
        this.threads = Executors.newFixedThreadPool(number);
    }

    /** How often a second it was done by all of them together, over so long a time. */
    public double rate(Duration time, Task task) throws Exception {
        CountDownLatch ready = new CountDownLatch(number);
        List<Future<Long>> working = new ArrayList<>();
        Callable<Long> caller = () -> {
            ready.countDown();
            ready.await();
            long end = System.nanoTime() + time.toNanos();
            long done = 0;
            do {
                done += task.work();
            } while (System.nanoTime() - end < 0);
            return done;
        };
        for (int one = 0; one < number; one++) {
            working.add(threads.submit(caller));
        }
        ready.await();
        long began = System.nanoTime();
        long done = 0;
        for (Future<Long> one : working) {
            done += one.get();
        }
        return done * 1e9 / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
