// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;

import java.sql.SQLException;

/** Turns errors of a driver into sentences that name the database and what to do. */
final class StoreErrors {

    private StoreErrors() {}

    static StoreException explained(Backend backend, SQLException error, Failure failure) {
        return new StoreException(
                failure.kind(),
                "Database " + backend.name() + ": " + error.getMessage() + advice(failure.kind()),
                error);
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case FULL -> ". No space is left: make room on its disk; nothing has been lost";
            case READ_ONLY -> ". It can't be written: check the mount and the permissions";
            case CORRUPT -> ". It is damaged: stop the host, keep a copy of the file and restore the last backup";
            case BUSY, CONFLICT, NEWER, FAILED -> "";
        };
    }
}
