// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A document as somebody wants it, before it is checked and numbered.
 *
 * @param kind what it does
 * @param lines what it is about; none for a bill of all that stands open, some for a bill of a part of it
 * @param of the number of the document that a return or a cancellation takes back from
 * @param place where, such as a table; for orders, cancellations and bills
 * @param total what whoever wrote it believes it to be; checked where given
 * @param payments how it was paid; together the total, where given
 * @param comment for people
 */
public record Draft(
        Kind kind,
        List<Line> lines,
        Optional<Long> of,
        Optional<String> place,
        Optional<BigDecimal> total,
        List<Payment> payments,
        Optional<String> comment) {

    public Draft {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    /**
     * One line.
     *
     * @param code of the goods
     * @param quantity above zero, three places after the point
     * @param price what whoever wrote it believes one unit to cost; checked where given
     * @param comment for people, such as for the kitchen
     */
    public record Line(String code, BigDecimal quantity, Optional<BigDecimal> price, Optional<String> comment) {

        public Line {
            quantity = Amounts.quantity(quantity);
            price = price.map(Amounts::money);
        }
    }

    /**
     * A part of what was paid.
     *
     * @param means such as {@code cash} or {@code card}
     * @param amount above zero
     */
    public record Payment(String means, BigDecimal amount) {

        public Payment {
            amount = Amounts.money(amount);
        }
    }
}
