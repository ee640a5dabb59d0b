// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Spreads many equal pieces of work over the cores, a few at a time, so that no core waits long for another one: a parallel
 * stream would cut them into four parts per core once and for all, and a core that something else keeps busy would have the
 * others wait for a quarter of its share. The caller works too, and needs none of the others to come to its end.
 */
final class Cores {

    /** So many pieces are taken at once. */
    private static final int STRIDE = 16;

    /** So many are worth being ordered on all cores. */
    private static final int MANY = 1_000;

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
        return map(items, STRIDE, work, pool, others);
    }

    /** The same for what is known by its number, from 0 on. */
    static <R> List<R> numbered(int size, IntFunction<? extends R> work) {
        return numbered(size, STRIDE, work, ForkJoinPool.commonPool(), ForkJoinPool.getCommonPoolParallelism());
    }

    private static <T, R> List<R> map(
            List<T> items, int each, Function<? super T, ? extends R> work, Executor pool, int others) {
        return numbered(items.size(), each, number -> work.apply(items.get(number)), pool, others);
    }

    private static <R> List<R> numbered(int size, int each, IntFunction<? extends R> work, Executor pool, int others) {
        int strides = (size + each - 1) / each;
        Object[] results = new Object[size];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(strides);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable share = () -> {
            for (int stride = next.getAndIncrement(); stride < strides; stride = next.getAndIncrement()) {
                try {
                    int end = Math.min(size, (stride + 1) * each);
                    for (int at = stride * each; at < end; at++) {
                        results[at] = work.apply(at);
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

    /** The items in order, each part of them ordered on a core. */
    static <T> List<T> sorted(Collection<T> items, Comparator<? super T> order) {
        int cores = ForkJoinPool.getCommonPoolParallelism() + 1;
        return sorted(items, order, ForkJoinPool.commonPool(), items.size() < MANY ? 1 : cores);
    }

    /**
     * The same with the threads of somebody else.
     *
     * @param parts in so many parts they are ordered, side by side
     */
    static <T> List<T> sorted(Collection<T> items, Comparator<? super T> order, Executor pool, int parts) {
        @SuppressWarnings("unchecked") // nothing but items is in it
        T[] all = (T[]) items.toArray();
        numbered(
                parts,
                1,
                part -> {
                    Arrays.sort(all, at(part, parts, all.length), at(part + 1, parts, all.length), order);
                    return part;
                },
                pool,
                parts - 1);
        if (parts > 1) {
            Arrays.sort(all, order); // finds the parts in order, and merges them
        }
        return Collections.unmodifiableList(Arrays.asList(all));
    }

    private static int at(int part, int parts, int length) {
        return (int) ((long) length * part / parts);
    }

    /**
     * Begins something on another core, if one is free.
     *
     * @return what gives its result; who asks for it does it himself where no core has begun it
     */
    static <T> Begun<T> begin(Callable<T> work) {
        return begin(work, ForkJoinPool.commonPool());
    }

    /** The same with the threads of somebody else. */
    static <T> Begun<T> begin(Callable<T> work, Executor pool) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            // Whoever asks for the result does it, only later
        }
        return new Begun<>(task);
    }

    /** Something that another core may be doing. */
    static final class Begun<T> {

        private final FutureTask<T> task;

        private Begun(FutureTask<T> task) {
            this.task = task;
        }

        /**
         * Its result, after it has come to its end.
         *
         * @throws ExecutionException when it failed
         * @throws IllegalStateException when the caller is interrupted while it waits
         */
        T result() throws ExecutionException {
            task.run(); // does nothing where somebody has begun it
            try {
                return task.get();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while other cores were at work", e);
    }

    private static void await(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
