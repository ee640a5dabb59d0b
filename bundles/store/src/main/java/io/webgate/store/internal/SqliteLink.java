// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The write connection of SQLite. Transactions are begun and ended by statements of our own: the driver's
 * {@code commit()} begins the next transaction in the same call, and an error there would look like a failed commit.
 */
final class SqliteLink implements Backend.Link {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLink.class);

    private final Connection real;
    private final Connection guarded;
    /** Not prepared ones: after a failure the driver would not run the same prepared statement again. */
    private final Statement control;

    SqliteLink(Connection real) throws SQLException {
        this.real = real;
        this.guarded = GuardedConnection.caching(real);
        this.control = real.createStatement();
        // Else the driver probes after each statement whether a transaction is open; this begins one, so end it
        real.setAutoCommit(false);
        control.execute("ROLLBACK");
    }

    @Override
    public Connection connection() {
        return guarded;
    }

    @Override
    public void begin() throws SQLException {
        // IMMEDIATE: a transaction that reads first and writes then must not find that someone wrote in between
        control.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
        control.execute("COMMIT");
    }

    @Override
    public void rollback() throws SQLException {
        try {
            control.execute("ROLLBACK");
        } catch (SQLiteException e) {
            // "No transaction is active": SQLite has rolled back by itself, as it may when the disk is full
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            real.close();
        } catch (SQLException e) {
            LOG.warn("The write connection did not close cleanly: {}", e.getMessage());
        }
    }
}
