// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/** SQLite in one file, for this process alone: write-ahead log, each commit synchronised to disk. */
final class SqliteBackend implements Backend {

    private static final int PRIMARY = 0xff;
    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIB = 8_192;

    private final Path file;
    private final FileLock lock;
    private final Identity identity;
    private final SqliteReaders readers;

    private SqliteBackend(Path file, FileLock lock, Identity identity) {
        this.file = file;
        this.lock = lock;
        this.identity = identity;
        this.readers = new SqliteReaders(this::connectReader, file.toString());
    }

    /** Makes the directory where needed and takes the lock; opens nothing yet. */
    static SqliteBackend claim(Path file, Supplier<String> newIds) throws StoreException {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.toString().contains("?")) {
            throw new IllegalArgumentException(
                    "The path " + absolute
                            + " holds a question mark, which SQLite's driver takes for the start of parameters: choose another");
        }
        FileLock lock = FileLock.take(absolute);
        return new SqliteBackend(absolute, lock, new Identity(absolute, newIds));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Link open() throws SQLException, StoreException {
        identity.refuseMissing();
        Connection connection = config().createConnection("jdbc:sqlite:" + file);
        try {
            refuseDamaged(connection);
            identity.refuseForeign(connection);
            return new SqliteLink(connection);
        } catch (SQLException | StoreException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Reads the whole file once: what a torn or flipped page did is known at the start, not when it is needed (T5). */
    private void refuseDamaged(Connection connection) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw new StoreException(
                        Kind.CORRUPT,
                        "Database " + file + " is damaged (" + verdict
                                + "). Nothing was changed: keep a copy of it with its -wal file and restore the last backup");
            }
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        // Negative: KiB instead of pages
        config.setCacheSize(-CACHE_KIB);
        // Nobody asks for generated keys (RETURNING is there for that); the driver would query them after each insert
        config.setGetGeneratedKeys(false);
        return config;
    }

    private Connection connectReader() throws SQLException {
        Connection connection = config().createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Reading read() throws SQLException, StoreException {
        return readers.take();
    }

    @Override
    public void tablesChanged() {
        readers.renew();
    }

    @Override
    public void lockMigrations(Connection connection) {
        // Nobody else has the file, and the transaction has the write lock already
    }

    @Override
    public Failure meaning(SQLException error) {
        if (!(error instanceof SQLiteException known)) {
            return Failure.work(Kind.FAILED);
        }
        int code = known.getResultCode().code;
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE.code
                || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY.code
                || code == SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID.code) {
            return Failure.work(Kind.CONFLICT);
        }
        int primary = code & PRIMARY;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return Failure.store(Kind.FULL);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return Failure.store(Kind.READ_ONLY);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return Failure.work(Kind.BUSY);
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Failure.connection(Kind.CORRUPT);
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_PROTOCOL.code
                || primary == SQLiteErrorCode.SQLITE_NOMEM.code) {
            return Failure.connection(Kind.FAILED);
        }
        return Failure.work(Kind.FAILED);
    }

    @Override
    public void close() {
        readers.close();
        lock.close();
    }
}
