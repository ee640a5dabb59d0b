// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import org.osgi.annotation.versioning.ConsumerType;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What one caller does in one transaction.
 *
 * <p><b>A work must be repeatable.</b> It shares its transaction with others (group commit) and is run again when a
 * later one in the same group fails. So it has no effect but through the connection, and what it returns is computed
 * anew at each run.
 *
 * <p>The connection belongs to the store: a work neither commits, rolls back, closes nor reconfigures it (that throws
 * {@link IllegalStateException}), does not keep it, and closes its statements and result sets. It lets an
 * {@link SQLException} through instead of going on after it, since the database may have given up the transaction. It
 * is short: while it writes, everyone else who writes waits.
 *
 * @param <T> what it returns; never null
 */
@ConsumerType
@FunctionalInterface
public interface Work<T> {

    /** Runs on a thread of the store or of the caller. */
    T on(Connection connection) throws SQLException;
}
