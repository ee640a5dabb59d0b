// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.trade.Kind;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.Line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands open at a place: its orders without what was cancelled. Pure. */
final class Places {

    private Places() {}

    private record Key(String code, BigDecimal price) {}

    /** @param documents orders and cancellations of one place since its last bill, in the order of their numbers */
    static Optional<OpenPlace> open(String place, List<TradeDocument> documents) {
        Map<Key, Line> lines = new LinkedHashMap<>();
        List<Long> orders = new ArrayList<>();
        for (TradeDocument document : documents) {
            boolean order = document.kind() == Kind.ORDER;
            if (order) {
                orders.add(document.number());
            }
            for (Line line : document.lines()) {
                BigDecimal quantity = order ? line.quantity() : line.quantity().negate();
                lines.merge(
                        new Key(line.code(), line.price()),
                        line(line, quantity),
                        (was, more) -> line(was, was.quantity().add(more.quantity())));
            }
        }
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        List<Line> left = lines.values().stream()
                .filter(line -> line.quantity().signum() > 0)
                .toList();
        return Optional.of(new OpenPlace(
                place,
                documents.get(0).at(),
                left,
                left.stream().map(Line::sum).reduce(new BigDecimal("0.00"), BigDecimal::add),
                orders));
    }

    /** Comments are for the kitchen: on what is added up they would be wrong. */
    private static Line line(Line line, BigDecimal quantity) {
        return Line.of(line.code(), line.name(), quantity, line.price(), Optional.empty());
    }
}
