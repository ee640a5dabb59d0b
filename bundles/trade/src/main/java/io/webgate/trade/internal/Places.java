// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.trade.Amounts;
import io.webgate.trade.Kind;
import io.webgate.trade.Trade.Cancellable;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.Line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands open at a place: its orders without what was cancelled and what bills of a part have taken. Pure. */
final class Places {

    private Places() {}

    /** Goods at a price: what one bill adds up. */
    record Key(String code, BigDecimal price) {

        static Key of(Line line) {
            return new Key(line.code(), line.price());
        }
    }

    /** Ordered and not cancelled, and of that in bills. */
    private record Count(String name, BigDecimal wanted, BigDecimal billed) {

        Count and(Count more) {
            return new Count(name, wanted.add(more.wanted), billed.add(more.billed));
        }
    }

    /** @param documents of one place since nothing stood open there, in the order of their numbers */
    static Optional<OpenPlace> open(String place, List<TradeDocument> documents) {
        Map<Key, Count> counts = new LinkedHashMap<>();
        List<Long> orders = new ArrayList<>();
        for (TradeDocument document : documents) {
            if (document.kind() == Kind.ORDER) {
                orders.add(document.number());
            }
            for (Line line : document.lines()) {
                counts.merge(Key.of(line), count(document.kind(), line), Count::and);
            }
        }
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        List<Line> left = new ArrayList<>();
        List<Line> billed = new ArrayList<>();
        Map<Key, BigDecimal> rest = new HashMap<>();
        counts.forEach((key, count) -> {
            if (count.billed().signum() > 0) {
                billed.add(line(key, count.name(), BigDecimal.ZERO, count.billed()));
            }
            if (count.wanted().compareTo(count.billed()) > 0) {
                left.add(line(key, count.name(), count.billed(), count.wanted()));
                rest.put(key, count.wanted().subtract(count.billed()));
            }
        });
        return Optional.of(new OpenPlace(
                place,
                documents.get(0).at(),
                left,
                billed,
                left.stream().map(Line::sum).reduce(new BigDecimal("0.00"), BigDecimal::add),
                orders,
                cancellable(documents, rest)));
    }

    /** @param open how much stands open, by goods and price: more than that can't be cancelled of any order */
    private static List<Cancellable> cancellable(List<TradeDocument> documents, Map<Key, BigDecimal> open) {
        Map<Long, Map<Key, BigDecimal>> orders = new LinkedHashMap<>();
        for (TradeDocument document : documents) {
            if (document.kind() == Kind.ORDER) {
                orders.put(document.number(), quantities(document));
            } else if (document.kind() == Kind.CANCELLATION) {
                document.of().map(orders::get).ifPresent(order -> quantities(document)
                        .forEach((key, less) -> order.computeIfPresent(key, (same, was) -> was.subtract(less))));
            }
        }
        List<Cancellable> all = new ArrayList<>();
        orders.forEach((order, quantities) -> quantities.forEach((key, left) -> {
            BigDecimal quantity = left.min(open.getOrDefault(key, BigDecimal.ZERO));
            if (quantity.signum() > 0) {
                all.add(new Cancellable(order, key.code(), key.price(), quantity));
            }
        }));
        return all;
    }

    private static Map<Key, BigDecimal> quantities(TradeDocument document) {
        Map<Key, BigDecimal> quantities = new LinkedHashMap<>();
        document.lines().forEach(line -> quantities.merge(Key.of(line), line.quantity(), BigDecimal::add));
        return quantities;
    }

    private static Count count(Kind kind, Line line) {
        BigDecimal quantity = line.quantity();
        return switch (kind) {
            case ORDER -> new Count(line.name(), quantity, BigDecimal.ZERO);
            case CANCELLATION -> new Count(line.name(), quantity.negate(), BigDecimal.ZERO);
            case BILL -> new Count(line.name(), BigDecimal.ZERO, quantity);
            case SALE, RETURN -> throw new IllegalArgumentException("Not at a place: " + kind);
        };
    }

    /**
     * What the goods between two quantities cost: however they are cut, the parts cost together what the whole does, since each
     * begins where the one before has ended. Comments are for the kitchen: on what is added up they would be wrong.
     */
    static Line line(Key key, String name, BigDecimal from, BigDecimal to) {
        BigDecimal sum = Amounts.sum(key.price(), to).subtract(Amounts.sum(key.price(), from));
        return new Line(key.code(), name, to.subtract(from), key.price(), sum, Optional.empty());
    }
}
