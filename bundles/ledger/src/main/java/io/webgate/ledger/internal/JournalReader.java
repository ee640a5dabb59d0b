// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.store.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the journal a part at a time, so that its length costs no memory. Stateless. */
final class JournalReader {

    private static final int AT_ONCE = 1000;

    private JournalReader() {}

    /** A row as it is stored. */
    record Stored(JournalRow row, String previous, String hash) {

        boolean follows(String hashBefore) {
            return previous.equals(hashBefore)
                    && hash.equals(JournalChain.hash(hashBefore, row.seq(), row.kind(), row.body()));
        }
    }

    /** The next rows behind a number, in order; none: the journal ends there. */
    static List<Stored> behind(Connection c, long seq) throws SQLException {
        return Sql.query(
                c,
                "SELECT seq, kind, ref, body, previous_hash, hash FROM ledger_journal WHERE seq > ? ORDER BY seq"
                        + " LIMIT " + AT_ONCE,
                row -> new Stored(
                        new JournalRow(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)),
                        row.getString(5),
                        row.getString(6)),
                seq);
    }
}
