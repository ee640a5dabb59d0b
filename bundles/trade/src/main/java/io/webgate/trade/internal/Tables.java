// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.store.Migration;
import io.webgate.store.Sql;
import io.webgate.trade.Amounts;
import io.webgate.trade.Author;
import io.webgate.trade.Item;
import io.webgate.trade.Kind;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.State;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of goods and documents and the statements on them. Money lies in hundredths, quantities in thousandths.
 * Goods carry the number of their delivery, so that a large one is written in parts and comes into force at once.
 */
final class Tables {

    static final String AREA = "trade";

    static final List<Migration> MIGRATIONS = List.of(
            Migration.of(
                    1,
                    "goods and documents",
                    "CREATE TABLE trade_state (id BIGINT PRIMARY KEY, delivery BIGINT NOT NULL, at BIGINT NOT NULL, goods BIGINT NOT NULL,"
                            + " includes BIGINT NOT NULL, acknowledged BIGINT NOT NULL)",
                    "INSERT INTO trade_state (id, delivery, at, goods, includes, acknowledged) VALUES (1, 0, 0, 0, 0, 0)",
                    "CREATE TABLE trade_goods (delivery BIGINT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,"
                            + " grp TEXT, unit TEXT, price BIGINT NOT NULL, stock BIGINT, barcodes TEXT NOT NULL, includes BIGINT NOT NULL,"
                            + " PRIMARY KEY (delivery, code))",
                    "CREATE TABLE trade_barcode (delivery BIGINT NOT NULL, barcode TEXT NOT NULL, code TEXT NOT NULL,"
                            + " PRIMARY KEY (delivery, barcode))",
                    "CREATE TABLE trade_document (number BIGINT PRIMARY KEY, at BIGINT NOT NULL, owner TEXT NOT NULL, person TEXT NOT NULL,"
                            + " device TEXT NOT NULL, module TEXT NOT NULL, session TEXT NOT NULL, kind TEXT NOT NULL,"
                            + " total BIGINT NOT NULL, original BIGINT, place TEXT, open_place TEXT, body TEXT NOT NULL,"
                            + " idem TEXT NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL, settled BIGINT, rejection TEXT)",
                    "CREATE UNIQUE INDEX trade_document_idem ON trade_document (owner, idem)",
                    "CREATE INDEX trade_document_open ON trade_document (open_place, number)",
                    "CREATE INDEX trade_document_original ON trade_document (original)",
                    "CREATE INDEX trade_document_state ON trade_document (state, number)",
                    "CREATE TABLE trade_movement (number BIGINT NOT NULL, code TEXT NOT NULL, quantity BIGINT NOT NULL,"
                            + " PRIMARY KEY (code, number))"),
            // Empty where the data server did not say, also for what was stored before it could
            Migration.of(2, "whether goods are ordered whole", "ALTER TABLE trade_goods ADD COLUMN whole BIGINT"));

    private static final String DOCUMENTS =
            "SELECT number, at, owner, person, device, module, session, kind, total, original, place, body, state, settled,"
                    + " rejection FROM trade_document ";
    private static final String GOODS =
            "SELECT g.code, g.name, g.grp, g.unit, g.price, g.stock, g.barcodes, (SELECT SUM(m.quantity) FROM trade_movement m"
                    + " WHERE m.code = g.code AND m.number > g.includes), g.whole FROM trade_goods g"
                    + " JOIN trade_state s ON s.id = 1 AND g.delivery = s.delivery ";
    private static final String BETWEEN = "\n";

    private Tables() {}

    /** Of what is in force. */
    record Mark(long delivery, Instant at, long goods, long includes, long acknowledged) {}

