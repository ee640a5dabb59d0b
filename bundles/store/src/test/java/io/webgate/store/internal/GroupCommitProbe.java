// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.store.StoreException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures by hand: bare one-row commits, a lone writer, many submitters. Arguments: a directory, rounds. */
final class GroupCommitProbe {

    private static final int ROWS = 2_000;
    private static final int CALLERS = 64;
    private static final AtomicInteger IDS = new AtomicInteger();

    private GroupCommitProbe() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[0]), "probe");
        try (Connection bare = bare(directory.resolve("bare.db"));
                JdbcStore store = JdbcStore.open(
                        SqliteBackend.claim(directory.resolve("store.db"), () -> "probe"),
                        InstantSource.system(),
                        Duration.ofHours(1))) {
            store.migrate(
                    "probe",
                    List.of(Migration.of(1, "t", "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, label TEXT)")));
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                double alone = bare(bare);
                double lone = lone(store);
                double queued = queued(store);
                long before = store.commits();
                double many = many(store);
                System.out.printf(
                        "bare %.0f/s  write %.0f/s (%.2f)  submit+join %.0f/s (%.2f)  %d callers %.0f/s (%.1fx, %d commits)%n",
                        alone,
                        lone,
                        lone / alone,
                        queued,
                        queued / alone,
                        CALLERS,
                        many,
                        many / alone,
                        store.commits() - before);
            }
        }
    }

    private static Connection bare(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, label TEXT)");
        }
        return connection;
    }

    private static double bare(Connection connection) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t (id, label) VALUES (?, ?)")) {
            for (int row = 0; row < ROWS; row++) {
                insert.setInt(1, IDS.incrementAndGet());
                insert.setString(2, "label");
                insert.executeUpdate();
            }
        }
        return rate(ROWS, start);
    }

    private static double lone(JdbcStore store) throws StoreException {
        long start = System.nanoTime();
        for (int row = 0; row < ROWS; row++) {
            store.write(GroupCommitProbe::insert);
        }
        return rate(ROWS, start);
    }

    private static double queued(JdbcStore store) {
        long start = System.nanoTime();
        for (int row = 0; row < ROWS; row++) {
            store.submit(GroupCommitProbe::insert).toCompletableFuture().join();
        }
        return rate(ROWS, start);
    }

    private static double many(JdbcStore store) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Thread thread = new Thread(() -> {
                for (int row = 0; row < ROWS / 4; row++) {
                    store.submit(GroupCommitProbe::insert).toCompletableFuture().join();
                }
            });
            callers.add(thread);
            thread.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return rate(CALLERS * (ROWS / 4), start);
    }

    private static int insert(Connection connection) throws SQLException {
        return Sql.update(connection, "INSERT INTO t (id, label) VALUES (?, ?)", IDS.incrementAndGet(), "label");
    }

    private static double rate(int rows, long start) {
        return rows * 1e9 / (System.nanoTime() - start);
    }
}
