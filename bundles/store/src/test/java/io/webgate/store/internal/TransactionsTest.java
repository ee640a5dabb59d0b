// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.StoreState.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** After an input/output error nothing is assumed about the connection or the commit (T7). */
final class TransactionsTest {

    private final Path directory;

    private Faulty backend;
    private JdbcStore store;

    TransactionsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void openStore() throws StoreException {
        backend = new Faulty(SqliteBackend.claim(directory.resolve("t.db"), () -> "id"));
        store = JdbcStore.open(backend, InstantSource.fixed(Instant.EPOCH), Duration.ofHours(1));
        store.write(c -> Sql.update(c, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)"));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private int insert(int id) throws StoreException {
        return store.write(c -> Sql.update(c, "INSERT INTO t (id) VALUES (?)", id));
    }

    @Test
    void doesNotRepeatWorkWhoseCommitFailedAndOpensAnewFromDisk() throws StoreException {
        int opened = backend.opened.get();
        AtomicInteger runs = new AtomicInteger();
        backend.commitsToFail.set(1);
        assertThatThrownBy(() -> store.write(c -> runs.incrementAndGet()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Nobody knows whether this was saved");
        assertThat(runs).hasValue(1);
        assertThat(store.state().status()).isEqualTo(Status.FAILED);
        assertThat(insert(2)).isEqualTo(1);
        assertThat(backend.opened.get()).isEqualTo(opened + 1);
        assertThat(store.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void failsWithTheReasonWhileItCannotBeOpenedAndGoesOnAfter() throws StoreException {
        backend.commitsToFail.set(1);
        assertThatThrownBy(() -> insert(1)).isInstanceOf(StoreException.class);
        backend.opensToFail.set(2);
        assertThatThrownBy(() -> insert(2)).hasMessageContaining("injected");
        assertThat(store.state().status()).isEqualTo(Status.FAILED);
        assertThat(store.state().reason()).contains("injected");
        assertThat(insert(3)).isEqualTo(1);
        assertThat(store.state().isOk()).isTrue();
    }

    @Test
    void repeatsOnceOnANewConnectionWhatFailedBeforeTheCommit() throws StoreException {
        AtomicInteger runs = new AtomicInteger();
        int done = store.write(c -> {
            if (runs.incrementAndGet() == 1) {
                throw ioError();
            }
            return Sql.update(c, "INSERT INTO t (id) VALUES (1)");
        });
        assertThat(done).isEqualTo(1);
        assertThat(runs).hasValue(2);
        assertThatThrownBy(() -> store.write(c -> {
                    runs.incrementAndGet();
                    throw ioError();
                }))
                .isInstanceOf(StoreException.class);
        assertThat(runs).hasValue(4);
    }

    @Test
    void writesNothingMoreAfterAReadHasMetDamage_R56() throws StoreException {
        assertThat(insert(1)).isEqualTo(1);
        long commits = store.commits();
        assertThatThrownBy(() -> store.read(c -> {
                    throw new SQLiteException("injected", SQLiteErrorCode.SQLITE_CORRUPT);
                }))
                .satisfies(e -> assertThat(StoreContract.kindOf(e)).isEqualTo(Kind.CORRUPT));
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> store.write(c -> runs.incrementAndGet()))
                .hasMessageContaining("is damaged")
                .satisfies(e -> assertThat(StoreContract.kindOf(e)).isEqualTo(Kind.CORRUPT));
        assertThatThrownBy(() -> store.submit(c -> runs.incrementAndGet())
                        .toCompletableFuture()
                        .join())
                .satisfies(e -> assertThat(StoreContract.kindOf(e)).isEqualTo(Kind.CORRUPT));
        assertThat(runs).hasValue(0);
        assertThat(store.commits()).isEqualTo(commits);
        assertThat(store.state().status()).isEqualTo(Status.FAILED);
    }

    private static SQLException ioError() {
        return new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR);
    }

    /** The real backend, with a disk that fails when told to. */
    private static final class Faulty implements Backend {

        private final SqliteBackend real;
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger commitsToFail = new AtomicInteger();
        private final AtomicInteger opensToFail = new AtomicInteger();

        Faulty(SqliteBackend real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Link open() throws SQLException, StoreException {
            if (opensToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw ioError();
            }
            opened.incrementAndGet();
            Link link = real.open();
            return new Link() {
                @Override
                public Connection connection() {
                    return link.connection();
                }

                @Override
                public void begin() throws SQLException {
                    link.begin();
                }

                @Override
                public void commit() throws SQLException {
                    if (commitsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw ioError();
                    }
                    link.commit();
                }

                @Override
                public void rollback() throws SQLException {
                    link.rollback();
                }

                @Override
                public void close() {
                    link.close();
                }
            };
        }

        @Override
        public Reading read() throws SQLException, StoreException {
            return real.read();
        }

        @Override
        public void tablesChanged() {
            real.tablesChanged();
        }

        @Override
        public void lockMigrations(Connection connection) {
            real.lockMigrations(connection);
        }

        @Override
        public Failure meaning(SQLException error) {
            return real.meaning(error);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
