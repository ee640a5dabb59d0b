// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.UsageHistory;
import io.webgate.store.Migration;
import io.webgate.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The history of use as a table; the same SQL for SQLite and PostgreSQL. Stateless. */
final class HistoryTable {

    static final String AREA = "usage-history";

    static final List<Migration> MIGRATIONS = List.of(Migration.of(
            1,
            "use of the modules over time",
            "CREATE TABLE usage_history (module TEXT NOT NULL, at_s BIGINT NOT NULL, seconds INTEGER NOT NULL,"
                    + " used BIGINT NOT NULL, peak BIGINT NOT NULL, bound BIGINT NOT NULL, refused BIGINT NOT NULL,"
                    + " PRIMARY KEY (module, at_s))",
            "CREATE INDEX usage_history_at ON usage_history (at_s)"));

    private static final String COLUMNS = "module, at_s, seconds, used, peak, bound, refused";

    private HistoryTable() {}

    /** What is there of a span already was before a restart, or before the store failed: both are told as one. */
    static void write(Connection c, Collection<UsageSpan> spans) throws SQLException {
        for (UsageSpan span : spans) {
            Sql.update(
                    c,
                    "INSERT INTO usage_history (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (module, at_s) DO UPDATE SET used = excluded.used, bound = excluded.bound,"
                            + " peak = CASE WHEN excluded.peak > usage_history.peak THEN excluded.peak"
                            + " ELSE usage_history.peak END, refused = usage_history.refused + excluded.refused",
                    span.module().value(),
                    span.at(),
                    span.seconds(),
                    span.used(),
                    span.peak(),
                    span.limit(),
                    span.refused());
        }
    }

    /** Spans of a module that overlap the seconds from one to the other, oldest first. */
    static List<UsageSpan> read(Connection c, ModuleId module, long from, long until) throws SQLException {
        return Sql.query(
                c,
                "SELECT " + COLUMNS + " FROM usage_history WHERE module = ? AND at_s < ? AND at_s + seconds > ?"
                        + " ORDER BY at_s",
                HistoryTable::span,
                module.value(),
                until,
                from);
    }

    /** Puts what is old into spans of an hour, and forgets what is too old. */
    static void age(Connection c, long now) throws SQLException {
        long detailed = UsageSpan.begin(now - UsageHistory.DETAILED.toSeconds(), UsageSpan.HOUR);
        List<UsageSpan> old = Sql.query(
                c,
                "SELECT " + COLUMNS + " FROM usage_history WHERE at_s < ? AND seconds < ? ORDER BY at_s",
                HistoryTable::span,
                detailed,
                UsageSpan.HOUR);
        Sql.update(c, "DELETE FROM usage_history WHERE at_s < ? AND seconds < ?", detailed, UsageSpan.HOUR);
        write(c, UsageSpan.inSpansOf(UsageSpan.HOUR, old));
        Sql.update(c, "DELETE FROM usage_history WHERE at_s < ?", now - UsageHistory.KEPT.toSeconds());
    }

    private static UsageSpan span(ResultSet row) throws SQLException {
        return new UsageSpan(
                new ModuleId(row.getString(1)),
                row.getLong(2),
                row.getInt(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }
}
