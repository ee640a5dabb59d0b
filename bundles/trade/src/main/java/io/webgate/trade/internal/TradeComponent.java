// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.trade.Author;
import io.webgate.trade.Draft;
import io.webgate.trade.Item;
import io.webgate.trade.Kind;
import io.webgate.trade.Taken;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeDocument;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Goods and documents in the store. What a document may be is decided by {@link Pricing}. Thread-safe. */
@Component(
        service = {Trade.class, TradeComponent.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class TradeComponent implements Trade {

    private static final Logger LOG = LoggerFactory.getLogger(TradeComponent.class);

    /** So long a document is kept after the data server has taken it. */
    static final Duration KEPT = Duration.ofDays(400);

    /** So many goods are written in one transaction: whoever else writes waits that long. */
    private static final int PART = 500;

    private final Store store;
    private final InstantSource time;
    /** One delivery at a time. */
    private final Object delivering = new Object();

    /** Keeps them in this store. */
    @Activate
    public TradeComponent(@Reference Store store, @Reference TrustedTime time) throws StoreException {
        this(store, (InstantSource) time);
    }

    TradeComponent(Store store, InstantSource time) throws StoreException {
        this.store = store;
        this.time = time;
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
    }

    /**
     * Goods from the data server.
     *
     * @param complete whether these are all; else the others stay
     * @param goods by code
     * @param removed codes that are gone, where not complete
     * @param includes the stocks contain all documents up to this number; empty: all that the data server has acknowledged
     */
    record Delivery(boolean complete, Map<String, Item> goods, List<String> removed, Optional<Long> includes) {

        Delivery {
            goods = Map.copyOf(goods);
            removed = List.copyOf(removed);
        }
    }

    /** Takes goods over: all of them or, where that fails, none. Blocks until they are in force and durable. */
    Delivered deliver(Delivery delivery) throws StoreException {
        synchronized (delivering) {
            long last = store.read(Tables::lastDelivery);
            long into =
                    delivery.complete() ? last + 1 : store.read(Tables::mark).delivery();
            long includes = store.read(connection -> includes(connection, delivery));
            List<Item> items = List.copyOf(delivery.goods().values());
            if (delivery.complete()) {
                for (int from = 0; from < items.size(); from += PART) {
                    List<Item> part = items.subList(from, Math.min(items.size(), from + PART));
                    store.write(connection -> put(connection, into, part, includes));
                }
            }
            Instant now = time.instant();
            Delivered delivered = store.write(connection -> {
                if (!delivery.complete()) {
                    for (String code : delivery.removed()) {
                        Tables.remove(connection, into, code);
                    }
                    put(connection, into, items, includes);
                }
                Tables.delivered(connection, into, now, includes);
                return delivered(connection).orElseThrow();
            });
            sweep(into);
            return delivered;
        }
    }

    /** What the stocks of a delivery contain, as it says or as it must be. */
    private static long includes(Connection connection, Delivery delivery) throws SQLException {
        return Math.min(delivery.includes().orElse(Tables.mark(connection).acknowledged()), Tables.last(connection));
    }

    /** The goods are in force already: what is left of others only takes room, and the next delivery tries again. */
    private void sweep(long delivery) {
        try {
            int swept;
            do {
                swept = store.write(connection -> Tables.sweep(connection, delivery, PART));
            } while (swept > 0);
        } catch (StoreException failed) {
            LOG.warn("Goods of earlier deliveries could not be removed; the next delivery tries again", failed);
        }
    }

    private static int put(Connection connection, long delivery, List<Item> items, long includes) throws SQLException {
        for (Item item : items) {
            Tables.put(connection, delivery, item, includes);
        }
        return items.size();
    }

    private static Optional<Delivered> delivered(Connection connection) throws SQLException {
        Tables.Mark mark = Tables.mark(connection);
        return mark.at().toEpochMilli() == 0
                ? Optional.empty()
                : Optional.of(new Delivered(mark.at(), mark.goods(), mark.includes()));
    }

    @Override
    public Optional<Stocked> item(String codeOrBarcode) throws StoreException {
        return store.read(connection -> Tables.item(connection, codeOrBarcode));
    }

    @Override
    public List<Stocked> search(String text, int most) throws StoreException {
        return store.read(connection -> Tables.search(connection, text, most));
    }

    @Override
    public Optional<Delivered> delivered() throws StoreException {
        return store.read(TradeComponent::delivered);
    }

    @Override
    public CompletionStage<Taken> take(Draft draft, Author author, String key, String digest) {
        Instant now = time.instant();
        return store.submit(connection -> take(connection, new Wish(draft, author, key, digest, now)));
    }

    private record Wish(Draft draft, Author author, String key, String digest, Instant now) {}

    private static Taken take(Connection connection, Wish wish) throws SQLException {
        Optional<Tables.Keyed> before = Tables.keyed(connection, wish.author().owner(), wish.key());
        if (before.isPresent()) {
            return before.get().digest().equals(wish.digest())
                    ? new Taken.Accepted(before.get().document(), true)
                    : new Taken.Refused(
                            Taken.Code.KEY_REUSED,
                            new LocalizedText(
                                    "This key was used for another document: number "
                                            + before.get().document().number() + ". Use a new key for each document.",
                                    "Этот ключ уже использован для другого документа: номер "
                                            + before.get().document().number()
                                            + ". Для каждого документа нужен новый ключ."));
        }
        Draft draft = wish.draft();
        Pricing.Known known = known(connection, draft);
        Pricing.Result result = Pricing.of(draft, known);
        if (result.refused() != null) {
            return result.refused();
        }
        Pricing.Priced lines = result.orThrow();
        TradeDocument priced = new TradeDocument(
                Tables.last(connection) + 1,
                wish.now(),
                wish.author(),
                draft.kind(),
                lines.lines(),
                lines.total(),
                draft.of(),
                place(draft, known.original()),
                draft.payments(),
                draft.comment(),
                TradeDocument.State.WAITING,
                Optional.empty(),
                Optional.empty());
        TradeDocument document = mayClose(priced.kind()) ? priced.closing(closes(connection, priced)) : priced;
        Tables.insert(connection, document, wish.key(), wish.digest());
        if (document.closes().orElse(false)) {
            // All is in bills or was cancelled: the next guests begin anew
            Tables.free(connection, document.place().orElseThrow());
        }
        return new Taken.Accepted(document, false);
    }

    private static boolean mayClose(Kind kind) {
        return kind == Kind.CANCELLATION || kind == Kind.BILL;
    }

    /** Whether nothing stands open at its place once it is there. */
    private static boolean closes(Connection connection, TradeDocument document) throws SQLException {
        String place = document.place().orElseThrow();
        List<TradeDocument> all = new ArrayList<>(Tables.open(connection, place));
        all.add(document);
        return Places.open(place, all).filter(open -> !open.lines().isEmpty()).isEmpty();
    }

    private static Pricing.Known known(Connection connection, Draft draft) throws SQLException {
        Map<String, Item> goods = new HashMap<>();
        if (draft.kind() == Kind.SALE || draft.kind() == Kind.ORDER) {
            for (Draft.Line line : draft.lines()) {
                if (!goods.containsKey(line.code()) && goods.size() < Pricing.MOST_LINES) {
                    Tables.item(connection, line.code())
                            .filter(found -> found.item().code().equals(line.code()))
                            .ifPresent(found -> goods.put(line.code(), found.item()));
                }
            }
        }
        Optional<TradeDocument> original = Optional.empty();
        Map<String, Pricing.Back> back = Map.of();
        if (draft.of().isPresent()) {
            original = Tables.document(connection, draft.of().get());
            back = Tables.back(connection, draft.of().get());
        }
        return new Pricing.Known(goods, original, back, open(connection, place(draft, original)));
    }

    /** A cancellation stands where its order does. */
    private static Optional<String> place(Draft draft, Optional<TradeDocument> original) {
        return draft.place().or(() -> original.flatMap(TradeDocument::place));
    }

    private static Optional<OpenPlace> open(Connection connection, Optional<String> place) throws SQLException {
        return place.isEmpty() ? Optional.empty() : Places.open(place.get(), Tables.open(connection, place.get()));
    }

    @Override
    public Optional<TradeDocument> document(long number) throws StoreException {
        return store.read(connection -> Tables.document(connection, number));
    }

    @Override
    public List<TradeDocument> documents(Filter filter, int most) throws StoreException {
        return store.read(connection -> Tables.documents(connection, filter, most));
    }

    @Override
    public List<OpenPlace> open() throws StoreException {
        Map<String, List<TradeDocument>> places = new LinkedHashMap<>();
        for (TradeDocument document : store.read(Tables::open)) {
            places.computeIfAbsent(document.place().orElse(""), place -> new ArrayList<>())
                    .add(document);
        }
        return places.entrySet().stream()
                .flatMap(place -> Places.open(place.getKey(), place.getValue()).stream())
                .toList();
    }

    @Override
    public Counts counts() throws StoreException {
        return store.read(Tables::counts);
    }

    /**
     * Documents for the data server.
     *
     * @param after numbers above this; empty: what it has not acknowledged
     */
    List<TradeDocument> after(Optional<Long> after, int most) throws StoreException {
        return store.read(connection ->
                Tables.after(connection, after.orElse(Tables.mark(connection).acknowledged()), most));
    }

    /**
     * What the data server says of the documents that it has.
     *
     * @param through it has all up to this number
     * @param rejected why it did not take some of them, by number
     */
    record Receipt(long through, Map<Long, String> rejected) {

        Receipt {
            rejected = Map.copyOf(rejected);
        }
    }

    /** How far the data server is, and whether its receipt was for documents that exist. */
    record Settled(boolean known, long acknowledged, long waiting) {}

    /** Settles documents; durable when it returns. The same receipt again changes nothing. */
    Settled acknowledge(Receipt receipt) throws StoreException {
        Instant now = time.instant();
        Optional<Long> acknowledged = store.write(connection -> {
            Tables.Mark mark = Tables.mark(connection);
            if (receipt.through() > Tables.last(connection)) {
                return Optional.<Long>empty();
            }
            for (Map.Entry<Long, String> rejected : receipt.rejected().entrySet()) {
                Tables.reject(connection, rejected.getKey(), rejected.getValue(), now);
            }
            long through = Math.max(receipt.through(), mark.acknowledged());
            Tables.acknowledge(connection, through, now);
            return Optional.of(through);
        });
        if (acknowledged.isPresent()) {
            forget(now.minus(KEPT));
        }
        return store.read(connection -> new Settled(
                acknowledged.isPresent(),
                Tables.mark(connection).acknowledged(),
                Tables.counts(connection).waiting()));
    }

    /** In parts, so that nobody else who writes waits long. What can't be forgotten now is at the next receipt. */
    private void forget(Instant before) {
        try {
            int forgotten;
            do {
                forgotten = store.write(connection -> Tables.forget(connection, before, PART));
            } while (forgotten > 0);
        } catch (StoreException failed) {
            LOG.warn("Old documents could not be removed; the next receipt tries again", failed);
        }
    }
}
