// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a connection of the store can do beside JDBC: keep statements prepared. One thread at a time. */
public interface StatementCache {

    /** A statement for this text that nobody else uses. Close it, or give it back. */
    PreparedStatement take(String sql) throws SQLException;

    /** Returns a statement whose result set is closed and which did not fail. */
    void giveBack(String sql, PreparedStatement statement) throws SQLException;

    /** Closes what is kept: a statement prepared before a change of the tables may hold old column names. */
    void forgetStatements() throws SQLException;
}
