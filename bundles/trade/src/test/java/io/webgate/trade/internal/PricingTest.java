// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.trade.Author;
import io.webgate.trade.Draft;
import io.webgate.trade.Item;
import io.webgate.trade.Kind;
import io.webgate.trade.Taken;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.Line;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R63: which drafts make a document, with which lines and total. */
final class PricingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Author ANNA = new Author("device:till", "Anna", "till", new ModuleId("acme.retail"), "s1");
    private static final Map<String, Item> GOODS =
            Map.of("tea", item("tea", "Чай", "120.00"), "nuts", measured("nuts", "Nuts", "1.99", "kg"));

    private static Item item(String code, String name, String price) {
        return new Item(
                code, name, Optional.empty(), Optional.empty(), new BigDecimal(price), Optional.empty(), List.of());
    }

    private static Item measured(String code, String name, String price, String unit) {
        return new Item(
                code, name, Optional.empty(), Optional.of(unit), new BigDecimal(price), Optional.empty(), List.of());
    }

    private static Draft.Line line(String code, String quantity) {
        return new Draft.Line(code, new BigDecimal(quantity), Optional.empty(), Optional.empty());
    }

    private static Draft draft(Kind kind, Draft.Line... lines) {
        return new Draft(
                kind,
                List.of(lines),
                kind.takesBackFrom().map(from -> 7L),
                kind == Kind.ORDER || kind == Kind.BILL ? Optional.of("5") : Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Draft paying(Draft draft, String total, String... amounts) {
        List<Draft.Payment> payments = new ArrayList<>();
        for (String amount : amounts) {
            payments.add(new Draft.Payment("cash", new BigDecimal(amount)));
        }
        return new Draft(
                draft.kind(),
                draft.lines(),
                draft.of(),
                draft.place(),
                total.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(total)),
                payments,
                draft.comment());
    }

    private static TradeDocument document(long number, Kind kind, Line... lines) {
        return new TradeDocument(
                number,
                NOW,
                ANNA,
                kind,
                List.of(lines),
                BigDecimal.ZERO,
                Optional.empty(),
                kind.hasPlace() ? Optional.of("5") : Optional.empty(),
                List.of(),
                Optional.empty(),
                TradeDocument.State.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    private static Line sold(String code, String quantity, String price) {
        return Line.of(code, code, new BigDecimal(quantity), new BigDecimal(price), Optional.empty());
    }

    private static Pricing.Known goods() {
        return new Pricing.Known(GOODS, Optional.empty(), Map.of(), Optional.empty());
    }

    private static Taken.Refused refused(Draft draft, Pricing.Known known) {
        Pricing.Result result = Pricing.of(draft, known);
        assertThat(result.priced()).isNull();
        return Objects.requireNonNull(result.refused());
    }

    @Test
    void r63ASaleCostsWhatItsGoodsCostNow() {
        Pricing.Priced priced = Pricing.of(draft(Kind.SALE, line("tea", "2"), line("nuts", "0.335")), goods())
                .orThrow();

        assertThat(priced.lines()).extracting(Line::name).containsExactly("Чай", "Nuts");
        // 1.99 * 0.335 = 0.66665: half up
        assertThat(priced.lines())
                .extracting(Line::sum)
                .containsExactly(new BigDecimal("240.00"), new BigDecimal("0.67"));
        assertThat(priced.total()).isEqualTo(new BigDecimal("240.67"));
    }

    @ParameterizedTest
    @CsvSource({"240.00,,", "240,240,", "'',200,40", "240.00,100.00,140.00"})
    void acceptsTheRightTotalHoweverItIsPaid(String total, String first, String second) {
        String[] amounts = java.util.stream.Stream.of(first, second)
                .filter(Objects::nonNull)
                .toArray(String[]::new);

        assertThat(Pricing.of(
                                paying(draft(Kind.SALE, line("tea", "2")), Objects.requireNonNull(total), amounts),
                                goods())
                        .refused())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"239.99,,240.00", "'',200,240.00", "'',240.01,240.00"})
    void namesBothSumsWhereTheyDiffer(String total, String paid, String right) {
        Draft sale = draft(Kind.SALE, line("tea", "2"));
        Taken.Refused refused = refused(paid == null ? paying(sale, total) : paying(sale, total, paid), goods());

        assertThat(refused.code()).isEqualTo(Taken.Code.TOTAL_DIFFERS);
        assertThat(refused.reason().english()).contains(right).contains(paid == null ? total : paid);
        assertThat(refused.reason().russian()).contains(right);
    }

    @Test
    void aPriceThatHasChangedIsTold() {
        Draft.Line old = new Draft.Line("tea", BigDecimal.ONE, Optional.of(new BigDecimal("110")), Optional.empty());

        Taken.Refused refused = refused(draft(Kind.SALE, old), goods());
        assertThat(refused.code()).isEqualTo(Taken.Code.PRICE_CHANGED);
        assertThat(refused.reason().english()).contains("120.00", "110.00", "Чай");
    }

    @Test
    void goodsThatNobodyKnowsAreNamedAndNothingIsTaken() {
        Taken.Refused refused = refused(draft(Kind.SALE, line("tea", "1"), line("coffee", "1")), goods());

        assertThat(refused.code()).isEqualTo(Taken.Code.GOODS_UNKNOWN);
        assertThat(refused.reason().russian()).contains("«coffee»");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coffee|“coffee”|«coffee»",
                "кофе «Арабика»|“кофе ‘Арабика’”|«кофе „Арабика“»",
                "a \"b\"|“a ‘b’”|«a „b“»"
            })
    void aCodeStandsInOnePairOfMarks(String code, String english, String russian) {
        List<Taken.Refused> all = List.of(
                refused(draft(Kind.SALE, line(code, "1")), goods()),
                refused(draft(Kind.RETURN, line(code, "1")), sale("0")),
                refused(draft(Kind.BILL, line(code, "1")), at(document(7, Kind.ORDER, sold("tea", "2", "100")))));
        assertThat(all).extracting(one -> one.reason().english()).allMatch(text -> text.contains(" goods " + english));
        assertThat(all)
                .extracting(one -> one.reason().russian())
                .allMatch(text -> text.contains(russian + " не") || text.endsWith(" нет товара " + russian + "."));
    }

    private static Draft form(String what) {
        Draft sale = draft(Kind.SALE, line("tea", "1"));
        Draft order = draft(Kind.ORDER, line("tea", "1"));
        return switch (what) {
            case "no lines" -> draft(Kind.SALE);
            case "a quantity of nothing" -> draft(Kind.SALE, line("tea", "0"));
            case "a negative quantity" -> draft(Kind.SALE, line("tea", "-1"));
            case "a sale of another" ->
                new Draft(
                        Kind.SALE,
                        sale.lines(),
                        Optional.of(7L),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
            case "a return of nothing" ->
                new Draft(
                        Kind.RETURN,
                        sale.lines(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
            case "an order without a place" ->
                new Draft(
                        Kind.ORDER,
                        order.lines(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
            case "a sale at a place" ->
                new Draft(
                        Kind.SALE,
                        sale.lines(),
                        Optional.empty(),
                        Optional.of("5"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty());
            case "too many lines" ->
                draft(Kind.SALE, Collections.nCopies(501, line("tea", "1")).toArray(Draft.Line[]::new));
            case "a comment that is no text" ->
                new Draft(
                        Kind.SALE,
                        sale.lines(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of("a\u0007b"));
            case "a payment of nothing" -> paying(sale, "", "0");
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "no lines",
        "a quantity of nothing",
        "a negative quantity",
        "a sale of another",
        "a return of nothing",
        "an order without a place",
        "a sale at a place",
        "too many lines",
        "a comment that is no text",
        "a payment of nothing"
    })
    void refusesWhatIsNoDocumentOfItsKind(String what) {
        assertThat(refused(form(what), goods()).code()).isEqualTo(Taken.Code.DOCUMENT_INVALID);
    }

    @Test
    void noSumIsTooLargeForItsColumn() {
        Item dear = item("dear", "Dear", "1000000000");
        Pricing.Known known = new Pricing.Known(Map.of("dear", dear), Optional.empty(), Map.of(), Optional.empty());

        assertThat(refused(draft(Kind.SALE, line("dear", "1000000000")), known).code())
                .isEqualTo(Taken.Code.DOCUMENT_INVALID);
        assertThat(refused(draft(Kind.SALE, line("dear", "1"), line("dear", "1")), known)
                        .code())
                .isEqualTo(Taken.Code.DOCUMENT_INVALID);
        assertThatThrownBy(() -> line("dear", "1e30")).isInstanceOf(ArithmeticException.class);
    }

    /** A sale of 3 teas and 2 teas, of which some came back already. */
    private static Pricing.Known sale(String back) {
        return new Pricing.Known(
                Map.of(),
                Optional.of(document(7, Kind.SALE, sold("tea", "3", "100"), sold("tea", "2", "100"))),
                Map.of(
                        "tea",
                        new Pricing.Back(new BigDecimal(back), new BigDecimal(back).multiply(new BigDecimal(100)))),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0,5,true", "0,5.001,false", "4,1,true", "4,1.5,false", "5,0.001,false"})
    void r63NoMoreComesBackThanWentOut(String back, String wanted, boolean accepted) {
        Pricing.Result result = Pricing.of(draft(Kind.RETURN, line("tea", wanted)), sale(back));

        assertThat(result.refused() == null).isEqualTo(accepted);
        if (accepted) {
            // at the price of that day, whatever it is now
            assertThat(result.orThrow().lines().get(0).price()).isEqualTo(new BigDecimal("100.00"));
        } else {
            assertThat(Objects.requireNonNull(result.refused()).code()).isEqualTo(Taken.Code.TOO_MUCH_BACK);
        }
    }

    /** In however many parts goods come back, what is paid back is what was paid. */
    @ParameterizedTest
    @CsvSource({"1.000,5.00,0.001", "0.333,100.05,0.111", "3,33.33,1", "1,0.01,0.25", "2.5,19.99,0.7"})
    void r63RoundingPaysNobody(String quantity, String price, String part) {
        TradeDocument sale = document(7, Kind.SALE, sold("tea", quantity, price));
        BigDecimal all = new BigDecimal(quantity);
        Pricing.Back back = Pricing.Back.NONE;
        while (back.quantity().compareTo(all) < 0) {
            BigDecimal now = new BigDecimal(part).min(all.subtract(back.quantity()));
            Pricing.Known known = new Pricing.Known(Map.of(), Optional.of(sale), Map.of("tea", back), Optional.empty());
            Line line = Pricing.of(draft(Kind.RETURN, line("tea", now.toPlainString())), known)
                    .orThrow()
                    .lines()
                    .get(0);
            assertThat(line.sum().signum()).isNotNegative();
            back = back.and(line.quantity(), line.sum());
        }

        assertThat(back.sum()).isEqualByComparingTo(sale.lines().get(0).sum());
    }

    @Test
    void noMoreStandsOpenAtAPlaceThanItsBillCanHold() {
        Optional<OpenPlace> open = Places.open("5", List.of(document(1, Kind.ORDER, sold("tea", "8000000", "120"))));
        Pricing.Known known = new Pricing.Known(GOODS, Optional.empty(), Map.of(), open);

        Taken.Refused refused = refused(draft(Kind.ORDER, line("tea", "8000000")), known);
        assertThat(refused.code()).isEqualTo(Taken.Code.DOCUMENT_INVALID);
        assertThat(refused.reason().english()).contains("make its bill first");
        assertThat(Pricing.of(draft(Kind.ORDER, line("tea", "1")), known).refused())
                .isNull();
    }

    @Test
    void twoLinesOfOneReturnCountTogether() {
        assertThat(refused(draft(Kind.RETURN, line("tea", "3"), line("tea", "3")), sale("0"))
                        .reason()
                        .english())
                .contains("at most 2");
        assertThat(refused(draft(Kind.RETURN, line("nuts", "1")), sale("0")).code())
                .isEqualTo(Taken.Code.TOO_MUCH_BACK);
    }

    @Test
    void onlyASaleIsReturnedAndOnlyAnOrderIsCancelled() {
        Pricing.Known order = new Pricing.Known(
                Map.of(), Optional.of(document(7, Kind.ORDER, sold("tea", "1", "1"))), Map.of(), Optional.empty());

        assertThat(refused(draft(Kind.RETURN, line("tea", "1")), order).code()).isEqualTo(Taken.Code.DOCUMENT_UNKNOWN);
        assertThat(refused(draft(Kind.CANCELLATION, line("tea", "1")), sale("0"))
                        .code())
                .isEqualTo(Taken.Code.DOCUMENT_UNKNOWN);
        assertThat(refused(draft(Kind.RETURN, line("tea", "1")), goods()).code())
                .isEqualTo(Taken.Code.DOCUMENT_UNKNOWN);
    }

    @Test
    void r62ABillIsOfWhatWasOrderedAndNotCancelled() {
        TradeDocument first = document(1, Kind.ORDER, sold("tea", "2", "100"), sold("nuts", "1", "50"));
        TradeDocument dearer = document(2, Kind.ORDER, sold("tea", "1", "120"));
        TradeDocument less = document(3, Kind.CANCELLATION, sold("nuts", "1", "50"));
        Optional<OpenPlace> open = Places.open("5", List.of(first, dearer, less));

        Pricing.Priced bill = Pricing.of(
                        draft(Kind.BILL), new Pricing.Known(Map.of(), Optional.empty(), Map.of(), open))
                .orThrow();
        assertThat(bill.lines())
                .extracting(Line::price)
                .containsExactly(new BigDecimal("100.00"), new BigDecimal("120.00"));
        assertThat(bill.total()).isEqualTo(new BigDecimal("320.00"));
        assertThat(open.orElseThrow().orders()).containsExactly(1L, 2L);
        assertThat(open.orElseThrow().since()).isEqualTo(NOW);
    }

    @Test
    void whereNothingIsOpenThereIsNoBillAndNothingToCancel() {
        assertThat(refused(draft(Kind.BILL), goods()).code()).isEqualTo(Taken.Code.NOTHING_OPEN);
        TradeDocument order = document(7, Kind.ORDER, sold("tea", "1", "100"));
        Optional<OpenPlace> all =
                Places.open("5", List.of(order, document(8, Kind.CANCELLATION, sold("tea", "1", "100"))));
        assertThat(refused(draft(Kind.BILL), new Pricing.Known(Map.of(), Optional.empty(), Map.of(), all))
                        .code())
                .isEqualTo(Taken.Code.NOTHING_OPEN);

        Draft cancellation = draft(Kind.CANCELLATION, line("tea", "1"));
        assertThat(refused(cancellation, new Pricing.Known(Map.of(), Optional.of(order), Map.of(), Optional.empty()))
                        .code())
                .isEqualTo(Taken.Code.NOTHING_OPEN);
        Optional<OpenPlace> open = Places.open("5", List.of(order));
        assertThat(Pricing.of(cancellation, new Pricing.Known(Map.of(), Optional.of(order), Map.of(), open))
                        .refused())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "pcs,false",
        "Шт.,false",
        "порц,false",
        "kg,true",
        "кг,true",
        "l,true",
        "g,true",
        "KG.,true",
        "Л,true",
        "мл,true",
        "м²,true",
        "m2,true",
        "кв. м.,true",
        "t,true",
        "portion,false",
        "упак,false",
        "bottle,false",
        "порция,false"
    })
    void r62WhatIsCountedIsOrderedWholeAndWhatIsMeasuredInParts(String unit, boolean parts) {
        Item item = unit.isEmpty() ? item("fish", "Fish", "100") : measured("fish", "Fish", "100", unit);
        Pricing.Known known = new Pricing.Known(Map.of("fish", item), Optional.empty(), Map.of(), Optional.empty());

        assertThat(Pricing.of(draft(Kind.ORDER, line("fish", "2")), known).refused())
                .isNull();
        Pricing.Result result = Pricing.of(draft(Kind.ORDER, line("fish", "0.250")), known);
        assertThat(result.refused() == null).isEqualTo(parts);
        if (parts) {
            assertThat(result.orThrow().total()).isEqualTo(new BigDecimal("25.00"));
        } else {
            assertThat(Objects.requireNonNull(result.refused()).code()).isEqualTo(Taken.Code.DOCUMENT_INVALID);
            assertThat(result.refused().reason().english()).contains("Fish", "0.25");
        }
    }

    /** A till has always sold any part of anything: a unit that nobody has thought of must not keep it from selling. */
    @ParameterizedTest
    @CsvSource({"'',", "pcs,", "kg,", "kg,true", "'',true", "упак,false"})
    void r63ASaleAndAReturnAreOfThousandthsOfAnything(String unit, @Nullable Boolean told) {
        Item item = new Item(
                "ham",
                "Ham",
                Optional.empty(),
                Optional.of(unit).filter(text -> !text.isEmpty()),
                new BigDecimal("100"),
                Optional.empty(),
                List.of(),
                Optional.ofNullable(told));
        Pricing.Known known = new Pricing.Known(
                Map.of("ham", item),
                Optional.of(document(7, Kind.SALE, sold("ham", "0.350", "100"))),
                Map.of(),
                Optional.empty());

        assertThat(Pricing.of(draft(Kind.SALE, line("ham", "0.350")), known)
                        .orThrow()
                        .total())
                .isEqualTo(new BigDecimal("35.00"));
        assertThat(Pricing.of(draft(Kind.RETURN, line("ham", "0.001")), known)
                        .orThrow()
                        .total())
                .isEqualTo(new BigDecimal("0.10"));
    }

    private static TradeDocument cancelled(long number, long order, Line... lines) {
        return taken(
                number, Kind.CANCELLATION, Optional.of(order), new Pricing.Priced(List.of(lines), BigDecimal.ZERO));
    }

    /** What a waiter is offered to cancel is what the host will take. */
    @Test
    void r62EachOrderSaysWhatCanBeCancelledOfIt() {
        TradeDocument first = document(7, Kind.ORDER, sold("nuts", "0.300", "1.99"), sold("tea", "1", "100"));
        TradeDocument second = document(8, Kind.ORDER, sold("nuts", "0.100", "1.99"), sold("nuts", "0.100", "1.99"));
        TradeDocument dearer = document(9, Kind.ORDER, sold("nuts", "0.400", "2.50"));

        assertThat(cancellable(first, second, dearer))
                .containsExactly("7 nuts 1.99 0.300", "7 tea 100.00 1.000", "8 nuts 1.99 0.200", "9 nuts 2.50 0.400");
        TradeDocument less = cancelled(10, 8, sold("nuts", "0.200", "1.99"));
        assertThat(cancellable(first, second, dearer, less))
                .as("nothing of order 8 is left")
                .containsExactly("7 nuts 1.99 0.300", "7 tea 100.00 1.000", "9 nuts 2.50 0.400");
        TradeDocument bill = document(11, Kind.BILL, sold("nuts", "0.250", "1.99"), sold("tea", "1", "100"));
        assertThat(cancellable(first, second, dearer, less, bill))
                .as("what is paid stays")
                .containsExactly("7 nuts 1.99 0.050", "9 nuts 2.50 0.400");
        assertThat(cancellable(first, second, dearer, bill))
                .containsExactly("7 nuts 1.99 0.250", "8 nuts 1.99 0.200", "9 nuts 2.50 0.400");
    }

    private static List<String> cancellable(TradeDocument... documents) {
        return Places.open("5", List.of(documents)).orElseThrow().cancellable().stream()
                .map(one -> one.order() + " " + one.code() + " " + one.price() + " " + one.quantity())
                .toList();
    }

    /** A plugin that was built against version 1.0 goes on. */
    @Test
    void recordsAreMadeAsVersion10HasMadeThem() {
        OpenPlace open = new OpenPlace("5", NOW, List.of(), BigDecimal.ZERO, List.of(7L));

        assertThat(open.billed()).isEmpty();
        assertThat(open.cancellable()).isEmpty();
        assertThat(item("tea", "Tea", "1").toldWhole()).isEmpty();
        assertThat(document(1, Kind.BILL).closes()).isEmpty();
    }

    private static Pricing.Known at(TradeDocument... documents) {
        return new Pricing.Known(
                GOODS,
                List.of(documents).stream().filter(one -> one.number() == 7).findFirst(),
                Map.of(),
                Places.open("5", List.of(documents)));
    }

    private static Draft.Line priced(String code, String quantity, String price) {
        return new Draft.Line(code, new BigDecimal(quantity), Optional.of(new BigDecimal(price)), Optional.empty());
    }

    @Test
    void r62ABillOfAPartTakesWhatWasChosenAndLeavesTheRest() {
        TradeDocument order = document(7, Kind.ORDER, sold("tea", "3", "100"), sold("nuts", "0.335", "1.99"));
        Pricing.Priced part = Pricing.of(draft(Kind.BILL, line("tea", "1"), line("nuts", "0.1")), at(order))
                .orThrow();
        assertThat(part.total()).isEqualTo(new BigDecimal("100.20"));

        TradeDocument bill = document(8, Kind.BILL, part.lines().toArray(Line[]::new));
        OpenPlace open = Places.open("5", List.of(order, bill)).orElseThrow();
        assertThat(open.lines())
                .extracting(Line::quantity)
                .containsExactly(new BigDecimal("2.000"), new BigDecimal("0.235"));
        assertThat(open.total()).isEqualTo(new BigDecimal("200.47"));
        assertThat(open.billed())
                .extracting(Line::quantity)
                .containsExactly(new BigDecimal("1.000"), new BigDecimal("0.100"));
        assertThat(Pricing.of(draft(Kind.BILL), at(order, bill)).orThrow().total())
                .isEqualTo(new BigDecimal("200.47"));
    }

    @Test
    void r62NoBillIsOfMoreThanStandsOpen() {
        TradeDocument order = document(7, Kind.ORDER, sold("tea", "2", "100"), sold("cup", "1", "50"));
        TradeDocument bill = document(8, Kind.BILL, sold("tea", "1", "100"));

        Taken.Refused twice = refused(draft(Kind.BILL, line("tea", "1"), line("tea", "0.001")), at(order, bill));
        assertThat(twice.code()).isEqualTo(Taken.Code.TOO_MUCH_BILLED);
        assertThat(twice.reason().russian()).contains("открыто 0, а не 0.001");
        assertThat(refused(draft(Kind.BILL, line("tea", "1.001")), at(order, bill))
                        .reason()
                        .english())
                .contains("1 stands open at 5, not 1.001");
        assertThat(refused(draft(Kind.BILL, line("soup", "1")), at(order, bill)).code())
                .isEqualTo(Taken.Code.TOO_MUCH_BILLED);
        assertThat(refused(draft(Kind.BILL, priced("tea", "1", "90")), at(order, bill))
                        .reason()
                        .english())
                .contains("90.00");
        assertThat(refused(paying(draft(Kind.BILL, line("tea", "1")), "100.01"), at(order, bill))
                        .code())
                .isEqualTo(Taken.Code.TOTAL_DIFFERS);
    }

    @Test
    void goodsThatStandOpenAtTwoPricesAreBilledByPrice() {
        TradeDocument order = document(7, Kind.ORDER, sold("tea", "1", "100"));
        TradeDocument dearer = document(8, Kind.ORDER, sold("tea", "1", "120"));

        assertThat(refused(draft(Kind.BILL, line("tea", "1")), at(order, dearer))
                        .code())
                .isEqualTo(Taken.Code.DOCUMENT_INVALID);
        assertThat(Pricing.of(draft(Kind.BILL, priced("tea", "1", "120")), at(order, dearer))
                        .orThrow()
                        .total())
                .isEqualTo(new BigDecimal("120.00"));
    }

    @Test
    void r62WhatIsInABillIsNotCancelledAnyMore() {
        TradeDocument order = document(7, Kind.ORDER, sold("tea", "2", "100"));
        TradeDocument bill = document(8, Kind.BILL, sold("tea", "1", "100"));

        assertThat(Pricing.of(draft(Kind.CANCELLATION, line("tea", "1")), at(order, bill))
                        .refused())
                .isNull();
        assertThat(refused(draft(Kind.CANCELLATION, line("tea", "1"), line("tea", "1")), at(order, bill))
                        .code())
                .isEqualTo(Taken.Code.TOO_MUCH_BACK);
    }

    /** Whatever is ordered, cancelled and paid in parts in whatever order: the bills are what one bill would have been. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void r62TheBillsOfATableAreNeitherMoreNorLessThanItsOrders(long seed) {
        Random random = new Random(seed);
        for (int guests = 0; guests < 50; guests++) {
            evening(random);
        }
    }

    private static void evening(Random random) {
        Map<String, Item> goods = new HashMap<>();
        for (String code : List.of("a", "b", "c")) {
            goods.put(
                    code,
                    measured(
                            code,
                            code,
                            new BigDecimal(random.nextInt(2_000))
                                    .movePointLeft(2)
                                    .toString(),
                            "kg"));
        }
        List<TradeDocument> all = new ArrayList<>();
        BigDecimal billed = BigDecimal.ZERO;
        for (int step = 0; step < 12; step++) {
            Optional<OpenPlace> open = Places.open("5", all);
            boolean nothing = open.filter(place -> !place.lines().isEmpty()).isEmpty();
            int what = nothing ? 0 : random.nextInt(3);
            String code = nothing || what == 0
                    ? List.of("a", "b", "c").get(random.nextInt(3))
                    : open.orElseThrow().lines().get(0).code();
            String quantity =
                    new BigDecimal(1 + random.nextInt(3_000)).movePointLeft(3).toString();
            Kind kind = List.of(Kind.ORDER, Kind.BILL, Kind.CANCELLATION).get(what);
            Optional<TradeDocument> original = what == 2
                    ? all.stream()
                            .filter(one -> one.kind() == Kind.ORDER
                                    && one.lines().get(0).code().equals(code))
                            .skip(random.nextInt(2))
                            .findFirst()
                    : Optional.empty();
            if (what == 2 && original.isEmpty()) {
                continue;
            }
            Pricing.Known known = new Pricing.Known(goods, original, back(all, original), open);
            Draft draft = original.map(of -> of(draft(kind, line(code, quantity)), of.number()))
                    .orElseGet(() -> draft(kind, line(code, quantity)));
            Pricing.Result result = Pricing.of(draft, known);
            if (result.refused() == null) {
                Pricing.Priced priced = result.orThrow();
                assertThat(priced.lines()).allMatch(line -> line.sum().signum() >= 0);
                billed = kind == Kind.BILL ? billed.add(priced.total()) : billed;
                all.add(taken(all.size() + 1L, kind, original.map(TradeDocument::number), priced));
            } else {
                assertThat(Objects.requireNonNull(result.refused()).code())
                        .isIn(Taken.Code.TOO_MUCH_BILLED, Taken.Code.TOO_MUCH_BACK);
            }
            // At every moment: what is paid and what stands open are together what one bill would be
            BigDecimal rest = Places.open("5", all).map(OpenPlace::total).orElse(BigDecimal.ZERO);
            assertThat(billed.add(rest)).isEqualByComparingTo(oneBill(all));
        }
    }

    private static Draft of(Draft draft, long number) {
        return new Draft(
                draft.kind(),
                draft.lines(),
                Optional.of(number),
                draft.place(),
                draft.total(),
                draft.payments(),
                draft.comment());
    }

    private static TradeDocument taken(long number, Kind kind, Optional<Long> of, Pricing.Priced priced) {
        TradeDocument plain = document(number, kind, priced.lines().toArray(Line[]::new));
        return new TradeDocument(
                number,
                NOW,
                ANNA,
                kind,
                plain.lines(),
                priced.total(),
                of,
                plain.place(),
                List.of(),
                Optional.empty(),
                TradeDocument.State.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, Pricing.Back> back(List<TradeDocument> all, Optional<TradeDocument> original) {
        Map<String, Pricing.Back> back = new HashMap<>();
        all.stream()
                .filter(one -> original.isPresent() && one.of().equals(original.map(TradeDocument::number)))
                .flatMap(one -> one.lines().stream())
                .forEach(line -> back.merge(
                        line.code(),
                        Pricing.Back.NONE.and(line.quantity(), line.sum()),
                        (was, more) -> was.and(more.quantity(), more.sum())));
        return back;
    }

    /** Counted here by hand: price times what was ordered and not cancelled, rounded once for each of the goods. */
    private static BigDecimal oneBill(List<TradeDocument> all) {
        Map<String, BigDecimal> wanted = new HashMap<>();
        Map<String, BigDecimal> prices = new HashMap<>();
        for (TradeDocument document : all) {
            if (document.kind() != Kind.BILL) {
                for (Line line : document.lines()) {
                    BigDecimal quantity = document.kind() == Kind.ORDER
                            ? line.quantity()
                            : line.quantity().negate();
                    wanted.merge(line.code(), quantity, BigDecimal::add);
                    prices.put(line.code(), line.price());
                }
            }
        }
        return wanted.entrySet().stream()
                .map(one -> Objects.requireNonNull(prices.get(one.getKey()))
                        .multiply(one.getValue())
                        .setScale(2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
