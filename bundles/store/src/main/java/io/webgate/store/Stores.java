// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import io.webgate.store.internal.Openings;

import java.nio.file.Path;
import java.time.InstantSource;

/** Opens stores without OSGi: for tests, benches and command lines. In a host the service {@link Store} is there. */
public final class Stores {

    private Stores() {}

    /**
     * Opens, or creates, an SQLite database for this process alone.
     *
     * @param file the database; beside it lie {@code -wal}, {@code -shm}, {@code .lock} and {@code .id}. A missing
     *     directory is made, readable by the owner alone
     * @throws StoreException {@code BUSY} if another process has it open; {@code CORRUPT} if it is damaged, not a
     *     database, has gone, or is another installation's: it is never silently made anew
     */
    public static OpenStore embedded(Path file, InstantSource time) throws StoreException {
        return Openings.embedded(file, time);
    }

    /**
     * Opens a PostgreSQL database, which several processes may share.
     *
     * @param url {@code jdbc:postgresql:…}; driver parameters in it win over the defaults of the store
     * @param user empty: as the URL or the driver says
     * @param password empty: none
     */
    public static OpenStore postgres(String url, String user, String password, InstantSource time)
            throws StoreException {
        return Openings.postgres(url, user, password, time);
    }
}