    static Mark mark(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT delivery, at, goods, includes, acknowledged FROM trade_state WHERE id = 1",
                        row -> new Mark(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)))
                .orElseThrow(() -> new IllegalStateException("The table trade_state has lost its row"));
    }

    // Goods

    /** @param includes the stock contains all documents up to this number */
    static void put(Connection connection, long delivery, Item item, long includes) throws SQLException {
        remove(connection, delivery, item.code());
        Sql.update(
                connection,
                "INSERT INTO trade_goods (delivery, code, name, folded, grp, unit, price, stock, barcodes, includes, whole)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                delivery,
                item.code(),
                item.name(),
                folded(item.name() + BETWEEN + item.code()),
                item.group().orElse(null),
                item.unit().orElse(null),
                hundredths(item.price()),
                item.stock().map(Tables::thousandths).orElse(null),
                String.join(BETWEEN, item.barcodes()),
                includes,
                item.toldWhole().map(told -> told ? 1L : 0L).orElse(null));
        for (String barcode : item.barcodes()) {
            Sql.update(
                    connection,
                    "INSERT INTO trade_barcode (delivery, barcode, code) VALUES (?, ?, ?)"
                            + " ON CONFLICT (delivery, barcode) DO UPDATE SET code = excluded.code",
                    delivery,
                    barcode,
                    item.code());
        }
    }

    static void remove(Connection connection, long delivery, String code) throws SQLException {
        Sql.update(connection, "DELETE FROM trade_barcode WHERE delivery = ? AND code = ?", delivery, code);
        Sql.update(connection, "DELETE FROM trade_goods WHERE delivery = ? AND code = ?", delivery, code);
    }

    /** Brings a delivery into force. */
    static void delivered(Connection connection, long delivery, Instant at, long includes) throws SQLException {
        Sql.update(
                connection,
                "UPDATE trade_state SET delivery = ?, at = ?, includes = ?,"
                        + " goods = (SELECT COUNT(*) FROM trade_goods WHERE delivery = ?) WHERE id = 1",
                delivery,
                at.toEpochMilli(),
                includes,
                delivery);
        // What every stock contains nobody asks for any more
        Sql.update(
                connection,
                "DELETE FROM trade_movement WHERE number <= (SELECT COALESCE(MIN(includes), 0) FROM trade_goods WHERE delivery = ?)",
                delivery);
    }

    /** Forgets a part of what is of another delivery; returns how much. */
    static int sweep(Connection connection, long delivery, int most) throws SQLException {
        List<String[]> old = Sql.query(
                connection,
                "SELECT delivery, code FROM trade_goods WHERE delivery <> ? LIMIT ?",
                row -> new String[] {row.getString(1), row.getString(2)},
                delivery,
                most);
        for (String[] one : old) {
            remove(connection, Long.parseLong(one[0]), one[1]);
        }
        return old.size();
    }

    /** The highest delivery that anything is left of. */
    static long lastDelivery(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT MAX(d) FROM (SELECT MAX(delivery) AS d FROM trade_goods UNION ALL"
                                + " SELECT delivery AS d FROM trade_state) AS all_deliveries",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    static Optional<Trade.Stocked> item(Connection connection, String codeOrBarcode) throws SQLException {
        Optional<Trade.Stocked> found =
                Sql.first(connection, GOODS + "WHERE g.code = ?", Tables::stocked, codeOrBarcode);
        return found.isPresent()
                ? found
                : Sql.first(
                        connection,
                        GOODS
                                + "WHERE g.code = (SELECT b.code FROM trade_barcode b WHERE b.delivery = s.delivery AND b.barcode = ?)",
                        Tables::stocked,
                        codeOrBarcode);
    }

    static List<Trade.Stocked> search(Connection connection, String text, int most) throws SQLException {
        String pattern = "%"
                + folded(text.strip()).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return Sql.query(
                connection,
                GOODS + "WHERE g.folded LIKE ? ESCAPE '\\' ORDER BY g.folded LIMIT ?",
                Tables::stocked,
                pattern,
                most);
    }

    /** Case is folded here, since SQLite knows only that of Latin letters. */
    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
    }

    private static Trade.Stocked stocked(ResultSet row) throws SQLException {
        String barcodes = row.getString(7);
        Optional<BigDecimal> stock = optionalLong(row, 6).map(thousandths -> BigDecimal.valueOf(thousandths, 3));
        BigDecimal moved = BigDecimal.valueOf(row.getLong(8), 3);
        return new Trade.Stocked(
                new Item(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getString(4)),
                        BigDecimal.valueOf(row.getLong(5), 2),
                        stock,
                        barcodes.isEmpty() ? List.of() : List.of(barcodes.split(BETWEEN)),
                        optionalLong(row, 9).map(whole -> whole != 0)),
                stock.map(moved::add));
    }

    // Documents

    static long last(Connection connection) throws SQLException {
        return Sql.first(connection, "SELECT MAX(number) FROM trade_document", row -> row.getLong(1))
                .orElse(0L);
    }

    /** What a key was used for. */
    record Keyed(String digest, TradeDocument document) {}

    static Optional<Keyed> keyed(Connection connection, String owner, String key) throws SQLException {
        Optional<String> digest = Sql.first(
                connection,
                "SELECT digest FROM trade_document WHERE owner = ? AND idem = ?",
                row -> row.getString(1),
                owner,
                key);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        return Sql.first(connection, DOCUMENTS + "WHERE owner = ? AND idem = ?", Tables::document, owner, key)
                .map(document -> new Keyed(digest.get(), document));
    }

    static void insert(Connection connection, TradeDocument document, String key, String digest) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO trade_document (number, at, owner, person, device, module, session, kind, total, original,"
                        + " place, open_place, body, idem, digest, state, settled, rejection)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                document.number(),
                document.at().toEpochMilli(),
                document.author().owner(),
                document.author().person(),
                document.author().device(),
                document.author().module().value(),
                document.author().session(),
                document.kind(),
                hundredths(document.total()),
                document.of().orElse(null),
                document.place().orElse(null),
                document.place().orElse(null),
                Body.write(document),
                key,
                digest,
                document.state());
        move(connection, document);
    }

    /** Nothing stands open at this place any more. */
    static void free(Connection connection, String place) throws SQLException {
        Sql.update(connection, "UPDATE trade_document SET open_place = NULL WHERE open_place = ?", place);
    }

    private static void move(Connection connection, TradeDocument document) throws SQLException {
        int sign = document.kind().movement();
        if (sign == 0) {
            return;
        }
        for (TradeDocument.Line line : document.lines()) {
            Sql.update(
                    connection,
                    "INSERT INTO trade_movement (number, code, quantity) VALUES (?, ?, ?)"
                            + " ON CONFLICT (code, number) DO UPDATE SET quantity = trade_movement.quantity + excluded.quantity",
                    document.number(),
                    line.code(),
                    sign * thousandths(line.quantity()));
        }
    }

    static Optional<TradeDocument> document(Connection connection, long number) throws SQLException {
        return Sql.first(connection, DOCUMENTS + "WHERE number = ?", Tables::document, number);
    }

    /** What was taken back from a document, by code. */
    static Map<String, Pricing.Back> back(Connection connection, long original) throws SQLException {
        Map<String, Pricing.Back> back = new HashMap<>();
        for (TradeDocument document :
                Sql.query(connection, DOCUMENTS + "WHERE original = ?", Tables::document, original)) {
            document.lines()
                    .forEach(line -> back.merge(
                            line.code(),
                            Pricing.Back.NONE.and(line.quantity(), line.sum()),
                            (one, more) -> one.and(more.quantity(), more.sum())));
        }
        return back;
    }

    /** Orders, cancellations and bills of a part at this place since nothing stood open there. */
    static List<TradeDocument> open(Connection connection, String place) throws SQLException {
        return Sql.query(connection, DOCUMENTS + "WHERE open_place = ? ORDER BY number", Tables::document, place);
    }

    static List<TradeDocument> open(Connection connection) throws SQLException {
        return Sql.query(
                connection, DOCUMENTS + "WHERE open_place IS NOT NULL ORDER BY open_place, number", Tables::document);
    }

    static List<TradeDocument> after(Connection connection, long number, int most) throws SQLException {
        return Sql.query(
                connection, DOCUMENTS + "WHERE number > ? ORDER BY number LIMIT ?", Tables::document, number, most);
    }

    static List<TradeDocument> documents(Connection connection, Trade.Filter filter, int most) throws SQLException {
        StringBuilder where = new StringBuilder("WHERE number < ?");
        List<Object> parameters = new ArrayList<>();
        parameters.add(filter.below().orElse(Long.MAX_VALUE));
        filter.state().ifPresent(state -> {
            where.append(" AND state = ?");
            parameters.add(state);
        });
        filter.kind().ifPresent(kind -> {
            where.append(" AND kind = ?");
            parameters.add(kind);
        });
        filter.owner().ifPresent(owner -> {
            where.append(" AND owner = ?");
            parameters.add(owner);
        });
        parameters.add(most);
        return Sql.query(
                connection,
                DOCUMENTS + where + " ORDER BY number DESC LIMIT ?",
                Tables::document,
                parameters.toArray());
    }

    static Trade.Counts counts(Connection connection) throws SQLException {
        Map<State, Long> counts = new HashMap<>();
        Sql.query(
                connection,
                "SELECT state, COUNT(*) FROM trade_document GROUP BY state",
                row -> counts.put(State.valueOf(row.getString(1)), row.getLong(2)) == null);
        return new Trade.Counts(
                counts.getOrDefault(State.WAITING, 0L),
                counts.getOrDefault(State.ACKNOWLEDGED, 0L),
                counts.getOrDefault(State.REJECTED, 0L));
    }

    /** Settles what waits up to a number, and moves the mark there. */
    static void acknowledge(Connection connection, long through, Instant at) throws SQLException {
        Sql.update(
                connection,
                "UPDATE trade_document SET state = ?, settled = ? WHERE number <= ? AND state = ?",
                State.ACKNOWLEDGED,
                at.toEpochMilli(),
                through,
                State.WAITING);
        Sql.update(connection, "UPDATE trade_state SET acknowledged = ? WHERE id = 1", through);
    }

    static int reject(Connection connection, long number, String reason, Instant at) throws SQLException {
        return Sql.update(
                connection,
                "UPDATE trade_document SET state = ?, settled = ?, rejection = ? WHERE number = ? AND state = ?",
                State.REJECTED,
                at.toEpochMilli(),
                reason,
                number,
                State.WAITING);
    }

    /** Forgets some of what was acknowledged before a time and stands open nowhere. The last one is kept: it has the number. */
    static int forget(Connection connection, Instant before, int most) throws SQLException {
        return Sql.update(
                connection,
                "DELETE FROM trade_document WHERE number IN (SELECT number FROM trade_document WHERE state = ? AND settled < ?"
                        + " AND open_place IS NULL AND number < (SELECT MAX(number) FROM trade_document)"
                        + " ORDER BY number LIMIT ?)",
                State.ACKNOWLEDGED,
                before.toEpochMilli(),
                most);
    }

    private static TradeDocument document(ResultSet row) throws SQLException {
        Body body = Body.read(row.getString(12));
        Kind kind = Kind.valueOf(row.getString(8));
        return new TradeDocument(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                new Author(
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        new ModuleId(row.getString(6)),
                        row.getString(7)),
                kind,
                body.lines(),
                BigDecimal.valueOf(row.getLong(9), 2),
                optionalLong(row, 10),
                Optional.ofNullable(row.getString(11)),
                body.payments(),
                body.comment(),
                State.valueOf(row.getString(13)),
                optionalLong(row, 14).map(Instant::ofEpochMilli),
                Optional.ofNullable(row.getString(15)),
                // Before bills of a part there were, each bill was of all
                body.closes().or(() -> kind == Kind.BILL ? Optional.of(true) : Optional.empty()));
    }

    private static Optional<Long> optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        @Nullable Long found = row.wasNull() ? null : value;
        return Optional.ofNullable(found);
    }

    private static long hundredths(BigDecimal money) {
        return money.movePointRight(2).longValueExact();
    }

    private static long thousandths(BigDecimal quantity) {
        return Amounts.quantity(quantity).movePointRight(3).longValueExact();
    }
}
