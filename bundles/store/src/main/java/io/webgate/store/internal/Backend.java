// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;

import java.sql.Connection;
import java.sql.SQLException;

/** What SQLite and PostgreSQL do differently. Everything else is the same code and the same SQL. */
interface Backend extends AutoCloseable {

    /** The connection on which all is written; at most one at a time. */
    interface Link extends AutoCloseable {

        /** As a work sees it. */
        Connection connection();

        void begin() throws SQLException;

        void commit() throws SQLException;

        /** Ends a transaction that failed; also when the database has already given it up. */
        void rollback() throws SQLException;

        @Override
        void close();
    }

    /** A read transaction on one snapshot. */
    interface Reading {

        Connection connection();

        /** Ends it; a connection that is not sound is thrown away. */
        void end(boolean sound);
    }

    /** For messages: which database, never with a password. */
    String name();

    /** Opens the write connection and looks whether the database is in order. */
    Link open() throws SQLException, StoreException;

    /** Starts a read; waits a bounded time for a free connection. */
    Reading read() throws SQLException, StoreException;

    /** Called after tables were changed. */
    void tablesChanged();

    /** Keeps other processes from migrating the same database until the transaction ends. */
    void lockMigrations(Connection connection) throws SQLException;

    Failure meaning(SQLException error);

    /** Closes readers and releases what makes the database ours. The link is closed by its user. */
    @Override
    void close();
}
