// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import io.webgate.store.StoreState.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

/** What every backend must do alike. */
@Timeout(300)
abstract class StoreContract {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final InstantSource TIME = InstantSource.fixed(NOW);
    static final Migration GOODS =
            Migration.of(1, "goods", "CREATE TABLE goods (id INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL)");

    JdbcStore store;

    /** Opens the same database each time. */
    abstract JdbcStore open() throws StoreException;

    @BeforeEach
    void openStore() throws StoreException {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    final void reopen() throws StoreException {
        store.close();
        store = open();
    }

    final void withGoods() throws StoreException {
        store.migrate("goods", List.of(GOODS));
    }

    static int insert(Connection connection, int id) throws SQLException {
        return Sql.update(connection, "INSERT INTO goods (id, label) VALUES (?, ?)", id, "goods " + id);
    }

    final int insert(int id) throws StoreException {
        return store.write(c -> insert(c, id));
    }

    final List<Integer> ids() throws StoreException {
        return store.read(c -> Sql.query(c, "SELECT id FROM goods ORDER BY id", row -> row.getInt(1)));
    }

    final <T> List<T> rows(String sql, Sql.Row<T> row, Object... parameters) throws StoreException {
        return store.read(c -> Sql.query(c, sql, row, parameters));
    }

    final <T> List<T> rowsWhileWriting(String sql, Sql.Row<T> row) throws StoreException {
        return store.write(c -> Sql.query(c, sql, row));
    }

    static Kind kindOf(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof StoreException refused) {
            return refused.kind();
        }
        throw new AssertionError("Not a StoreException", thrown);
    }

    /** Keeps the writer busy until counted down, so that what is submitted meanwhile forms one group. */
    final CountDownLatch holdWriter() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> holder = store.submit(c -> {
                    held.countDown();
                    return await(release);
                })
                .toCompletableFuture();
        assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(holder).isNotDone();
        return release;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void appliesEachMigrationOnce() throws StoreException {
        Migration second = Migration.of(2, "first row", "INSERT INTO goods (id, label) VALUES (1, 'one')");
        store.migrate("goods", List.of(GOODS));
        store.migrate("goods", List.of(GOODS, second));
        store.migrate("goods", List.of(GOODS, second));
        reopen();
        store.migrate("goods", List.of(GOODS, second));
        assertThat(ids()).containsExactly(1);
        assertThat(rows(
                        "SELECT number, name, applied_at FROM store_migration WHERE area = ? ORDER BY number",
                        row -> row.getInt(1) + " " + row.getString(2) + " " + Instant.ofEpochMilli(row.getLong(3)),
                        "goods"))
                .containsExactly("1 goods " + NOW, "2 first row " + NOW);
    }

    @Test
    void refusesMigrationChangedAfterItWasApplied() throws StoreException {
        withGoods();
        Migration changed = Migration.of(1, "goods", "CREATE TABLE goods (id BIGINT NOT NULL PRIMARY KEY)");
        assertThatThrownBy(() -> store.migrate("goods", List.of(changed)))
                .hasMessageContaining("migration 1 'goods' of 'goods' was changed after it had been applied")
                .hasMessageContaining("new migration");
    }

