// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Spreads many equal pieces of work over the cores, a few at a time, so that no core waits long for another one: a parallel
 * stream would cut them into four parts per core once and for all, and a core that something else keeps busy would have the
 * others wait for a quarter of its share. The caller works too, and needs none of the others to come to its end.
 */
final class Cores {

    /** So many pieces are taken at once. */
    private static final int STRIDE = 16;

    private Cores() {}

    /**
     * What the work makes of each item, in their order.
     *
     * @param work called on several threads at once, each item once; never returns null
     * @throws IllegalStateException when the caller is interrupted while it waits for others
     */
    static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> work) {
        return map(items, work, ForkJoinPool.commonPool(), ForkJoinPool.getCommonPoolParallelism());
    }

    /**
     * The same with the threads of somebody else.
     *
     * @param others so many of the pool's threads are asked to help, as far as there is work for them
     */
    static <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> work, Executor pool, int others) {
        int strides = (items.size() + STRIDE - 1) / STRIDE;
        Object[] results = new Object[items.size()];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(strides);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable share = () -> {
            for (int stride = next.getAndIncrement(); stride < strides; stride = next.getAndIncrement()) {
                try {
                    int end = Math.min(items.size(), (stride + 1) * STRIDE);
                    for (int at = stride * STRIDE; at < end; at++) {
                        results[at] = work.apply(items.get(at));
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        };
        try {
            for (int other = Math.min(others, strides - 1); other > 0; other--) {
                pool.execute(share);
            }
        } catch (RejectedExecutionException e) {
            // The caller does it all, only later
        }
        share.run();
        if (open.getCount() > 0) {
            await(open);
        }
        if (failure.get() instanceof Error error) {
            throw error;
        } else if (failure.get() instanceof RuntimeException defect) {
            throw defect;
        }
        @SuppressWarnings("unchecked") // each was made by the work
        List<R> made = (List<R>) Arrays.asList(results);
        return made;
    }

    private static void await(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while other cores were at work", e);
        }
    }
}
