// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.webgate.store.StoreException.Kind;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Set;

/**
 * PostgreSQL, shared by several processes: one write connection of our own, whose loss we must see, and a small pool
 * for reading. What the driver and the server could wait for without end is bounded.
 */
final class PostgresBackend implements Backend {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBackend.class);

    private static final int READERS = 4;
    private static final int CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 60;
    private static final int POOL_MILLIS = 30_000;

    /** Not reachable, refused, no such database, shut down (57P…; 57014 is a work's), input/output error. */
    private static final Set<String> CONNECTION_CLASSES = Set.of("08", "28", "3D", "57", "58");

    /** Names our advisory lock among others in the same database: "webgate" in ASCII. */
    private static final long MIGRATION_LOCK = 0x77656267617465L;

    private final String name;
    private final PGSimpleDataSource server;
    private final HikariDataSource readers;

    private PostgresBackend(String name, PGSimpleDataSource server, HikariDataSource readers) {
        this.name = name;
        this.server = server;
        this.readers = readers;
    }

    /** Connects to nothing yet. */
    static PostgresBackend of(String url, String user, String password) {
        // Parameters may hold a password
        String name = url.replaceFirst("\\?.*", "");
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setLoginTimeout(CONNECT_SECONDS);
        server.setConnectTimeout(CONNECT_SECONDS);
        server.setSocketTimeout(SOCKET_SECONDS);
        server.setTcpKeepAlive(true);
        server.setApplicationName("webgate");
        server.setURL(url);
        if (!user.isEmpty()) {
            server.setUser(user);
        }
        if (!password.isEmpty()) {
            server.setPassword(password);
        }
        // Set up but not started: it starts with the first read, so never before the write connection has been had
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("webgate-store");
        pool.setDataSource(server);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(POOL_MILLIS);
        pool.setAutoCommit(false);
        pool.setReadOnly(true);
        // One snapshot for all queries of a read, as SQLite has it
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        // A server that is away is an error of the read at hand, told within the time-out above
        pool.setInitializationFailTimeout(-1);
        return new PostgresBackend(name, server, pool);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Link open() throws SQLException {
        Connection connection = server.getConnection();
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (setting(statement, "fsync").equals("off")) {
                    LOG.warn("The server of {} runs with fsync = off: what it confirms may be lost", name);
                }
                if (setting(statement, "synchronous_commit").equals("off")) {
                    statement.execute("SET synchronous_commit = on");
                }
                statement.execute("SET lock_timeout = '10s'");
            }
            connection.commit();
            return new PostgresLink(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + name)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public Reading read() throws SQLException {
        Connection pooled = readers.getConnection();
        Connection guarded = GuardedConnection.plain(pooled);
        return new Reading() {
            @Override
            public Connection connection() {
                return guarded;
            }

            @Override
            public void end(boolean sound) {
                try {
                    pooled.rollback();
                } catch (SQLException e) {
                    LOG.debug("A read on {} did not end cleanly, the pool sorts it out: {}", name, e.getMessage());
                }
                closed(pooled);
            }
        };
    }

    private void closed(Connection pooled) {
        try {
            pooled.close();
        } catch (SQLException e) {
            LOG.warn("A read connection to {} did not close cleanly: {}", name, e.getMessage());
        }
    }

    @Override
    public void tablesChanged() {
        // The driver notices by itself
    }

    @Override
    public void lockMigrations(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
        }
    }

    @Override
    public Failure meaning(SQLException error) {
        if (error instanceof SQLTransientException) {
            // The pool's: no connection became free in time, or none could be had
            return Failure.work(Kind.BUSY);
        }
        String state = error.getSQLState();
        if (state == null) {
            return Failure.work(Kind.FAILED);
        }
        return switch (state) {
            case "23505" -> Failure.work(Kind.CONFLICT);
            case "53100" -> Failure.store(Kind.FULL);
            case "25006" -> Failure.store(Kind.READ_ONLY);
            case "40001", "40P01", "55P03", "57014" -> Failure.work(Kind.BUSY);
            case "53300" -> Failure.connection(Kind.BUSY);
            case "XX001", "XX002" -> Failure.connection(Kind.CORRUPT);
            default ->
                CONNECTION_CLASSES.contains(state.substring(0, 2))
                        ? Failure.connection(Kind.FAILED)
                        : Failure.work(Kind.FAILED);
        };
    }

    @Override
    public void close() {
        readers.close();
    }

    private static final class PostgresLink implements Link {

        private final Connection real;
        private final Connection guarded;

        PostgresLink(Connection real) {
            this.real = real;
            this.guarded = GuardedConnection.plain(real);
        }

        @Override
        public Connection connection() {
            return guarded;
        }

        @Override
        public void begin() {
            // The driver begins with the first statement
        }

        @Override
        public void commit() throws SQLException {
            real.commit();
        }

        @Override
        public void rollback() throws SQLException {
            real.rollback();
        }

        @Override
        public void close() {
            try {
                real.close();
            } catch (SQLException e) {
                LOG.warn("The write connection did not close cleanly: {}", e.getMessage());
            }
        }
    }
}
