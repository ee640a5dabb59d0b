// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Takes the same step with each item of a list, and says how many microseconds an item took. */
public final class Sweep {

    private static final double NANOS = 1e3;

    private static final int FEW = 16;

    /** One step; what it gives is summed up. Where it throws, the sweep has failed. */
    @FunctionalInterface
    public interface Step<T> {
        long take(T item) throws Exception;
    }

    private Sweep() {}

    /**
     * On this thread alone, in its processor time.
     *
     * @param expected what all steps add up to: a step that was left out would be fast
     */
    public static <T> double alone(List<T> items, long expected, Step<T> step) {
        long began = CpuTime.nanos();
        require(expected, items.stream().mapToLong(item -> taken(step, item)).sum());
        return (CpuTime.nanos() - began) / NANOS / items.size();
    }

    /** The same on all cores, in time on the wall: what an item costs while the others are worked on, too. */
    public static <T> double together(List<T> items, long expected, Step<T> step) {
        long began = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        AtomicLong sum = new AtomicLong();
        // A few at a time: dealt out once and for all, the slowest core would be what is measured
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(core -> {
                    for (int from = next.getAndAdd(FEW); from < items.size(); from = next.getAndAdd(FEW)) {
                        for (T item : items.subList(from, Math.min(items.size(), from + FEW))) {
                            sum.addAndGet(taken(step, item));
                        }
                    }
                });
        require(expected, sum.get());
        return (System.nanoTime() - began) / NANOS / items.size();
    }

    private static <T> long taken(Step<T> step, T item) {
        try {
            return step.take(item);
        } catch (Exception e) {
            throw new IllegalStateException("The step failed with " + item, e);
        }
    }

    private static void require(long expected, long sum) {
        if (sum != expected) {
            throw new IllegalStateException("The steps add up to " + sum + " instead of " + expected);
        }
    }
}
