// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Sql;

import java.util.List;

/**
 * Finds out whether a store that could not be written can be written again (R56: what was held back is written as soon
 * as it can be). It asks for space, since a change in place may pass on a disk on which no new row does.
 */
final class Probe {

    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS store_probe (id INTEGER NOT NULL PRIMARY KEY, filler BYTEA NOT NULL)";

    /** More than SQLite's page and PostgreSQL's, so that either has to find new ones. */
    private static final int ASKED_BYTES = 64 * 1024;

    private final Pulse pulse;

    Probe(Pulse pulse) {
        this.pulse = pulse;
    }

    boolean isDue() {
        return !pulse.state().isOk() && !pulse.isDamaged();
    }

    /**
     * To be run each in a transaction of its own, and the second only if the first has succeeded: freed in the same one,
     * the space would never be asked for; and to free what was not got would succeed on a full disk.
     */
    List<Piece<?>> pieces() {
        byte[] filler = new byte[ASKED_BYTES];
        for (int index = 0; index < filler.length; index++) {
            // Not a run of equal bytes, which PostgreSQL would compress to nothing
            filler[index] = (byte) (index * 31 + index / 251 * 7);
        }
        Piece<?> ask = new Piece<>(connection -> Sql.update(
                connection,
                "INSERT INTO store_probe (id, filler) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler",
                filler));
        Piece<?> release = new Piece<>(connection -> Sql.update(connection, "DELETE FROM store_probe"));
        return List.of(ask, release);
    }
}
