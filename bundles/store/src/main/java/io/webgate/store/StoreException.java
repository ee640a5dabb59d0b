// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

/** The database did not do what was asked. The message names the database, what happened and what to do about it. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as far as a caller can act on it. */
    public enum Kind {
        /** No space on the disk. */
        FULL,
        READ_ONLY,
        /** Someone else was in the way (lock, deadlock, overload); the same again may succeed. */
        BUSY,
        /** The database is damaged, missing or another one; a person must decide. */
        CORRUPT,
        /** A row with the same key exists (primary key or unique index). */
        CONFLICT,
        /** A newer version of the program has migrated the database. */
        NEWER,
        /** Anything else. */
        FAILED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
