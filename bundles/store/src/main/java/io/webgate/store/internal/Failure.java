// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException.Kind;

/**
 * What a database error means.
 *
 * @param kind for the caller
 * @param scope for the store
 */
record Failure(Kind kind, Scope scope) {

    /** How far the damage reaches. */
    enum Scope {
        /** This work alone: a constraint, a wrong statement, a lock. */
        WORK,
        /** Nobody can write now (full, read-only), yet the connection is sound. */
        STORE,
        /** The connection can't be trusted any more; a new one must be opened. */
        CONNECTION
    }

    static Failure work(Kind kind) {
        return new Failure(kind, Scope.WORK);
    }

    static Failure store(Kind kind) {
        return new Failure(kind, Scope.STORE);
    }

    static Failure connection(Kind kind) {
        return new Failure(kind, Scope.CONNECTION);
    }
}
