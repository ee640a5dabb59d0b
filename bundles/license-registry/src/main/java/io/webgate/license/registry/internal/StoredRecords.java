// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.format.UnverifiedDocument;
import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                            + " PRIMARY KEY (vendor, id))"),
            // One of an earlier version has no keys beside it until it was verified with those that are known
            Migration.of(
                    5,
                    "statements of vendors, each with its keys",
                    "CREATE TABLE license_vendor_statement (purpose TEXT NOT NULL, signer TEXT NOT NULL,"
                            + " number BIGINT NOT NULL, position BIGINT NOT NULL, file TEXT NOT NULL,"
                            + " at_ms BIGINT NOT NULL, vendor TEXT, signer_keys TEXT,"
                            + " PRIMARY KEY (purpose, signer, number))",
                    "INSERT INTO license_vendor_statement (purpose, signer, number, position, file, at_ms)"
                            + " SELECT purpose, signer, number, position, file, at_ms FROM license_statement",
                    "DROP TABLE license_statement"));

    private static final String ACTIVATIONS =
            "SELECT vendor, id, at_s, by_name, reason, last_day FROM license_activation";

    private static final Logger LOG = LoggerFactory.getLogger(StoredRecords.class);

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
                        Digest.ofHex(row.getString(3)),
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
                arrival.content().hex(),
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
     * @param position its place in the order in which they were taken
     * @param signers the ids of its two keys
     * @param file the whole signed file
     * @param at when it was taken
     * @param by the two keys that verified it; none beside one that an earlier version has kept
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Statement(
            long position,
            Purpose purpose,
            List<String> signers,
            long number,
            byte[] file,
            Instant at,
            List<TrustedKey> by) {

        Statement {
            signers = List.copyOf(signers);
            by = List.copyOf(by);
        }

        /** Whose it is: the keys beside it tell, else what the file itself says, which nobody has verified. */
        Optional<String> vendor() {
            if (!by.isEmpty()) {
                return Optional.of(by.get(0).vendor());
            }
            try {
                return UnverifiedDocument.read(file).claimedVendor();
            } catch (LicenseFormatException e) {
                LOG.debug("A statement does not tell whose it is", e);
                return Optional.empty();
            }
        }
    }

    /** Everything that vendors have stated and that is kept, in the order in which it was taken. */
    List<Statement> statements() throws StoreException {
        return store.read(connection -> Sql.query(
                connection,
                "SELECT position, purpose, signer, number, file, at_ms, vendor, signer_keys"
                        + " FROM license_vendor_statement ORDER BY position",
                row -> {
                    Purpose purpose = Purpose.valueOf(row.getString(2));
                    List<String> signers = List.of(row.getString(3).split(" ", -1));
                    return new Statement(
                            row.getLong(1),
                            purpose,
                            signers,
                            row.getLong(4),
                            row.getString(5).getBytes(StandardCharsets.US_ASCII),
                            Instant.ofEpochMilli(row.getLong(6)),
                            keys(purpose, signers, row.getString(7), row.getString(8)));
                }));
    }

    /** What verified a statement; nothing where that does not stand beside it, or makes no sense. */
    private static List<TrustedKey> keys(
            Purpose purpose, List<String> signers, @Nullable String vendor, @Nullable String text) {
        if (vendor == null || text == null) {
            return List.of();
        }
        List<TrustedKey> keys = new ArrayList<>();
        try {
            String[] parts = text.split(" ", -1);
            Algorithm[] algorithms = Algorithm.values();
            for (int at = 0; at < algorithms.length; at++) {
                byte[] key = Base64.getDecoder().decode(parts[at]);
                if (!TrustedKey.kidOf(key).equals(signers.get(at))) {
                    throw new IllegalArgumentException("A key beside it is not " + signers.get(at));
                }
                keys.add(new TrustedKey(
                        signers.get(at), vendor, algorithms[at], key, Set.of(purpose), Instant.MIN, Optional.empty()));
            }
            return keys;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("The keys beside a {} of {} can't be read: {}", purpose.code(), vendor, e.toString());
            return List.of();
        }
    }

    private static String text(List<TrustedKey> keys) {
        return keys.stream()
                .map(key -> Base64.getEncoder().encodeToString(key.publicKey()))
                .collect(Collectors.joining(" "));
    }

    /**
     * Makes a statement durable, with the keys that verified it. A list takes the place of those before it in its series; an
     * announcement stands beside them, since they tell whose a key is.
     */
    void save(Notice notice, Instant now) throws StoreException {
        String signer = String.join(" ", notice.signers());
        store.write(connection -> {
            if (notice.purpose() == Purpose.REVOCATION) {
                Sql.update(
                        connection,
                        "DELETE FROM license_vendor_statement WHERE purpose = ? AND signer = ? AND number < ?",
                        notice.purpose().name(),
                        signer,
                        notice.number());
            }
            return Sql.update(
                    connection,
                    "INSERT INTO license_vendor_statement"
                            + " (purpose, signer, number, position, file, at_ms, vendor, signer_keys) VALUES (?, ?, ?,"
                            + " (SELECT COALESCE(MAX(position), 0) + 1 FROM license_vendor_statement), ?, ?, ?, ?)"
                            + " ON CONFLICT (purpose, signer, number) DO UPDATE SET position = excluded.position,"
                            + " file = excluded.file, at_ms = excluded.at_ms, vendor = excluded.vendor,"
                            + " signer_keys = excluded.signer_keys",
                    notice.purpose().name(),
                    signer,
                    notice.number(),
                    new String(notice.file(), StandardCharsets.US_ASCII),
                    now.toEpochMilli(),
                    notice.vendor(),
                    text(notice.by()));
        });
    }

    /** Puts the keys that verified it beside a statement that an earlier version has kept without. */
    void saveKeys(Statement statement, List<TrustedKey> by) throws StoreException {
        store.write(connection -> Sql.update(
                connection,
                "UPDATE license_vendor_statement SET vendor = ?, signer_keys = ?"
                        + " WHERE purpose = ? AND signer = ? AND number = ?",
                by.get(0).vendor(),
                text(by),
                statement.purpose().name(),
                String.join(" ", statement.signers()),
                statement.number()));
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
