// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonObject;
import io.webgate.license.api.Feature;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;
import io.webgate.store.Migration;
import io.webgate.store.Sql;
import org.pcollections.HashTreePMap;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of the ledger is durable, as tables; the same SQL for SQLite and PostgreSQL. Stateless. */
final class LedgerTables {

    static final String AREA = "ledger";

    static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "seats, journal, latches",
                    "CREATE TABLE ledger_seat (seat TEXT PRIMARY KEY, ord BIGINT NOT NULL, fence BIGINT NOT NULL,"
                            + " module TEXT NOT NULL, device TEXT NOT NULL, holder TEXT, label TEXT, grp TEXT,"
                            + " weight BIGINT NOT NULL, features TEXT NOT NULL, connected_at TEXT NOT NULL,"
                            + " lives_ms BIGINT NOT NULL, left_ms BIGINT)",
                    "CREATE TABLE ledger_journal (seq BIGINT PRIMARY KEY, kind TEXT NOT NULL, ref BIGINT NOT NULL,"
                            + " body TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL)",
                    "CREATE INDEX ledger_journal_ref ON ledger_journal (ref)",
                    "CREATE TABLE ledger_held_out (module TEXT NOT NULL, device TEXT NOT NULL, holder TEXT NOT NULL,"
                            + " until_ms BIGINT NOT NULL, PRIMARY KEY (module, device, holder))",
                    "CREATE TABLE ledger_bound (module TEXT PRIMARY KEY, sessions BIGINT NOT NULL)",
                    "CREATE TABLE ledger_key (idempotency_key TEXT PRIMARY KEY, digest TEXT NOT NULL, seat TEXT NOT NULL,"
                            + " at_ms BIGINT NOT NULL)",
                    "CREATE TABLE ledger_mark (name TEXT PRIMARY KEY, value BIGINT NOT NULL)"),
            Migration.of(2, "why a subject is held out", "ALTER TABLE ledger_held_out ADD COLUMN reason TEXT"),
            Migration.of(
                    3,
                    "places that are kept",
                    "CREATE TABLE ledger_place (module TEXT NOT NULL, device TEXT NOT NULL, holder TEXT NOT NULL,"
                            + " ord BIGINT NOT NULL, grp TEXT, until_ms BIGINT NOT NULL,"
                            + " PRIMARY KEY (module, device, holder))"),
            Migration.of(
                    4,
                    "who made room",
                    "CREATE TABLE ledger_displaced (module TEXT NOT NULL, device TEXT NOT NULL, holder TEXT NOT NULL,"
                            + " at TEXT NOT NULL, told INTEGER NOT NULL, PRIMARY KEY (module, device, holder))"),
            Migration.of(
                    5,
                    "what happened, and the documents that limits are made of",
                    "CREATE TABLE ledger_document (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,"
                            + " body TEXT NOT NULL)",
                    "CREATE INDEX ledger_journal_passed ON ledger_journal (seq) WHERE kind = 'passed'",
                    "CREATE INDEX ledger_journal_followed ON ledger_journal (ref) WHERE kind <> 'change'",
                    "DROP INDEX ledger_journal_ref"));

    private LedgerTables() {}

    /** What was remembered of an idempotency key. */
    record KeyRow(String key, String digest, SeatId seat, long atMillis) {}

    /** A seat with how long it lives, and how much was left of that when the ledger was closed in order. */
    record SeatRow(Seat seat, Duration lives, Optional<Duration> left) {}

    /**
     * Everything that survives.
     *
     * @param explained whether the journal tells how the state came about
     */
    record Recovered(State state, List<SeatRow> seats, List<KeyRow> keys, String lastHash, boolean explained) {}

    /** Writes one entry; returns the hash of the journal after it. */
    static String write(Connection c, Entry entry, String hash) throws SQLException {
        if (entry instanceof Entry.SeatTaken taken) {
            insert(c, taken);
        } else if (entry instanceof Entry.SeatEnded ended) {
            Sql.update(
                    c,
                    "DELETE FROM ledger_seat WHERE seat = ?",
                    ended.seat().id().value());
        } else if (entry instanceof Entry.SeatChanged changed) {
            change(c, changed.seat());
        } else if (entry instanceof Entry.PlaceKept kept) {
            keep(c, kept);
        } else if (entry instanceof Entry.PlacesForgotten forgotten) {
            for (SubjectKey subject : forgotten.subjects()) {
                forget(c, "ledger_place", subject);
            }
        } else if (entry instanceof Entry.MadeRoom made) {
            Sql.update(
                    c,
                    "INSERT INTO ledger_displaced (module, device, holder, at, told) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (module, device, holder) DO UPDATE SET at = excluded.at,"
                            + " told = excluded.told",
                    made.subject().module().value(),
                    made.subject().device(),
                    made.subject().holder(),
                    made.displaced().at().toString(),
                    made.displaced().told() ? 1 : 0);
        } else if (entry instanceof Entry.RoomForgotten forgotten) {
            for (SubjectKey subject : forgotten.subjects()) {
                forget(c, "ledger_displaced", subject);
            }
        } else if (entry instanceof Entry.KeptOut held) {
            Sql.update(
                    c,
                    "INSERT INTO ledger_held_out (module, device, holder, until_ms, reason) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (module, device, holder) DO UPDATE SET until_ms = excluded.until_ms,"
                            + " reason = excluded.reason",
                    held.subject().module().value(),
                    held.subject().device(),
                    held.subject().holder(),
                    held.heldOut().until().toEpochMilli(),
                    held.heldOut().reason().orElse(null));
        } else if (entry instanceof Entry.BoundsSet bounds) {
            Sql.update(c, "DELETE FROM ledger_bound");
            for (Map.Entry<ModuleId, Long> bound : bounds.sessions().entrySet()) {
                Sql.update(
                        c,
                        "INSERT INTO ledger_bound (module, sessions) VALUES (?, ?)",
                        bound.getKey().value(),
                        bound.getValue());
            }
        } else if (entry instanceof Entry.DocumentKept kept) {
            SignedFile document = kept.document();
            Sql.update(
                    c,
                    "INSERT INTO ledger_document (digest, kind, id, body) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (digest) DO NOTHING",
                    document.digest(),
                    document.kind().code(),
                    document.id(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(document.bytes()));
        } else {
            JournalRow row = JournalRow.of(entry).orElseThrow(() -> new IllegalStateException("No table for " + entry));
            return journal(c, hash, row);
        }
        return hash;
    }

    private static String journal(Connection c, String previous, JournalRow row) throws SQLException {
        String hash = JournalChain.hash(previous, row.seq(), row.kind(), row.body());
        Sql.update(
                c,
                "INSERT INTO ledger_journal (seq, kind, ref, body, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)",
                row.seq(),
                row.kind(),
                row.ref(),
                row.body(),
                previous,
                hash);
        return hash;
    }

    private static void change(Connection c, Seat seat) throws SQLException {
        Sql.update(
                c,
                "UPDATE ledger_seat SET label = ?, grp = ?, weight = ?, features = ? WHERE seat = ?",
                seat.subject().label().orElse(null),
                seat.group().orElse(null),
                seat.weight(),
                features(seat),
                seat.id().value());
    }

    private static void keep(Connection c, Entry.PlaceKept kept) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO ledger_place (module, device, holder, ord, grp, until_ms) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (module, device, holder) DO UPDATE SET ord = excluded.ord,"
                        + " grp = excluded.grp, until_ms = excluded.until_ms",
                kept.subject().module().value(),
                kept.subject().device(),
                kept.subject().holder(),
                kept.place().order(),
                kept.place().group().orElse(null),
                kept.place().until().toEpochMilli());
    }

    private static void forget(Connection c, String table, SubjectKey subject) throws SQLException {
        Sql.update(
                c,
                "DELETE FROM " + table + " WHERE module = ? AND device = ? AND holder = ?",
                subject.module().value(),
                subject.device(),
                subject.holder());
    }

    private static String features(Seat seat) {
        return seat.features().stream().map(Feature::value).sorted().collect(Collectors.joining(" "));
    }

    private static void insert(Connection c, Entry.SeatTaken taken) throws SQLException {
        Seat seat = taken.seat();
        Sql.update(
                c,
                "INSERT INTO ledger_seat (seat, ord, fence, module, device, holder, label, grp, weight, features,"
                        + " connected_at, lives_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                seat.id().value(),
                seat.order(),
                seat.fence(),
                seat.module().value(),
                seat.subject().device(),
                seat.subject().holder().orElse(null),
                seat.subject().label().orElse(null),
                seat.group().orElse(null),
                seat.weight(),
                features(seat),
                seat.connectedAt().toString(),
                taken.lives().toMillis());
    }

    static void writeKey(Connection c, KeyRow row) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO ledger_key (idempotency_key, digest, seat, at_ms) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (idempotency_key) DO UPDATE SET digest = excluded.digest,"
                        + " seat = excluded.seat, at_ms = excluded.at_ms",
                row.key(),
                row.digest(),
                row.seat().value(),
                row.atMillis());
    }

    static void forgetKeysBefore(Connection c, long millis) throws SQLException {
        Sql.update(c, "DELETE FROM ledger_key WHERE at_ms < ?", millis);
    }

    /** Numbers below the mark may have been used; after a restart the ledger goes on at the mark (I4). */
    static void writeMark(Connection c, String name, long value) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO ledger_mark (name, value) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value);
    }

    /** What was left of a seat's life when the ledger was closed in order; cleared again when it starts. */
    static void writeLeft(Connection c, SeatId seat, long millis) throws SQLException {
        Sql.update(c, "UPDATE ledger_seat SET left_ms = ? WHERE seat = ?", millis, seat.value());
    }

    static void clearLeft(Connection c) throws SQLException {
        Sql.update(c, "UPDATE ledger_seat SET left_ms = NULL WHERE left_ms IS NOT NULL");
        Sql.update(c, "DELETE FROM ledger_mark WHERE name = 'closed-at'");
    }

    static String lastHash(Connection c) throws SQLException {
        return Sql.first(c, "SELECT hash FROM ledger_journal ORDER BY seq DESC LIMIT 1", row -> row.getString(1))
                .orElse(JournalChain.GENESIS);
    }

    static Recovered recover(Connection c, Instant now) throws SQLException {
        List<SeatRow> seats = Sql.query(c, "SELECT * FROM ledger_seat ORDER BY ord", LedgerTables::seatRow);
        Map<String, Long> marks = Sql.query(
                        c, "SELECT name, value FROM ledger_mark", row -> Map.entry(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        State state = State.EMPTY;
        for (SeatRow row : seats) {
            state = state.plus(row.seat());
        }
        for (Map.Entry<SubjectKey, Place> kept : places(c)) {
            if (state.seatOf(kept.getKey()).isEmpty()) {
                state = state.keeping(kept.getKey(), kept.getValue());
            }
        }
        OpenVerdicts journal = OpenVerdicts.read(c);
        long mark = marks.getOrDefault("numbers", 1L);
        state = state.with(new Numbers(
                Math.max(state.nextOrder(), mark), Math.max(state.nextFence(), mark), journal.lastSeq() + 1));
        state = state.withLatches(journal.latches());
        state = state.withStanding(HashTreePMap.from(journal.standing()));
        state = state.withLacking(HashTreePMap.from(journal.lacking()));
        state = state.withDisplaced(HashTreePMap.from(displaced(c)));
        state = state.withBounds(Sql.query(
                        c,
                        "SELECT module, sessions FROM ledger_bound",
                        row -> Map.entry(new ModuleId(row.getString(1)), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        Map<SubjectKey, HeldOut> heldOut = Sql.query(
                        c,
                        "SELECT module, device, holder, until_ms, reason FROM ledger_held_out",
                        row -> Map.entry(
                                new SubjectKey(new ModuleId(row.getString(1)), row.getString(2), row.getString(3)),
                                new HeldOut(
                                        Instant.ofEpochMilli(row.getLong(4)), Optional.ofNullable(row.getString(5)))))
                .stream()
                .filter(held -> !held.getValue().isOver(now))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        state = state.withHeldOut(HashTreePMap.from(heldOut));
        List<KeyRow> keys = Sql.query(
                c,
                "SELECT idempotency_key, digest, seat, at_ms FROM ledger_key ORDER BY at_ms",
                row -> new KeyRow(row.getString(1), row.getString(2), new SeatId(row.getString(3)), row.getLong(4)));
        return new Recovered(state, leftSinceClosing(seats, marks, now), keys, journal.lastHash(), journal.explains());
    }

    /** Numbers of those among the verdicts that the journal has under the same number. */
    static Set<Long> known(Connection c, List<Verdict> verdicts) throws SQLException {
        Set<Long> known = new HashSet<>();
        for (Verdict verdict : verdicts) {
            Sql.first(
                            c,
                            "SELECT body FROM ledger_journal WHERE seq = ? AND kind = 'passed'",
                            row -> VerdictJson.read(row.getString(1)),
                            verdict.seq())
                    .filter(verdict::equals)
                    .ifPresent(same -> known.add(same.seq()));
        }
        return known;
    }

    private static Map<SubjectKey, Displaced> displaced(Connection c) throws SQLException {
        return Sql.query(
                        c,
                        "SELECT module, device, holder, at, told FROM ledger_displaced",
                        row -> Map.entry(
                                new SubjectKey(new ModuleId(row.getString(1)), row.getString(2), row.getString(3)),
                                new Displaced(Instant.parse(row.getString(4)), row.getInt(5) != 0)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Map.Entry<SubjectKey, Place>> places(Connection c) throws SQLException {
        return Sql.query(
                c,
                "SELECT module, device, holder, ord, grp, until_ms FROM ledger_place",
                row -> Map.entry(
                        new SubjectKey(new ModuleId(row.getString(1)), row.getString(2), row.getString(3)),
                        new Place(
                                row.getLong(4),
                                Optional.ofNullable(row.getString(5)),
                                Instant.ofEpochMilli(row.getLong(6)))));
    }

    /** Time that passed while the host was switched off counts; after a crash a lease has its full time again (D4). */
    private static List<SeatRow> leftSinceClosing(List<SeatRow> seats, Map<String, Long> marks, Instant now) {
        Long closedAt = marks.get("closed-at");
        if (closedAt == null) {
            return seats;
        }
        Duration away = Duration.ofMillis(Math.max(0, now.toEpochMilli() - closedAt));
        return seats.stream()
                .map(row -> new SeatRow(row.seat(), row.lives(), row.left().map(left -> left.minus(away))))
                .toList();
    }

    private static SeatRow seatRow(ResultSet row) throws SQLException {
        String features = row.getString("features");
        long left = row.getLong("left_ms");
        boolean unknown = row.wasNull();
        Seat seat = new Seat(
                new SeatId(row.getString("seat")),
                row.getLong("ord"),
                row.getLong("fence"),
                new ModuleId(row.getString("module")),
                new Subject(
                        row.getString("device"),
                        Optional.ofNullable(row.getString("holder")),
                        Optional.ofNullable(row.getString("label"))),
                Optional.ofNullable(row.getString("grp")),
                row.getLong("weight"),
                Arrays.stream(features.split(" ", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Feature::new)
                        .collect(Collectors.toSet()),
                Instant.parse(row.getString("connected_at")));
        return new SeatRow(
                seat,
                Duration.ofMillis(row.getLong("lives_ms")),
                unknown ? Optional.empty() : Optional.of(Duration.ofMillis(left)));
    }

    /** The verdicts, newest first, each with what followed it. */
    static List<JournalEntry> verdicts(Connection c, int most) throws SQLException {
        List<JournalEntry> passed = Sql.query(
                c,
                "SELECT body, hash, previous_hash FROM ledger_journal WHERE kind = 'passed' ORDER BY seq DESC LIMIT ?",
                row -> new JournalEntry(
                        VerdictJson.read(row.getString(1)),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        row.getString(2),
                        row.getString(3)),
                most);
        List<JournalEntry> whole = new java.util.ArrayList<>(passed.size());
        for (JournalEntry entry : passed) {
            whole.add(withWhatFollowed(c, entry));
        }
        return List.copyOf(whole);
    }

    private static JournalEntry withWhatFollowed(Connection c, JournalEntry entry) throws SQLException {
        JournalEntry found = entry;
        List<Map.Entry<String, JsonObject>> rows = Sql.query(
                c,
                "SELECT kind, body FROM ledger_journal WHERE ref = ? AND kind <> 'change' AND seq <> ref ORDER BY seq",
                row -> Map.entry(
                        row.getString(1),
                        com.google.gson.JsonParser.parseString(row.getString(2)).getAsJsonObject()),
                entry.verdict().seq());
        for (Map.Entry<String, JsonObject> row : rows) {
            JsonObject body = row.getValue();
            if (row.getKey().equals(JournalRow.STOPPED)) {
                List<String> bundles = body.getAsJsonArray("bundles").asList().stream()
                        .map(name -> name.getAsString())
                        .toList();
                found = new JournalEntry(
                        found.verdict(),
                        bundles,
                        found.resumedBy(),
                        found.resumedAt(),
                        found.hash(),
                        found.previousHash());
            } else if (!body.has("replaced") || !body.get("replaced").getAsBoolean()) {
                String by = body.has("by") ? body.get("by").getAsString() : Verdicts.LIMIT;
                found = new JournalEntry(
                        found.verdict(),
                        found.stopped(),
                        Optional.of(by),
                        Optional.of(Instant.parse(body.get("at").getAsString())),
                        found.hash(),
                        found.previousHash());
            }
        }
        return found;
    }
}
