// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Brings areas up to date (T12, T13). Several processes may do so at once on one PostgreSQL. */
final class Migrations {

    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS store_migration (area TEXT NOT NULL, number INTEGER NOT NULL,"
                    + " name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (area, number))";

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final Backend backend;
    private final Writer writer;
    private final InstantSource time;

    Migrations(Backend backend, Writer writer, InstantSource time) {
        this.backend = backend;
        this.writer = writer;
        this.time = time;
    }

    /** The tables of the store itself. */
    void prepare() throws StoreException {
        writer.write(connection -> {
            backend.lockMigrations(connection);
            return Sql.update(connection, TABLE) + Sql.update(connection, Probe.TABLE);
        });
    }

    void migrate(String area, List<Migration> known, Map<Integer, String> applied) throws StoreException {
        if (area.isBlank()) {
            throw new IllegalArgumentException("The area of a migration has no name");
        }
        refuseUnordered(area, known);
        refuseForeign(area, known, new TreeMap<>(applied));
        boolean changed = false;
        for (Migration migration : known) {
            String checksum = applied.get(migration.number());
            if (checksum == null) {
                Optional<String> meanwhile = apply(area, migration);
                checksum = meanwhile.orElse(migration.checksum());
                changed |= meanwhile.isEmpty();
            }
            if (!checksum.equals(migration.checksum())) {
                throw new StoreException(
                        Kind.FAILED,
                        here(area, migration) + " was changed after it had been applied (checksum then " + checksum
                                + ", now " + migration.checksum()
                                + "): restore its text, and put the change into a new migration");
            }
        }
        if (changed) {
            writer.tablesChanged();
            backend.tablesChanged();
        }
    }

    static Map<Integer, String> applied(Connection connection, String area) throws SQLException {
        Map<Integer, String> found = new TreeMap<>();
        Sql.query(
                connection,
                "SELECT number, checksum FROM store_migration WHERE area = ?",
                row -> found.put(row.getInt(1), row.getString(2)) == null,
                area);
        return found;
    }

    private static void refuseUnordered(String area, List<Migration> known) {
        int last = 0;
        for (Migration migration : known) {
            if (migration.number() <= last) {
                throw new IllegalArgumentException("Migration " + migration.number() + " '" + migration.name() + "' of "
                        + area + " comes after " + last + ": numbers must ascend");
            }
            last = migration.number();
        }
    }

    private void refuseForeign(String area, List<Migration> known, SortedMap<Integer, String> applied)
            throws StoreException {
        if (applied.isEmpty()) {
            return;
        }
        int had = applied.lastKey();
        int knows = known.isEmpty() ? 0 : known.get(known.size() - 1).number();
        if (had > knows) {
            throw new StoreException(
                    Kind.NEWER,
                    "Database " + backend.name() + " has version " + had + " of the tables '" + area
                            + "', this program knows them up to " + knows
                            + ": a newer version has used it. Start that version, or restore a backup made before the upgrade");
        }
        for (Migration migration : known) {
            if (migration.number() < had && !applied.containsKey(migration.number())) {
                throw new StoreException(
                        Kind.FAILED,
                        here(area, migration) + " is new but its number lies before " + had
                                + ", which has been applied: give it a number after that");
            }
        }
        for (int number : applied.keySet()) {
            if (known.stream().noneMatch(migration -> migration.number() == number)) {
                throw new StoreException(
                        Kind.FAILED,
                        "Database " + backend.name() + ": migration " + number + " of '" + area
                                + "' has been applied, but this program no longer has it: put it back");
            }
        }
    }

    /** Applies it unless another process has just done so; then returns the checksum of what that one applied. */
    private Optional<String> apply(String area, Migration migration) throws StoreException {
        AtomicReference<String> at = new AtomicReference<>("");
        try {
            Optional<String> meanwhile = writer.write(connection -> {
                backend.lockMigrations(connection);
                Optional<String> other =
                        Optional.ofNullable(applied(connection, area).get(migration.number()));
                if (other.isEmpty()) {
                    run(connection, migration, at);
                    record(connection, area, migration);
                }
                return other;
            });
            if (meanwhile.isEmpty()) {
                LOG.info("Database {}: {} {} '{}' applied", backend.name(), area, migration.number(), migration.name());
            }
            return meanwhile;
        } catch (StoreException e) {
            throw new StoreException(
                    e.kind(),
                    here(area, migration) + " failed, nothing of it was kept. " + e.getMessage() + at.get(),
                    e);
        }
    }

    private static void run(Connection connection, Migration migration, AtomicReference<String> at)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : migration.statements()) {
                at.set(" (at: " + text + ")");
                statement.execute(text);
            }
        }
        at.set("");
    }

    private void record(Connection connection, String area, Migration migration) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO store_migration (area, number, name, checksum, applied_at) VALUES (?, ?, ?, ?, ?)",
                area,
                migration.number(),
                migration.name(),
                migration.checksum(),
                time.instant().toEpochMilli());
    }

    private String here(String area, Migration migration) {
        return "Database " + backend.name() + ": migration " + migration.number() + " '" + migration.name() + "' of '"
                + area + "'";
    }
}
