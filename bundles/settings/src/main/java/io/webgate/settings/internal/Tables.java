// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.settings.Order;
import io.webgate.settings.Past;
import io.webgate.store.Migration;
import io.webgate.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of the history and the statements on it. It is bounded for each PID, and in all. */
final class Tables {

    static final String AREA = "settings";

    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "history",
            "CREATE TABLE settings_history (seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, pid TEXT NOT NULL, who TEXT NOT NULL,"
                    + " why TEXT NOT NULL, state TEXT NOT NULL)",
            "CREATE INDEX settings_history_pid ON settings_history (pid, seq)"));

    /** So many states of one configuration are kept. */
    static final int MOST_OF_ONE = 100;

    /** So many in all. */
    static final int MOST = 10_000;

    private static final String COLUMNS = "SELECT seq, at, pid, who, why, state FROM settings_history ";

    private Tables() {}

    /** What is to be written. */
    record Entry(Instant at, String pid, String who, Order.Why why, Optional<Past.State> state) {}

    /** Appends, forgets what is too much, and tells the number. */
    static long insert(Connection connection, Entry entry) throws SQLException {
        long seq = Sql.first(connection, "SELECT COALESCE(MAX(seq), 0) FROM settings_history", row -> row.getLong(1))
                        .orElse(0L)
                + 1;
        Sql.update(
                connection,
                "INSERT INTO settings_history (seq, at, pid, who, why, state) VALUES (?, ?, ?, ?, ?, ?)",
                seq,
                entry.at().toEpochMilli(),
                entry.pid(),
                entry.who(),
                entry.why(),
                entry.state().map(StateText::write).orElse(""));
        Sql.update(
                connection,
                "DELETE FROM settings_history WHERE pid = ? AND seq <= (SELECT seq FROM settings_history WHERE pid = ?"
                        + " ORDER BY seq DESC LIMIT 1 OFFSET ?)",
                entry.pid(),
                entry.pid(),
                MOST_OF_ONE);
        Sql.update(connection, "DELETE FROM settings_history WHERE seq <= ?", seq - MOST);
        return seq;
    }

    static void delete(Connection connection, long seq) throws SQLException {
        Sql.update(connection, "DELETE FROM settings_history WHERE seq = ?", seq);
    }

    static List<Past> history(Connection connection, String pid, int most) throws SQLException {
        return Sql.query(connection, COLUMNS + "WHERE pid = ? ORDER BY seq DESC LIMIT ?", Tables::past, pid, most);
    }

    static Optional<Past> one(Connection connection, String pid, long seq) throws SQLException {
        return Sql.first(connection, COLUMNS + "WHERE pid = ? AND seq = ?", Tables::past, pid, seq);
    }

    private static Past past(ResultSet row) throws SQLException {
        String state = row.getString(6);
        return new Past(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                Order.Why.valueOf(row.getString(5)),
                state.isEmpty() ? Optional.empty() : Optional.of(StateText.read(state)));
    }
}
