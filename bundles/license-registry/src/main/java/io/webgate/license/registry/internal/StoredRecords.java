// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.format.Purpose;
import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registry's memory that is not in the documents themselves. Safe for all threads; calls block. */
final class StoredRecords {

    static final String AREA = "license-registry";

    static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "marks, arrivals, highest time",
                    "CREATE TABLE license_mark (vendor TEXT NOT NULL, lineage TEXT NOT NULL, generation BIGINT NOT NULL,"
                            + " begins_s BIGINT NOT NULL, PRIMARY KEY (vendor, lineage, generation))",
                    "CREATE TABLE license_superseded (vendor TEXT NOT NULL, id TEXT NOT NULL, by_id TEXT NOT NULL,"
                            + " begins_s BIGINT NOT NULL, PRIMARY KEY (vendor, id))",
                    "CREATE TABLE license_arrival (vendor TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL,"
                            + " source TEXT NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY (vendor, id))",
                    "CREATE TABLE license_time (name TEXT NOT NULL PRIMARY KEY, highest_ms BIGINT NOT NULL)"),
            Migration.of(
                    2,
                    "statements of vendors",
                    "CREATE TABLE license_statement (purpose TEXT NOT NULL, signer TEXT NOT NULL, number BIGINT NOT NULL,"
                            + " position BIGINT NOT NULL, file TEXT NOT NULL, at_ms BIGINT NOT NULL,"
                            + " PRIMARY KEY (purpose, signer))"),
            Migration.of(
                    3,
                    "highest time, authenticated",
                    "DROP TABLE license_time",
                    "CREATE TABLE license_time_mark (name TEXT NOT NULL PRIMARY KEY, mark TEXT NOT NULL)"),
            Migration.of(
                    4,
                    "uses of break-glass licences",
                    "CREATE TABLE license_activation (vendor TEXT NOT NULL, id TEXT NOT NULL, at_s BIGINT NOT NULL,"
                            + " by_name TEXT NOT NULL, reason TEXT NOT NULL, last_day TEXT NOT NULL,"
                            + " PRIMARY KEY (vendor, id))"));

    private static final String ACTIVATIONS =
            "SELECT vendor, id, at_s, by_name, reason, last_day FROM license_activation";

    private final Store store;

    StoredRecords(Store store) {
        this.store = store;
    }

    void migrate() throws StoreException {
        store.migrate(AREA, MIGRATIONS);
    }

    /** Everything that was ever seen. */
    Marks marks() throws StoreException {
        Repeated<String> vendors = new Repeated<>();
        Repeated<Instant> times = new Repeated<>();
        return store.read(connection -> Marks.of(
                Sql.query(
                        connection,
                        "SELECT vendor, lineage, generation, begins_s FROM license_mark",
                        row -> new Mark(
                                vendors.one(row.getString(1)),
                                new Lineage(row.getString(2)),
                                row.getLong(3),
                                times.one(Instant.ofEpochSecond(row.getLong(4))))),
                Sql.query(
                        connection,
                        "SELECT vendor, id, by_id, begins_s FROM license_superseded",
                        row -> new Supersession(
                                row.getString(1),
                                new LicenseId(row.getString(2)),
                                new LicenseId(row.getString(3)),
                                Instant.ofEpochSecond(row.getLong(4))))));
    }

    List<Arrival> arrivals() throws StoreException {
        Repeated<String> words = new Repeated<>();
        Repeated<Instant> times = new Repeated<>();
        return store.read(connection -> Sql.query(
                connection,
                "SELECT vendor, id, content, source, at_ms FROM license_arrival",
                row -> new Arrival(
                        new Identity(words.one(row.getString(1)), new LicenseId(row.getString(2))),
                        row.getString(3),
                        words.one(row.getString(4)),
                        times.one(Instant.ofEpochMilli(row.getLong(5))))));
    }

    /**
     * Values that thousands of rows repeat, each kept once: what a start reads stays for as long as the host runs, and the
     * collector copies it. For one query, one thread.
     */
    private static final class Repeated<T> {

        /** Beyond these they do not repeat enough to look for them. */
        private static final int MOST = 1_000;

        private final Map<T, T> known = new HashMap<>();

        T one(T value) {
            if (known.size() >= MOST) {
                return known.getOrDefault(value, value);
            }
            T before = known.putIfAbsent(value, value);
            return before == null ? value : before;
        }
    }

    /** Makes arrivals and the marks that they leave durable, together. */
    void save(Collection<Arrival> arrivals, Marks before, Marks after) throws StoreException {
        store.write(connection -> {
            for (Arrival arrival : arrivals) {
                save(connection, arrival);
            }
            for (Mark mark : without(before.marks(), after.marks())) {
                Sql.update(
                        connection,
                        "DELETE FROM license_mark WHERE vendor = ? AND lineage = ? AND generation = ?",
                        mark.vendor(),
                        mark.lineage().value(),
                        mark.generation());
            }
            for (Mark mark : without(after.marks(), before.marks())) {
                save(connection, mark);
            }
            for (Supersession supersession : without(after.supersessions(), before.supersessions())) {
                save(connection, supersession);
            }
            return arrivals.size();
        });
    }

    /** One by one: {@code removeAll} seeks each element of the set in the whole list, and there may be many of both. */
    private static <T> Set<T> without(Collection<T> all, Collection<T> taken) {
        Set<T> rest = new HashSet<>(all);
        taken.forEach(rest::remove);
        return rest;
    }

    private static void save(Connection connection, Arrival arrival) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO license_arrival (vendor, id, content, source, at_ms) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (vendor, id) DO UPDATE SET content = excluded.content,"
                        + " source = excluded.source, at_ms = excluded.at_ms",
                arrival.identity().vendor(),
                arrival.identity().id().value(),
                arrival.content(),
                arrival.source(),
                arrival.at().toEpochMilli());
    }

    private static void save(Connection connection, Mark mark) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO license_mark (vendor, lineage, generation, begins_s) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (vendor, lineage, generation) DO UPDATE SET begins_s = excluded.begins_s",
                mark.vendor(),
                mark.lineage().value(),
                mark.generation(),
                mark.begins().getEpochSecond());
    }

    private static void save(Connection connection, Supersession supersession) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO license_superseded (vendor, id, by_id, begins_s) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (vendor, id) DO UPDATE SET by_id = excluded.by_id, begins_s = excluded.begins_s",
                supersession.vendor(),
                supersession.id().value(),
                supersession.by().value(),
                supersession.begins().getEpochSecond());
    }

    /**
     * A statement as it is kept.
     *
     * @param file the whole signed file
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Statement(Purpose purpose, byte[] file) {}

    /** The statements that are in force, in the order in which they were taken. */
    List<Statement> statements() throws StoreException {
        return store.read(connection -> Sql.query(
                connection,
                "SELECT purpose, file FROM license_statement ORDER BY position",
                row -> new Statement(
                        Purpose.valueOf(row.getString(1)), row.getString(2).getBytes(StandardCharsets.US_ASCII))));
    }

    /** Makes a statement durable in the place of the one before it in its series; a lower number never replaces it. */
    void save(Notice notice, Instant now) throws StoreException {
        store.write(connection -> Sql.update(
                connection,
                "INSERT INTO license_statement (purpose, signer, number, position, file, at_ms) VALUES (?, ?, ?,"
                        + " (SELECT COALESCE(MAX(position), 0) + 1 FROM license_statement), ?, ?)"
                        + " ON CONFLICT (purpose, signer) DO UPDATE SET number = excluded.number,"
                        + " position = excluded.position, file = excluded.file, at_ms = excluded.at_ms"
                        + " WHERE license_statement.number < excluded.number",
                notice.purpose().name(),
                String.join(" ", notice.signers()),
                notice.number(),
                new String(notice.file(), StandardCharsets.US_ASCII),
                now.toEpochMilli()));
    }

    /** Every use of a break-glass licence (R59), in no order. */
    List<BreakGlassUse> activations() throws StoreException {
        return store.read(connection -> Sql.query(connection, ACTIVATIONS, StoredRecords::activation));
    }

    /**
     * Makes a use durable, unless there was one before: nothing ever changes or takes one away.
     *
     * @return the one that stands
     */
    BreakGlassUse activate(BreakGlassUse use) throws StoreException {
        return store.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO license_activation (vendor, id, at_s, by_name, reason, last_day) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (vendor, id) DO NOTHING",
                    use.vendor(),
                    use.license().value(),
                    use.activation().at().getEpochSecond(),
                    use.activation().by(),
                    use.activation().reason(),
                    use.activation().lastDay().toString());
            return Sql.first(
                            connection,
                            ACTIVATIONS + " WHERE vendor = ? AND id = ?",
                            StoredRecords::activation,
                            use.vendor(),
                            use.license().value())
                    .orElseThrow(() -> new SQLException("A row that was just written is not there"));
        });
    }

    private static BreakGlassUse activation(ResultSet row) throws SQLException {
        return new BreakGlassUse(
                row.getString(1),
                new LicenseId(row.getString(2)),
                new Activation(
                        Instant.ofEpochSecond(row.getLong(3)),
                        row.getString(4),
                        row.getString(5),
                        LocalDate.parse(row.getString(6))));
    }

    /** A document was removed through us: it would be a new one if it came again. */
    void forget(Collection<Identity> removed) throws StoreException {
        store.write(connection -> {
            for (Identity identity : removed) {
                Sql.update(
                        connection,
                        "DELETE FROM license_arrival WHERE vendor = ? AND id = ?",
                        identity.vendor(),
                        identity.id().value());
            }
            return removed.size();
        });
    }

    /** The line that tells of the highest time that a host has seen (R10), see {@link TimeMark}. */
    Optional<String> timeMark(String name) throws StoreException {
        return store.read(connection -> Sql.first(
                connection, "SELECT mark FROM license_time_mark WHERE name = ?", row -> row.getString(1), name));
    }

    /** Replaces it. */
    void saveTimeMark(String name, String mark) throws StoreException {
        store.write(connection -> Sql.update(
                connection,
                "INSERT INTO license_time_mark (name, mark) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET mark = excluded.mark",
                name,
                mark));
    }
}
