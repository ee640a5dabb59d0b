// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Chooses a backend. Names the PostgreSQL classes in one method only, so that a host without them can load it. */
public final class Openings {

    private static final Duration IDLE = Duration.ofSeconds(1);

    private Openings() {}

    public static OpenStore embedded(Path file, InstantSource time) throws StoreException {
        return JdbcStore.open(SqliteBackend.claim(file, () -> UUID.randomUUID().toString()), time, IDLE);
    }

    public static OpenStore postgres(String url, String user, String password, InstantSource time)
            throws StoreException {
        try {
            return JdbcStore.open(PostgresBackend.of(url, user, password), time, IDLE);
        } catch (NoClassDefFoundError e) {
            throw new StoreException(
                    Kind.FAILED,
                    "A PostgreSQL URL is configured, but the bundles org.postgresql.jdbc and com.zaxxer.HikariCP are not"
                            + " there (missing: " + e.getMessage() + "): install both and refresh io.webgate.store",
                    e);
        }
    }
}
