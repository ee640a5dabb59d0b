// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few read connections, opened when first needed. Safe for any number of threads. */
final class SqliteReaders implements AutoCloseable {

    static final int MOST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Opens a connection in a transaction that can only read. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    private record Reader(Connection real, Connection guarded, int generation) {}

    private final Connector connector;
    private final String database;
    private final Semaphore free = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
    /** Raised when connections of before must not be used again. */
    private final AtomicInteger generation = new AtomicInteger();

    private volatile boolean closed;

    SqliteReaders(Connector connector, String database) {
        this.connector = connector;
        this.database = database;
    }

    Backend.Reading take() throws SQLException, StoreException {
        acquire();
        boolean taken = false;
        try {
            Reader kept = idle.pollFirst();
            Reader reader = kept != null ? kept : connect();
            taken = true;
            return new Taken(reader);
        } finally {
            if (!taken) {
                free.release();
            }
        }
    }

    private void acquire() throws StoreException {
        try {
            if (!free.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new StoreException(
                        Kind.BUSY,
                        "Database " + database + ": all " + MOST + " read connections have been busy for "
                                + LONGEST_WAIT.toSeconds() + " s; a query takes too long or a read waits for another");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.BUSY, "Interrupted while waiting to read " + database, e);
        }
    }

    private Reader connect() throws SQLException {
        int current = generation.get();
        Connection real = connector.connect();
        return new Reader(real, GuardedConnection.caching(real), current);
    }

    private void giveBack(Reader reader, boolean sound) {
        try {
            if (sound) {
                // Ends the snapshot; a reader that kept it would keep the log from being cut
                reader.real().rollback();
                if (!closed && reader.generation() == generation.get()) {
                    idle.addFirst(reader);
                    return;
                }
            }
            reader.real().close();
        } catch (SQLException e) {
            LOG.warn("A read connection to {} did not end cleanly: {}", database, e.getMessage());
            closeQuietly(reader);
        } finally {
            free.release();
            if (closed) {
                closeIdle();
            }
        }
    }

    void renew() {
        generation.incrementAndGet();
        closeIdle();
    }

    private void closeIdle() {
        for (Reader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
            closeQuietly(reader);
        }
    }

    private void closeQuietly(Reader reader) {
        try {
            reader.real().close();
        } catch (SQLException e) {
            LOG.warn("A read connection to {} did not close cleanly: {}", database, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private final class Taken implements Backend.Reading {

        private final Reader reader;

        Taken(Reader reader) {
            this.reader = reader;
        }

        @Override
        public Connection connection() {
            return reader.guarded();
        }

        @Override
        public void end(boolean sound) {
            giveBack(reader, sound);
        }
    }
}
