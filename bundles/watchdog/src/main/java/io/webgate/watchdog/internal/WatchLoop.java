// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The watchdog's own thread. Level-triggered: it is only ever told that something may have changed, then looks at
 * everything anew and acts, until there is nothing left to do. So it does not matter how often, in what order or how
 * late it is told (T85, T87).
 *
 * <p>Every method is for any thread; nothing is ever done on the caller's.
 */
final class WatchLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SELDOM = TimeUnit.SECONDS.toNanos(16);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_AT_ONCE = 16;

    private final FrameworkView framework;
    private final Surroundings surroundings;
    private final Keeper keeper;
    private final Thread thread;
    private final Queue<CompletableFuture<Void>> asking = new ConcurrentLinkedQueue<>();
    private final Flag structural = new Flag();
    private volatile boolean alive = true;
    private volatile boolean woken = true;
    private volatile Status status;

    // the watchdog's thread alone
    private long echo = SOON;
    private String failure = "";

    WatchLoop(FrameworkView framework, Surroundings surroundings, LongSupplier nanos) {
        this.framework = framework;
        this.surroundings = surroundings;
        this.keeper = new Keeper(framework, surroundings, nanos, this::wake, () -> alive);
        this.status = keeper.status();
        this.thread = new Thread(this::run, "webgate-watchdog");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after what it is at; does not wait for it. Safe twice. */
    void end() {
        alive = false;
        LockSupport.unpark(thread);
    }

    /** Something may have changed. Costs nothing where the thread is going to look again anyway. */
    void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Bundles were installed, resolved, updated, uninstalled, or services came and went. */
    void wakeForStructure() {
        structural.raise();
        wake();
    }

    Status status() {
        return status;
    }

    /** Completes once everything is done that is known at the time of the call; fails when the watchdog ends. */
    CompletableFuture<Void> settled() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        asking.add(future);
        wake();
        if (!alive) {
            refuse();
        }
        return future;
    }

    private void run() {
        try {
            int streak = 0;
            while (alive) {
                streak = safeRound() ? streak + 1 : 0;
                // a bundle that can't be stopped at all must not make the thread spin
                boolean again = streak > 0 && streak < MOST_AT_ONCE;
                if (!again && !woken) {
                    Thread.interrupted(); // see Sweep.run
                    LockSupport.parkNanos(waitNanos(streak > 0));
                }
            }
        } finally {
            alive = false;
            try {
                surroundings.forbid();
            } finally {
                surroundings.withdraw(); // without the service the gate stops itself
                refuse();
            }
        }
    }

    private boolean safeRound() {
        echo = woken ? SOON : Math.min(SELDOM, echo * 2);
        woken = false;
        try {
            boolean again = !framework.isStopping() && round();
            failure = "";
            return again;
        } catch (Throwable e) { // an Error too: a watchdog without its thread would watch nothing
            keeper.fail();
            structural.raise();
            if (alive && !failure.equals(e.toString())) {
                LOG.error("The watchdog has failed; the gate stays closed until it works again", e);
            }
            failure = e.toString();
            return false;
        }
    }

    private boolean round() {
        // only who asked before this look is answered by it
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (CompletableFuture<Void> one = asking.poll(); one != null; one = asking.poll()) {
            asked.add(one);
        }
        boolean settled = false;
        try {
            boolean busy = keeper.round(structural.take());
            settled = !busy && keeper.isSettled();
            status = keeper.status();
            return busy;
        } finally {
            if (settled) {
                asked.forEach(one -> one.complete(null));
            } else {
                asking.addAll(asked);
            }
        }
    }

    private void refuse() {
        for (CompletableFuture<Void> one = asking.poll(); one != null; one = asking.poll()) {
            one.completeExceptionally(new IllegalStateException("The watchdog is stopped"));
        }
    }

    /** For good where nothing is awaited and the gate is closed; an open one is glanced at. */
    private long waitNanos(boolean stuck) {
        if (!failure.isEmpty()) {
            return AFTER_FAILURE;
        }
        // what others hear of later than we do (the registry, of a bundle gone) is looked at again, ever more seldom
        boolean quiet = !stuck && keeper.isQuiet() && echo >= SELDOM;
        return Math.min(quiet ? Long.MAX_VALUE : echo, keeper.timeLeft());
    }
}
