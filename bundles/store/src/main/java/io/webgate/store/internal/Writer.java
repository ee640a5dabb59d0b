// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one way to write: a queue, a thread that turns all that is queued into one commit, and a short cut for a lone
 * caller. Safe for any number of threads; {@link Transactions} is used under the lock only.
 */
final class Writer implements AutoCloseable {

    /** Bounds the log that one transaction makes, and how long a submitter waits for its group. */
    static final int MOST_IN_GROUP = 1_000;

    /** Bounds memory when the disk does not keep up. */
    static final int MOST_PENDING = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(60);
    private static final Piece<Boolean> END = new Piece<>(connection -> true);

    private final String database;
    private final Transactions transactions;
    private final Probe probe;
    private final Duration idle;
    private final BlockingQueue<Piece<?>> queue = new LinkedBlockingQueue<>();
    /** Pieces queued or running; 0 means that whoever makes it 1 is alone, and no order can be upset. */
    private final AtomicInteger pending = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private volatile int lastGroup = 1;
    private volatile boolean closed;
    private volatile boolean ended;

    Writer(String database, Transactions transactions, Probe probe, Duration idle) {
        this.database = database;
        this.transactions = transactions;
        this.probe = probe;
        this.idle = idle;
        this.thread = new Thread(this::loop, "webgate-store-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        return enqueue(new Piece<>(work)).outcome();
    }

    <T> T write(Work<T> work) throws StoreException {
        if (lock.isHeldByCurrentThread() || Thread.currentThread() == thread) {
            throw new IllegalStateException("write was called from a work or from a dependent action on the store's"
                    + " thread, where it would wait for itself: use submit, or another thread");
        }
        Piece<T> piece = new Piece<>(work);
        // While others write too, a commit of one's own would only keep the next group waiting
        if (lastGroup <= 1 && pending.compareAndSet(0, 1)) {
            runAlone(piece);
        } else {
            awaitQueued(enqueue(piece));
        }
        Throwable failure = piece.failure();
        if (failure == null) {
            return piece.value();
        }
        if (failure instanceof StoreException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException thrown) {
            throw thrown;
        }
        throw new IllegalStateException("The work failed: " + failure, failure);
    }

    private void runAlone(Piece<?> piece) {
        lock.lock();
        try {
            if (closed) {
                piece.fail(closedError());
            } else {
                run(List.of(piece));
            }
        } finally {
            lock.unlock();
            pending.decrementAndGet();
        }
    }

    private static void awaitQueued(Piece<?> piece) {
        try {
            // Not interruptible: to leave now would leave the caller not knowing whether it is saved
            piece.outcome().join();
        } catch (CompletionException e) {
            // The piece holds the reason itself
            LOG.trace("A piece failed", e);
        }
    }

    private <T> Piece<T> enqueue(Piece<T> piece) {
        if (closed) {
            piece.fail(closedError());
            piece.publish();
            return piece;
        }
        if (pending.incrementAndGet() > MOST_PENDING) {
            pending.decrementAndGet();
            piece.fail(new StoreException(
                    Kind.BUSY,
                    "Database " + database + ": " + MOST_PENDING + " changes wait for the disk already; try later"));
            piece.publish();
            return piece;
        }
        queue.add(piece);
        // The thread may have ended between the look at closed and now: then nobody else would ever take it
        if (ended && queue.remove(piece)) {
            piece.fail(closedError());
            piece.publish();
        }
        return piece;
    }

    private void loop() {
        List<Piece<?>> group = new ArrayList<>();
        boolean ending = false;
        while (!ending) {
            Piece<?> first = next();
            if (first == null) {
                tryAgain();
                continue;
            }
            group.add(first);
            lock.lock();
            try {
                queue.drainTo(group, MOST_IN_GROUP - 1);
                ending = group.remove(END);
                lastGroup = group.size();
                run(group);
            } finally {
                lock.unlock();
            }
            pending.addAndGet(-group.size());
            group.forEach(Piece::publish);
            group.clear();
        }
        ended = true;
        for (Piece<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(closedError());
            late.publish();
        }
    }

    private @Nullable Piece<?> next() {
        try {
            return queue.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody but a dependent action that restored its flag interrupts this thread; it ends by END alone
            LOG.debug("The writer of {} was interrupted and goes on", database);
            return null;
        }
    }

    /** Nothing was written for a while; if that is because nothing can be, find out whether it can again. */
    private void tryAgain() {
        if (!probe.isDue()) {
            return;
        }
        lock.lock();
        try {
            for (Piece<?> piece : probe.pieces()) {
                run(List.of(piece));
                if (piece.failure() != null) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(List<Piece<?>> pieces) {
        try {
            transactions.run(pieces);
        } catch (RuntimeException | Error e) {
            // The thread must outlive a fault of ours, and nobody may wait for ever or be told of a success
            LOG.error(
                    "Writing to {} failed unexpectedly; {} changes are reported as failed", database, pieces.size(), e);
            pieces.forEach(piece -> piece.fail(e));
        }
    }

    /** Commits since opening; for tests of how well groups form. */
    long commits() {
        lock.lock();
        try {
            return transactions.commits();
        } finally {
            lock.unlock();
        }
    }

    void tablesChanged() {
        lock.lock();
        try {
            transactions.tablesChanged();
        } finally {
            lock.unlock();
        }
    }

    private StoreException closedError() {
        return new StoreException(Kind.FAILED, "The store of " + database + " is closed");
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(END);
        boolean interrupted = false;
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            LOG.error("A work on {} does not end; its connection is closed under it", database);
        }
        transactions.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