    @Test
    void refusesDatabaseOfNewerVersion() throws StoreException {
        store.migrate("goods", List.of(GOODS, Migration.of(2, "more", "ALTER TABLE goods ADD COLUMN price BIGINT")));
        assertThatThrownBy(() -> store.migrate("goods", List.of(GOODS)))
                .hasMessageContaining("has version 2 of the tables 'goods', this program knows them up to 1")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.NEWER));
    }

    @Test
    void refusesMigrationThatWasDroppedOrSlippedIn() throws StoreException {
        Migration third = Migration.of(3, "third", "CREATE TABLE third (id INTEGER)");
        store.migrate("goods", List.of(GOODS, third));
        assertThatThrownBy(() -> store.migrate("goods", List.of(third)))
                .hasMessageContaining("migration 1 of 'goods' has been applied, but this program no longer has it");
        assertThatThrownBy(() -> store.migrate(
                        "goods", List.of(GOODS, Migration.of(2, "second", "CREATE TABLE second (id INTEGER)"), third)))
                .hasMessageContaining("lies before 3");
    }

    @Test
    void keepsNothingOfMigrationWhoseStatementFails() throws StoreException {
        Migration broken =
                Migration.of(2, "broken", "CREATE TABLE half (id INTEGER)", "INSERT INTO nowhere (id) VALUES (1)");
        withGoods();
        assertThatThrownBy(() -> store.migrate("goods", List.of(GOODS, broken)))
                .hasMessageContaining("migration 2 'broken' of 'goods' failed, nothing of it was kept")
                .hasMessageContaining("INSERT INTO nowhere");
        Migration mended = Migration.of(2, "mended", "CREATE TABLE half (id INTEGER)");
        store.migrate("goods", List.of(GOODS, mended));
        assertThat(rows("SELECT id FROM half", row -> row.getInt(1))).isEmpty();
    }

    @Test
    void seesNewColumnsAfterMigrationOnStatementsPreparedBefore() throws StoreException {
        withGoods();
        insert(1);
        String all = "SELECT * FROM goods";
        assertThat(rows(all, row -> row.getMetaData().getColumnCount())).containsExactly(2);
        assertThat(rowsWhileWriting(all, row -> row.getMetaData().getColumnCount()))
                .containsExactly(2);
        store.migrate("goods", List.of(GOODS, Migration.of(2, "price", "ALTER TABLE goods ADD COLUMN price BIGINT")));
        assertThat(rows(all, row -> row.getMetaData().getColumnCount())).containsExactly(3);
        assertThat(rowsWhileWriting(all, row -> row.getMetaData().getColumnCount()))
                .containsExactly(3);
    }

    @Test
    void keepsEveryAnsweredRowOfManyThreadsInFewerCommits() throws Exception {
        withGoods();
        long before = store.commits();
        int threads = 16;
        int rows = 40;
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        // However the threads come to run: three rows of four wait for the disk together
        CountDownLatch release = holdWriter();
        CountDownLatch allSubmitted = new CountDownLatch(threads);
        List<Future<Integer>> done = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * rows;
            done.add(callers.submit(() -> {
                List<CompletableFuture<Integer>> answers = new ArrayList<>();
                for (int row = rows / 4; row < rows; row++) {
                    int id = first + row;
                    answers.add(store.submit(c -> insert(c, id)).toCompletableFuture());
                }
                allSubmitted.countDown();
                for (int row = 0; row < rows / 4; row++) {
                    int id = first + row;
                    store.write(c -> insert(c, id));
                }
                answers.forEach(CompletableFuture::join);
                return rows;
            }));
        }
        allSubmitted.await();
        release.countDown();
        int sum = 0;
        for (Future<Integer> each : done) {
            sum += each.get(200, TimeUnit.SECONDS);
        }
        callers.shutdown();
        assertThat(store.commits() - before).isLessThan(sum / 2);
        reopen();
        assertThat(ids()).hasSize(threads * rows);
    }

    @Test
    void failsOnlyTheWorkThatFailsAndKeepsTheOrder() throws Exception {
        withGoods();
        long before = store.commits();
        CountDownLatch release = holdWriter();
        AtomicInteger runsOfFirst = new AtomicInteger();
        var first = store.submit(c -> {
            runsOfFirst.incrementAndGet();
            return insert(c, 1);
        });
        var twin = store.submit(c -> insert(c, 1));
        var third = store.submit(c -> Sql.update(c, "UPDATE goods SET label = label || '!' WHERE id = 1"));
        var thrown = store.submit(c -> {
            throw new IllegalArgumentException("not today");
        });
        var last = store.submit(c -> insert(c, 2));
        release.countDown();
        assertThat(first.toCompletableFuture().join()).isEqualTo(1);
        assertThatThrownBy(() -> twin.toCompletableFuture().join())
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CONFLICT));
        assertThat(third.toCompletableFuture().join()).isEqualTo(1);
        assertThatThrownBy(() -> thrown.toCompletableFuture().join())
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not today");
        assertThat(last.toCompletableFuture().join()).isEqualTo(1);
        assertThat(runsOfFirst).as("runs again when a later one fails").hasValue(2);
        assertThat(store.commits() - before).as("the holder, [1], [3], [5]").isEqualTo(4);
        reopen();
        assertThat(rows("SELECT label FROM goods ORDER BY id", row -> row.getString(1)))
                .containsExactly("goods 1!", "goods 2");
    }

    @Test
    void namesUniqueViolationConflictAndOtherConstraintsNot() throws StoreException {
        withGoods();
        insert(1);
        assertThatThrownBy(() -> insert(1)).satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.CONFLICT));
        assertThatThrownBy(
                        () -> store.write(c -> Sql.update(c, "INSERT INTO goods (id, label) VALUES (?, ?)", 2, null)))
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.FAILED));
        assertThat(store.state().status()).as("their own affair").isEqualTo(Status.OK);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void readsOneSnapshotWhileOthersWrite() throws StoreException {
        withGoods();
        List<Integer> counts = store.read(c -> {
            int before = ids(c).size();
            try {
                store.write(w -> insert(w, 7));
            } catch (StoreException e) {
                throw new SQLException(e);
            }
            return List.of(before, ids(c).size());
        });
        assertThat(counts).containsExactly(0, 0);
        assertThat(ids()).containsExactly(7);
    }

    private static List<Integer> ids(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT id FROM goods", row -> row.getInt(1));
    }

    @Test
    void refusesToWriteWhileReading() throws StoreException {
        withGoods();
        assertThatThrownBy(() -> store.read(c -> insert(c, 1)))
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(Kind.READ_ONLY));
        assertThat(store.state().isOk()).isTrue();
        assertThat(ids()).isEmpty();
    }

    @Test
    void refusesWorkThatEndsTheTransactionOrWaitsForItself() throws StoreException {
        withGoods();
        assertThatThrownBy(() -> store.write(c -> {
                    insert(c, 1);
                    c.commit();
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not call commit");
        assertThatThrownBy(() -> store.write(c -> waitingForItself()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wait for itself");
        assertThat(ids()).isEmpty();
    }

    private boolean waitingForItself() throws SQLException {
        try {
            return store.write(c -> true);
        } catch (StoreException e) {
            throw new SQLException(e);
        }
    }

    @Test
    void completesStagesWhoseDependentActionsWriteAnew() throws StoreException {
        withGoods();
        assertThat(store.submit(c -> insert(c, 1))
                        .thenCompose(one -> store.submit(c -> insert(c, 2)))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(1);
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void writesWhatWasQueuedBeforeCloseAndRefusesAfter() throws Exception {
        withGoods();
        CountDownLatch release = holdWriter();
        var queued = store.submit(c -> insert(c, 1));
        release.countDown();
        store.close();
        assertThat(queued.toCompletableFuture().join()).isEqualTo(1);
        assertThatThrownBy(() -> insert(2)).hasMessageContaining("is closed");
        assertThatThrownBy(() ->
                        store.submit(c -> insert(c, 2)).toCompletableFuture().join())
                .cause()
                .asInstanceOf(throwable(StoreException.class))
                .hasMessageContaining("is closed");
        assertThatThrownBy(this::ids).hasMessageContaining("is closed");
        reopen();
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void bindsEveryKindOfParameter() throws StoreException {
        store.migrate(
                "kinds",
                List.of(Migration.of(
                        1,
                        "kinds",
                        "CREATE TABLE kinds (a TEXT, b BIGINT, c INTEGER, d BOOLEAN, e BYTEA, f TEXT, g TEXT)")));
        byte[] bytes = {1, 0, (byte) 255};
        store.write(c -> Sql.update(
                c,
                "INSERT INTO kinds (a, b, c, d, e, f, g) VALUES (?, ?, ?, ?, ?, ?, ?)",
                "текст",
                Long.MAX_VALUE,
                Integer.MIN_VALUE,
                true,
                bytes,
                Kind.FULL,
                null));
        assertThat(rows(
                        "SELECT * FROM kinds",
                        row -> List.of(
                                row.getString(1),
                                row.getLong(2),
                                row.getInt(3),
                                row.getBoolean(4),
                                row.getBytes(5).length,
                                row.getString(6),
                                row.getString(7) == null)))
                .containsExactly(List.of("текст", Long.MAX_VALUE, Integer.MIN_VALUE, true, 3, "FULL", true));
        assertThatThrownBy(() -> store.write(c -> Sql.update(c, "DELETE FROM kinds WHERE a = ?", NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Parameter 1 is a java.time.Instant");
    }
}
