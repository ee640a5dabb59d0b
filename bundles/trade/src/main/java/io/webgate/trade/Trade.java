// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import io.webgate.store.StoreException;
import org.osgi.annotation.versioning.ProviderType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Goods and documents of trade (R63). A service of the licensing plane: what was accepted can be taken over by the data
 * server also while the gate is stopped. It asks nobody for a licence; a session is asked for by the plugin. Thread-safe.
 */
@ProviderType
public interface Trade {

    /** Goods, by code or by one of their barcodes. */
    Optional<Stocked> item(String codeOrBarcode) throws StoreException;

    /**
     * Goods whose name or code contains a text, whatever its case, by name.
     *
     * @param text everything where blank
     * @param most at most so many
     */
    List<Stocked> search(String text, int most) throws StoreException;

    /** When the data server last told of goods, and of how many; empty: never. */
    Optional<Delivered> delivered() throws StoreException;

    /**
     * Makes a document of a draft: checks it, numbers it, and answers when it is durable. With the same key and digest of
     * the same owner there is one document, however often it is asked for.
     *
     * @param key the client's own, 1 to 200 printable characters
     * @param digest of what the client sent
     */
    CompletionStage<Taken> take(Draft draft, Author author, String key, String digest);

    /** One document. */
    Optional<TradeDocument> document(long number) throws StoreException;

    /** Documents, newest first. */
    List<TradeDocument> documents(Filter filter, int most) throws StoreException;

    /** What was ordered at each place and not cancelled, and has no bill yet; by place. */
    List<OpenPlace> open() throws StoreException;

    /** How many documents stand in each state. */
    Counts counts() throws StoreException;

    /**
     * Goods with what is left of them.
     *
     * @param available the stock as the data server told it, without what was sold and with what came back in documents
     *     that it has not counted yet; empty where nobody counts
     */
    record Stocked(Item item, Optional<BigDecimal> available) {}

    /**
     * The state of the goods.
     *
     * @param includes the stocks contain all documents up to this number
     */
    record Delivered(Instant at, long goods, long includes) {}

    /**
     * Which documents.
     *
     * @param below numbers less than this
     * @param owner of this owner
     */
    record Filter(
            Optional<TradeDocument.State> state, Optional<Kind> kind, Optional<String> owner, Optional<Long> below) {

        /** Every document. */
        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What stands open at a place.
     *
     * @param lines by goods and price, what was cancelled or is in a bill of a part taken away; the sum of a line is what
     *     is still to be paid of it
     * @param billed by goods and price, what bills of a part have taken
     * @param orders the documents that it comes from
     * @param cancellable what of each order can be cancelled still, in the order of {@code orders}; nothing of an order that
     *     was cancelled or billed whole
     */
    record OpenPlace(
            String place,
            Instant since,
            List<TradeDocument.Line> lines,
            List<TradeDocument.Line> billed,
            BigDecimal total,
            List<Long> orders,
            List<Cancellable> cancellable) {

        public OpenPlace {
            lines = List.copyOf(lines);
            billed = List.copyOf(billed);
            orders = List.copyOf(orders);
            cancellable = List.copyOf(cancellable);
        }

        /** As version 1.0 had it: without bills of a part, and without a word of what can be cancelled. */
        public OpenPlace(
                String place, Instant since, List<TradeDocument.Line> lines, BigDecimal total, List<Long> orders) {
            this(place, since, lines, List.of(), total, orders, List.of());
        }
    }

    /**
     * What can be cancelled of some goods of an order: what is left of them there, and not more than stands open at the
     * place, since what is in a bill is paid.
     *
     * @param order its number
     * @param price at which they were ordered
     * @param quantity above zero, three places after the point
     */
    record Cancellable(long order, String code, BigDecimal price, BigDecimal quantity) {}

    /** Documents by state. */
    record Counts(long waiting, long acknowledged, long rejected) {}
}
