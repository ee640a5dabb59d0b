// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import io.webgate.license.api.LocalizedText;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A document of trade: numbered, durable, never changed but in its state.
 *
 * @param number without gaps, in the order in which the documents became durable
 * @param at when it was accepted
 * @param author who made it
 * @param kind what it does
 * @param lines with prices and sums as they were when it was accepted
 * @param total of the lines
 * @param of what it takes back from
 * @param place where
 * @param payments how it was paid
 * @param comment for people
 * @param state how far it has come
 * @param settled when the data server acknowledged or rejected it
 * @param rejection why the data server did not take it
 * @param closes of a bill or a cancellation: whether nothing is left at its place after it; empty for others, and for a
 *     cancellation that was stored before anybody asked
 */
public record TradeDocument(
        long number,
        Instant at,
        Author author,
        Kind kind,
        List<Line> lines,
        BigDecimal total,
        Optional<Long> of,
        Optional<String> place,
        List<Draft.Payment> payments,
        Optional<String> comment,
        State state,
        Optional<Instant> settled,
        Optional<String> rejection,
        Optional<Boolean> closes) {

    public TradeDocument {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    /** As version 1.0 had it: nobody said whether it closes its place. */
    public TradeDocument(
            long number,
            Instant at,
            Author author,
            Kind kind,
            List<Line> lines,
            BigDecimal total,
            Optional<Long> of,
            Optional<String> place,
            List<Draft.Payment> payments,
            Optional<String> comment,
            State state,
            Optional<Instant> settled,
            Optional<String> rejection) {
        this(
                number,
                at,
                author,
                kind,
                lines,
                total,
                of,
                place,
                payments,
                comment,
                state,
                settled,
                rejection,
                Optional.empty());
    }

    /** The same, saying whether it closes its place. */
    public TradeDocument closing(boolean all) {
        return new TradeDocument(
                number,
                at,
                author,
                kind,
                lines,
                total,
                of,
                place,
                payments,
                comment,
                state,
                settled,
                rejection,
                Optional.of(all));
    }

    /** How far a document has come. */
    public enum State {
        /** It is durable here; the data server has not taken it yet. */
        WAITING("Waiting for the data server", "Ждёт сервера данных"),
        /** The data server has it. */
        ACKNOWLEDGED("Taken by the data server", "Принят сервером данных"),
        /** The data server has it and says that it is wrong; a person must look at it. */
        REJECTED("Rejected by the data server", "Отклонён сервером данных");

        private final String english;
        private final String russian;

        State(String english, String russian) {
            this.english = english;
            this.russian = russian;
        }

        /** For people. */
        public LocalizedText title() {
            return new LocalizedText(english, russian);
        }

        /** For programs: {@code waiting}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One line.
     *
     * @param code of the goods
     * @param name of the goods as it was
     * @param quantity above zero
     * @param price of one unit
     * @param sum of the line, rounded
     * @param comment for people
     */
    public record Line(
            String code, String name, BigDecimal quantity, BigDecimal price, BigDecimal sum, Optional<String> comment) {

        public Line {
            quantity = Amounts.quantity(quantity);
            price = Amounts.money(price);
            sum = Amounts.money(sum);
        }

        /** A line whose sum is what so many cost. */
        public static Line of(
                String code, String name, BigDecimal quantity, BigDecimal price, Optional<String> comment) {
            return new Line(code, name, quantity, price, Amounts.sum(price, quantity), comment);
        }
    }
}
