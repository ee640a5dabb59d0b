// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.StoreState.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** SQLite does what every store does, and what a file can suffer has its own clear end (T5, T6, T9, T12). */
final class SqliteStoreTest extends StoreContract {

    private static final AtomicInteger IDS = new AtomicInteger();

    private final Path directory;

    /** Long: only the tests of the probe want it. */
    private Duration idle = Duration.ofHours(1);

    SqliteStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file() {
        return directory.resolve("var/store/webgate.db");
    }

    @Override
    JdbcStore open() throws StoreException {
        return JdbcStore.open(SqliteBackend.claim(file(), () -> "id-" + IDS.incrementAndGet()), TIME, idle);
    }

    private void limitPages(int more) throws StoreException {
        store.write(c -> {
            int pages = Sql.query(c, "PRAGMA page_count", row -> row.getInt(1)).get(0);
            return Sql.query(c, "PRAGMA max_page_count = " + (pages + more), row -> row.getInt(1));
        });
    }

    private int insertLarge(int id) throws StoreException {
        return store.write(c -> Sql.update(c, "INSERT INTO goods (id, label) VALUES (?, ?)", id, "x".repeat(100_000)));
    }

    @Test
    void makesItsDirectoryForTheOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void runsWithLogFullSynchronisationAndForeignKeys() throws StoreException {
        assertThat(rowsWhileWriting("PRAGMA journal_mode", row -> row.getString(1)))
                .containsExactly("wal");
        assertThat(rowsWhileWriting("PRAGMA synchronous", row -> row.getInt(1))).containsExactly(2);
        assertThat(rowsWhileWriting("PRAGMA foreign_keys", row -> row.getInt(1)))
                .containsExactly(1);
    }

    @Test
    void saysFullWhileFullAndOkAfterALaterSuccess() throws StoreException {
        withGoods();
        limitPages(2);
        assertThatThrownBy(() -> insertLarge(1))
                .hasMessageContaining(file().toString())
                .hasMessageContaining("make room")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.FULL));
        assertThat(store.state().status()).isEqualTo(Status.FULL);
        assertThat(store.state().since()).isEqualTo(NOW);
        assertThat(store.state().reason()).contains("make room");
        assertThat(ids()).as("reading goes on").isEmpty();
        limitPages(1_000);
        assertThat(store.state().status()).isEqualTo(Status.OK);
        insertLarge(2);
        assertThat(ids()).containsExactly(2);
    }

    @Test
    void savesTheSmallOnesOfAGroupInWhichALargeOneMeetsAFullDisk() throws Exception {
        withGoods();
        limitPages(2);
        CountDownLatch release = holdWriter();
        var small = store.submit(c -> insert(c, 1));
        var large =
                store.submit(c -> Sql.update(c, "INSERT INTO goods (id, label) VALUES (?, ?)", 2, "x".repeat(100_000)));
        var next = store.submit(c -> insert(c, 3));
        release.countDown();
        assertThat(small.toCompletableFuture().join()).isEqualTo(1);
        assertThatThrownBy(() -> large.toCompletableFuture().join())
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.FULL));
        assertThat(next.toCompletableFuture().join()).isEqualTo(1);
        reopen();
        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void saysReadOnlyAndHealsByItself() throws Exception {
        idle = Duration.ofMillis(20);
        reopen();
        withGoods();
        // What no work may do, kept to let the disk become writable behind the store's back
        Connection kept = store.write(c -> {
            Sql.update(c, "PRAGMA query_only = ON");
            return c;
        });
        assertThatThrownBy(() -> insert(1)).satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.READ_ONLY));
        assertThat(store.state().status()).isEqualTo(Status.READ_ONLY);
        try (Statement behind = kept.createStatement()) {
            behind.execute("PRAGMA query_only = OFF");
        }
        awaitOk();
        assertThat(insert(1)).isEqualTo(1);
    }

    @Test
    void staysFullWhileItsOwnAttemptsFailAndHealsByOneThatSucceeds() throws Exception {
        idle = Duration.ofMillis(20);
        reopen();
        withGoods();
        limitPages(2);
        assertThatThrownBy(() -> insertLarge(1)).isInstanceOf(StoreException.class);
        long commits = store.commits();
        assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(store.state().status()).isEqualTo(Status.FULL);
        assertThat(store.commits()).isEqualTo(commits);
        limitPages(1_000);
        awaitOk();
        assertThat(insertLarge(1)).isEqualTo(1);
    }

    private void awaitOk() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int turn = 0; turn < 6_000 && !store.state().isOk(); turn++) {
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(store.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void refusesDatabaseWithDamagedPage() throws Exception {
        withGoods();
        for (int id = 1; id <= 50; id++) {
            insertLarge(id);
        }
        store.close();
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            for (int page = 1; page < raw.length() / 4096; page++) {
                raw.seek(page * 4096L);
                raw.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77});
            }
        }
        byte[] damaged = Files.readAllBytes(file());
        assertThatThrownBy(this::open)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("restore the last backup")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CORRUPT));
        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }

    @Test
    void refusesFileThatIsNoDatabase() throws Exception {
        store.close();
        Files.writeString(file(), "no database at all ".repeat(1_000));
        assertThatThrownBy(this::open)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("restore the last backup")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CORRUPT));
    }

    @Test
    void refusesToBeginAnewWhenItsDatabaseHasGoneOrIsEmpty() throws Exception {
        store.close();
        Files.delete(file());
        assertThatThrownBy(this::open)
                .hasMessageContaining("has gone or is empty")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CORRUPT));
        assertThat(file()).doesNotExist();
        Files.createFile(file());
        assertThatThrownBy(this::open).hasMessageContaining("has gone or is empty");
        Files.delete(directory.resolve("var/store/webgate.db.id"));
        store = open();
        withGoods();
    }

    @Test
    void refusesDatabaseOfAnotherInstallation() throws Exception {
        store.close();
        Path other = directory.resolve("other/webgate.db");
        JdbcStore.open(SqliteBackend.claim(other, () -> "stranger"), TIME, idle).close();
        Files.delete(file());
        Files.copy(other, file());
        assertThatThrownBy(this::open)
                .hasMessageContaining("is not the one of this installation (its id is stranger")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CORRUPT));
    }

    @Test
    void refusesSecondUseInTheSameProcessAndStaysLocked() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::open)
                    .hasMessageContaining("is in use by this process itself")
                    .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.BUSY));
        }
        try (Child child = Child.start(file(), "open")) {
            assertThat(child.line())
                    .contains("BUSY")
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void opensAgainAfterClose() throws StoreException {
        withGoods();
        for (int id = 1; id <= 5; id++) {
            int each = id;
            insert(each);
            reopen();
        }
        assertThat(ids()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void keepsEveryAcknowledgedRowWhenTheProcessIsKilled() throws Exception {
        withGoods();
        store.close();
        for (int round = 0; round < 5; round++) {
            int acknowledged;
            try (Child child = Child.start(file(), "write")) {
                acknowledged = child.acknowledgedUntilKilled(60 + 70 * round);
            }
            store = open();
            int base = round;
            int kept = store.read(
                            c -> Sql.query(c, "SELECT COUNT(*) FROM acks WHERE round = ?", row -> row.getInt(1), base))
                    .get(0);
            assertThat(acknowledged).isPositive();
            assertThat(kept).isGreaterThanOrEqualTo(acknowledged);
            store.close();
        }
    }
}
