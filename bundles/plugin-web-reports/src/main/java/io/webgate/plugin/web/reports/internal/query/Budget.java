// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time that a data source may take for one query. It runs while somebody waits for the source, not while the reader
 * takes the rows: a slow line must not make a quick query fail. When it is used up, what was given to do then is done, and
 * again until the wait ends, since a query may begin right after it was told to end. Thread-safe.
 */
final class Budget implements AutoCloseable {

    private static final long AGAIN_MILLIS = 250;

    private final ScheduledExecutorService clockwork;
    private final LongSupplier nanos;
    private final long most;
    private final Runnable ending;
    private long spent;
    private long since;
    private boolean waiting;
    private boolean used;
    private boolean closed;
    private @Nullable Future<?> next;

    /** @param nanos monotonic */
    Budget(ScheduledExecutorService clockwork, LongSupplier nanos, Duration most, Runnable ending) {
        this.clockwork = clockwork;
        this.nanos = nanos;
        this.most = most.toNanos();
        this.ending = ending;
        look(this.most);
    }

    /** The wait for the source begins. */
    synchronized void enter() {
        waiting = true;
        since = nanos.getAsLong();
    }

    /** It ends. */
    synchronized void leave() {
        if (waiting) {
            spent += nanos.getAsLong() - since;
            waiting = false;
        }
    }

    /** Whether the source has taken more than it may. */
    synchronized boolean isUsed() {
        return used;
    }

    /** Nothing is left from now on: what was given to do then is done at once, and again until the query is over. */
    void exhaust() {
        synchronized (this) {
            used = true;
            if (next != null) {
                next.cancel(false);
            }
        }
        look();
    }

    /** What is left, at least a millisecond. */
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, most - taken()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private long taken() {
        return spent + (waiting ? nanos.getAsLong() - since : 0);
    }

    private synchronized void look(long inNanos) {
        if (!closed) {
            next = clockwork.schedule((Runnable) this::look, inNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        long soon;
        synchronized (this) {
            if (closed) {
                return;
            }
            long left = most - taken();
            used |= left <= 0;
            soon = used ? TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS) : Math.max(left, 1_000_000);
        }
        if (isUsed()) {
            ending.run();
        }
        look(soon);
    }
}
