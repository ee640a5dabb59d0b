// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Does something to one bundle after the other, in order, without ever being held up by one of them (T84, R55): a
 * worker does the work; where one bundle takes longer than the patience, another worker goes on with the rest. In the
 * ordinary case that is one thread for the whole sweep and no hand-over in between.
 *
 * <p>{@link #run} is for one thread, the watchdog's; {@link #hanging} for any.
 */
final class Sweep {

    /** What is done to a bundle. */
    interface Action {
        void act(long id) throws Exception;
    }

    /**
     * How it went.
     *
     * @param begun in the order in which they were begun; those after an abort are missing
     * @param failed what was thrown
     */
    record Result(List<Long> begun, Map<Long, Throwable> failed) {

        Result {
            begun = List.copyOf(begun);
            failed = Map.copyOf(failed);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    private final LongSupplier nanos;
    private final Runnable whenLate;
    private final Map<Long, Long> hanging = new ConcurrentHashMap<>();
    private int workers;

    /** @param whenLate called, on a worker's thread, when something that hung has come to an end */
    Sweep(LongSupplier nanos, Runnable whenLate) {
        this.nanos = nanos;
        this.whenLate = whenLate;
    }

    /** Which bundles a worker is stuck with, and since when. */
    Map<Long, Long> hanging() {
        return Map.copyOf(hanging);
    }

    /**
     * Does it.
     *
     * @param patience nanoseconds after which a bundle is left to its worker
     * @param goOn asked every few milliseconds; false ends the sweep at once
     */
    Result run(List<Long> ids, Action action, long patience, BooleanSupplier goOn) {
        Batch batch = new Batch(List.copyOf(ids), action, Thread.currentThread());
        Thread next = batch.hire();
        while (next != null || !batch.isOver()) {
            if (next != null) {
                next.start();
            }
            // the thread is the watchdog's own: an interrupt has no meaning and would make the wait spin
            Thread.interrupted();
            LockSupport.parkNanos(Math.min(STEP, batch.timeLeft(patience)));
            if (!goOn.getAsBoolean()) {
                batch.leave();
                break;
            }
            next = batch.replacement(patience);
        }
        return batch.result();
    }

    private final class Batch {

        private final List<Long> ids;
        private final Action action;
        private final Thread watcher;
        private final List<Long> begun = new ArrayList<>();
        private final Map<Long, Throwable> failed = new HashMap<>();
        private @Nullable Thread worker;
        private boolean working;
        private boolean left;
        private long began;

        Batch(List<Long> ids, Action action, Thread watcher) {
            this.ids = ids;
            this.action = action;
            this.watcher = watcher;
        }

        synchronized Thread hire() {
            Thread fresh = new Thread(this::work, "webgate-watchdog-sweep-" + ++workers);
            fresh.setDaemon(true);
            worker = fresh;
            working = false;
            return fresh;
        }

        private void work() {
            Thread me = Thread.currentThread();
            for (Long id = claim(me); id != null; id = claim(me)) {
                Throwable thrown = null;
                try {
                    action.act(id);
                } catch (Throwable e) { // whatever a plugin throws, errors too, must not end the sweep
                    thrown = e;
                }
                done(me, id, thrown);
            }
            LockSupport.unpark(watcher);
        }

        private synchronized @Nullable Long claim(Thread me) {
            if (left || worker != me || begun.size() == ids.size()) {
                return null;
            }
            Long id = ids.get(begun.size());
            begun.add(id);
            began = nanos.getAsLong();
            working = true;
            return id;
        }

        private void done(Thread me, long id, @Nullable Throwable thrown) {
            boolean late;
            synchronized (this) {
                late = worker != me;
                if (!late) {
                    working = false;
                }
                if (thrown != null) {
                    failed.put(id, thrown);
                }
            }
            if (late) {
                hanging.remove(id);
                LOG.debug("Bundle {} has come to an end after all", id, thrown);
                whenLate.run();
            }
        }

        synchronized boolean isOver() {
            return !working && begun.size() == ids.size();
        }

        synchronized long timeLeft(long patience) {
            return working ? patience - (nanos.getAsLong() - began) : patience;
        }

        /** Another worker, where the present one is stuck and there is more to do. */
        synchronized @Nullable Thread replacement(long patience) {
            if (!working || nanos.getAsLong() - began < patience) {
                return null;
            }
            giveUp();
            return begun.size() == ids.size() ? null : hire();
        }

        /** Nothing more is begun. */
        synchronized void leave() {
            left = true;
            if (working) {
                giveUp();
            }
        }

        private void giveUp() {
            hanging.put(begun.get(begun.size() - 1), began);
            worker = null;
            working = false;
        }

        synchronized Result result() {
            return new Result(begun, failed);
        }
    }
}
