// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.gate.session.BadRequest;
import io.webgate.license.api.ModuleId;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;
import io.webgate.trade.Author;
import io.webgate.trade.Draft;
import io.webgate.trade.Item;
import io.webgate.trade.Kind;
import io.webgate.trade.Taken;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.State;
import io.webgate.trade.TradeJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** R63 with a real database: exactly once, without gaps, out with acknowledgement, and after a crash as before. */
final class TradeComponentTest {

    private static final Author ANNA = new Author("device:till", "Anna", "till", new ModuleId("acme.retail"), "s1");
    private static final Author BORIS = new Author("device:bar", "Boris", "bar", new ModuleId("acme.retail"), "s2");

    private final Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private OpenStore store;
    private TradeComponent trade;

    TradeComponentTest(@TempDir Path folder) throws StoreException {
        this.folder = folder;
        this.store = Stores.embedded(folder.resolve("store.db"), now::get);
        this.trade = new TradeComponent(store, now::get);
    }

    private void again() throws StoreException {
        store.close();
        store = Stores.embedded(folder.resolve("store.db"), now::get);
        trade = new TradeComponent(store, now::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Item item(String code, String price, String stock, String... barcodes) {
        return new Item(
                code,
                "Товар " + code,
                Optional.of("Все"),
                Optional.empty(),
                new BigDecimal(price),
                stock.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(stock)),
                List.of(barcodes));
    }

    private static TradeComponent.Delivery delivery(boolean complete, Optional<Long> includes, Item... items) {
        Map<String, Item> goods = new LinkedHashMap<>();
        for (Item item : items) {
            goods.put(item.code(), item);
        }
        return new TradeComponent.Delivery(complete, goods, List.of(), includes);
    }

    private void goods() throws StoreException {
        trade.deliver(
                delivery(true, Optional.empty(), item("tea", "100", "10", "4600000000017"), item("cup", "50", "")));
    }

    private static Draft draft(Kind kind, String code, String quantity, Optional<Long> of, Optional<String> place) {
        return new Draft(
                kind,
                code.isEmpty()
                        ? List.of()
                        : List.of(new Draft.Line(code, new BigDecimal(quantity), Optional.empty(), Optional.empty())),
                of,
                place,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Draft sale(String code, String quantity) {
        return draft(Kind.SALE, code, quantity, Optional.empty(), Optional.empty());
    }

    private Taken take(Draft draft, Author author, String key) {
        return trade.take(draft, author, key, "digest of " + draft)
                .toCompletableFuture()
                .join();
    }

    private TradeDocument taken(Draft draft, String key) {
        return ((Taken.Accepted) take(draft, ANNA, key)).document();
    }

    private BigDecimal available(String code) throws StoreException {
        return trade.item(code).orElseThrow().available().orElseThrow();
    }

    @Test
    void r63ADocumentIsThereOnceHoweverOftenItIsSent() throws StoreException {
        goods();
        Taken.Accepted first = (Taken.Accepted) take(sale("tea", "1"), ANNA, "k1");
        Taken.Accepted again = (Taken.Accepted) take(sale("tea", "1"), ANNA, "k1");

        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.document()).isEqualTo(first.document());
        assertThat(trade.documents(Trade.Filter.ALL, 9)).containsExactly(first.document());

        Taken.Refused other = (Taken.Refused) take(sale("tea", "2"), ANNA, "k1");
        assertThat(other.code()).isEqualTo(Taken.Code.KEY_REUSED);
        // Another device's key is another key
        assertThat(((Taken.Accepted) take(sale("tea", "2"), BORIS, "k1"))
                        .document()
                        .number())
                .isEqualTo(2);
    }

    @Test
    void manyAtOnceAreNumberedWithoutGapsAndOneKeyIsOneDocument() throws StoreException {
        goods();
        List<CompletionStage<Taken>> all = new ArrayList<>();
        for (int one = 0; one < 100; one++) {
            Draft draft = sale("tea", "0.001");
            all.add(trade.take(draft, ANNA, "k" + one / 2, "same"));
        }
        all.add(trade.take(sale("none", "1"), ANNA, "wrong", "x"));
        CompletableFuture.allOf(
                        all.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new))
                .join();

        assertThat(trade.documents(Trade.Filter.ALL, 1000))
                .extracting(TradeDocument::number)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50)
                        .map(number -> 51 - number)
                        .boxed()
                        .toList());
    }

    @Test
    void whatWasAcknowledgedOutlivesTheProcess() throws StoreException {
        goods();
        TradeDocument sold = taken(sale("tea", "2"), "k1");
        trade.acknowledge(new TradeComponent.Receipt(1, Map.of()));
        again();

        TradeDocument found = trade.document(1).orElseThrow();
        assertThat(found.lines()).isEqualTo(sold.lines());
        assertThat(found.state()).isEqualTo(State.ACKNOWLEDGED);
        assertThat(found.settled()).contains(now.get());
        assertThat(((Taken.Accepted) take(sale("tea", "2"), ANNA, "k1")).repeated())
                .isTrue();
        assertThat(trade.after(Optional.empty(), 9)).isEmpty();
    }

    @Test
    void aRefusedDraftLeavesNothingBehind() throws StoreException {
        goods();
        assertThat(take(sale("none", "1"), ANNA, "k1")).isInstanceOf(Taken.Refused.class);
        // The key is free still: the person corrects the draft and sends it again
        assertThat(taken(sale("tea", "1"), "k1").number()).isEqualTo(1);
    }

    @Test
    void theDataServerTakesDocumentsInOrderAndAsOftenAsItMust() throws StoreException {
        goods();
        for (int one = 1; one <= 5; one++) {
            taken(sale("tea", "1"), "k" + one);
        }
        assertThat(trade.after(Optional.empty(), 2))
                .extracting(TradeDocument::number)
                .containsExactly(1L, 2L);
        assertThat(trade.after(Optional.of(2L), 9))
                .extracting(TradeDocument::number)
                .containsExactly(3L, 4L, 5L);

        TradeComponent.Settled settled = trade.acknowledge(new TradeComponent.Receipt(3, Map.of(2L, "Касса закрыта")));
        assertThat(settled).isEqualTo(new TradeComponent.Settled(true, 3, 2));
        assertThat(trade.documents(Trade.Filter.ALL, 9))
                .extracting(TradeDocument::state)
                .containsExactly(State.WAITING, State.WAITING, State.ACKNOWLEDGED, State.REJECTED, State.ACKNOWLEDGED);
        assertThat(trade.document(2).orElseThrow().rejection()).contains("Касса закрыта");
        assertThat(trade.counts()).isEqualTo(new Trade.Counts(2, 2, 1));

        // The same again, an older one, and one of the future
        assertThat(trade.acknowledge(new TradeComponent.Receipt(3, Map.of())).acknowledged())
                .isEqualTo(3);
        assertThat(trade.acknowledge(new TradeComponent.Receipt(1, Map.of())).acknowledged())
                .isEqualTo(3);
        assertThat(trade.acknowledge(new TradeComponent.Receipt(6, Map.of())))
                .isEqualTo(new TradeComponent.Settled(false, 3, 2));
        assertThat(trade.after(Optional.empty(), 9))
                .extracting(TradeDocument::number)
                .containsExactly(4L, 5L);
    }

    @Test
    void goodsAreFoundByCodeBarcodeAndNameWhateverTheCase() throws StoreException {
        trade.deliver(
                delivery(true, Optional.empty(), item("tea", "100", "10", "4600000000017"), item("ёж_%", "1", "")));

        assertThat(trade.item("tea")).isEqualTo(trade.item("4600000000017"));
        assertThat(trade.item("none")).isEmpty();
        assertThat(trade.search("ТОВАР T", 9)).hasSize(1);
        assertThat(trade.search("Еж", 9)).hasSize(1);
        assertThat(trade.search("_%", 9)).hasSize(1);
        assertThat(trade.search("", 9)).hasSize(2);
        assertThat(trade.search("", 1)).hasSize(1);
    }

    @Test
    void whatIsAvailableCountsTheDocumentsThatTheStockDoesNot() throws StoreException {
        goods();
        taken(sale("tea", "3"), "k1");
        taken(draft(Kind.RETURN, "tea", "1", Optional.of(1L), Optional.empty()), "k2");
        assertThat(available("tea")).isEqualByComparingTo("8");

        // Other goods than those: nothing is said of tea
        trade.deliver(delivery(false, Optional.of(2L), item("soup", "100", "7")));
        assertThat(available("tea")).isEqualByComparingTo("8");
        trade.deliver(delivery(false, Optional.of(1L), item("tea", "100", "7")));
        assertThat(available("tea"))
                .as("the sale is in the stock of 7, the return is not")
                .isEqualByComparingTo("8");
        taken(draft(Kind.ORDER, "tea", "2", Optional.empty(), Optional.of("5")), "k3");
        assertThat(available("tea")).as("what is ordered is not gone").isEqualByComparingTo("8");
        taken(draft(Kind.BILL, "", "", Optional.empty(), Optional.of("5")), "k4");
        assertThat(available("tea")).isEqualByComparingTo("6");

        // Without a word of what its stocks contain: what it has acknowledged
        trade.acknowledge(new TradeComponent.Receipt(4, Map.of()));
        trade.deliver(delivery(true, Optional.empty(), item("tea", "100", "5")));
        assertThat(available("tea")).isEqualByComparingTo("5");
        assertThat(trade.item("cup")).as("a complete list has no others").isEmpty();
    }

    @Test
    void aLargeListComesIntoForceAtOnceAndNothingIsLeftOfTheOldOne() throws StoreException {
        goods();
        Map<String, Item> many = new LinkedHashMap<>();
        for (int one = 0; one < 1_200; one++) {
            many.put("c" + one, item("c" + one, "1", "", "b" + one));
        }
        Trade.Delivered delivered = trade.deliver(new TradeComponent.Delivery(true, many, List.of(), Optional.empty()));

        assertThat(delivered.goods()).isEqualTo(1_200);
        assertThat(trade.item("b1199")).isPresent();
        assertThat(trade.item("tea")).isEmpty();
        assertThat(trade.item("4600000000017")).isEmpty();

        trade.deliver(new TradeComponent.Delivery(false, Map.of(), List.of("c1"), Optional.empty()));
        assertThat(trade.item("c1")).isEmpty();
        assertThat(trade.delivered().orElseThrow().goods()).isEqualTo(1_199);
    }

    @Test
    void halfOfAListThatACrashLeftIsNeverSeen() throws StoreException {
        goods();
        store.write(connection -> {
            Tables.put(connection, 2, item("half", "1", "", "4600000000017"), 0);
            return 1;
        });
        assertThat(trade.item("half")).isEmpty();
        assertThat(trade.item("4600000000017").orElseThrow().item().code()).isEqualTo("tea");

        trade.deliver(delivery(true, Optional.empty(), item("new", "1", "")));
        assertThat(trade.search("", 9)).extracting(found -> found.item().code()).containsExactly("new");
    }

    @Test
    void r62ATableIsOpenFromItsFirstOrderToItsBill() throws StoreException {
        goods();
        taken(draft(Kind.ORDER, "tea", "2", Optional.empty(), Optional.of("5")), "k1");
        taken(draft(Kind.ORDER, "cup", "1", Optional.empty(), Optional.of("7")), "k2");
        TradeDocument less = taken(draft(Kind.CANCELLATION, "tea", "1", Optional.of(1L), Optional.empty()), "k3");
        assertThat(less.place()).as("where its order is").contains("5");

        assertThat(trade.open())
                .extracting(Trade.OpenPlace::place, Trade.OpenPlace::total)
                .containsExactly(tuple("5", new BigDecimal("100.00")), tuple("7", new BigDecimal("50.00")));
        assertThat(taken(draft(Kind.BILL, "", "", Optional.empty(), Optional.of("5")), "k4")
                        .total())
                .isEqualTo(new BigDecimal("100.00"));
        assertThat(trade.open()).extracting(Trade.OpenPlace::place).containsExactly("7");
        assertThat(((Taken.Refused) take(draft(Kind.BILL, "", "", Optional.empty(), Optional.of("5")), ANNA, "k5"))
                        .code())
                .isEqualTo(Taken.Code.NOTHING_OPEN);
        assertThat(((Taken.Refused) take(
                                draft(Kind.CANCELLATION, "tea", "1", Optional.of(1L), Optional.empty()), ANNA, "k6"))
                        .code())
                .isEqualTo(Taken.Code.NOTHING_OPEN);
    }

    @Test
    void r62ATableIsPaidInPartsAndFreeWithTheLast() throws StoreException {
        goods();
        taken(draft(Kind.ORDER, "tea", "3", Optional.empty(), Optional.of("5")), "k1");
        Draft one = draft(Kind.BILL, "tea", "1", Optional.empty(), Optional.of("5"));
        TradeDocument part = taken(one, "k2");
        assertThat(part.total()).isEqualTo(new BigDecimal("100.00"));
        // Two taps are one document
        assertThat(taken(one, "k2")).isEqualTo(part);
        again();
        assertThat(trade.open())
                .extracting(Trade.OpenPlace::place, Trade.OpenPlace::total)
                .containsExactly(tuple("5", new BigDecimal("200.00")));
        assertThat(available("tea")).isEqualByComparingTo("9");
        Taken.Refused more =
                (Taken.Refused) take(draft(Kind.BILL, "tea", "3", Optional.empty(), Optional.of("5")), ANNA, "k3");
        assertThat(more.code()).isEqualTo(Taken.Code.TOO_MUCH_BILLED);
        taken(draft(Kind.CANCELLATION, "tea", "1", Optional.of(1L), Optional.empty()), "k4");
        taken(draft(Kind.BILL, "tea", "1", Optional.empty(), Optional.of("5")), "k5");

        assertThat(trade.open()).as("all is paid or cancelled").isEmpty();
        assertThat(available("tea")).isEqualByComparingTo("8");
        taken(draft(Kind.ORDER, "cup", "1", Optional.empty(), Optional.of("5")), "k6");
        assertThat(trade.open().get(0).billed()).as("the next guests").isEmpty();
    }

    /** The data server must know when the guests have gone, and not take the first of several bills for the last. */
    @Test
    void r63ABillAndACancellationSayWhetherTheyCloseTheTable() throws StoreException {
        goods();
        Optional<String> five = Optional.of("5");
        assertThat(taken(draft(Kind.ORDER, "tea", "3", Optional.empty(), five), "k1")
                        .closes())
                .isEmpty();
        taken(draft(Kind.BILL, "tea", "1", Optional.empty(), five), "k2");
        taken(draft(Kind.CANCELLATION, "tea", "1", Optional.of(1L), Optional.empty()), "k3");
        taken(draft(Kind.BILL, "tea", "1", Optional.empty(), five), "k4");
        taken(draft(Kind.ORDER, "cup", "1", Optional.empty(), five), "k5");
        taken(draft(Kind.BILL, "cup", "0.5", Optional.empty(), five), "k6");
        taken(draft(Kind.CANCELLATION, "cup", "0.5", Optional.of(5L), Optional.empty()), "k7");
        again();

        assertThat(trade.after(Optional.of(1L), 9))
                .extracting(document -> TradeJson.of(document).get("closes").toString())
                .containsExactly("false", "false", "true", "null", "false", "true");
        assertThat(trade.open()).isEmpty();
    }

    @Test
    void r62TheDataServerSaysWhatIsOrderedWholeAndItsSilenceStaysSilence() throws StoreException, BadRequest {
        trade.deliver(TradeBodies.delivery(
                """
                {"goods": [{"code": "cake", "name": "Cake", "price": 10, "whole": false},
                  {"code": "ham", "name": "Ham", "price": 10, "unit": "kg", "whole": true},
                  {"code": "fish", "name": "Fish", "price": 10, "unit": "kg", "whole": null}]}
                """
                        .getBytes(StandardCharsets.UTF_8)));
        again();

        assertThat(trade.item("cake").orElseThrow().item().toldWhole()).contains(false);
        assertThat(trade.item("ham").orElseThrow().item().toldWhole()).contains(true);
        assertThat(trade.item("fish").orElseThrow().item().toldWhole()).isEmpty();
        Optional<String> five = Optional.of("5");
        taken(draft(Kind.ORDER, "cake", "0.5", Optional.empty(), five), "k1");
        taken(draft(Kind.ORDER, "fish", "0.5", Optional.empty(), five), "k2");
        assertThat(((Taken.Refused) take(draft(Kind.ORDER, "ham", "0.5", Optional.empty(), five), ANNA, "k3")).code())
                .isEqualTo(Taken.Code.DOCUMENT_INVALID);
        assertThatThrownBy(() -> TradeBodies.delivery(
                        "{\"goods\":[{\"code\":\"x\",\"name\":\"X\",\"price\":1,\"whole\":\"no\"}]}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadRequest.class);
    }

    /** Tables and documents as version 1.0 has left them. */
    @Test
    void whatWasStoredBeforeIsReadAsItWas(@TempDir Path other) throws StoreException {
        try (OpenStore old = Stores.embedded(other.resolve("store.db"), now::get)) {
            old.migrate(Tables.AREA, Tables.MIGRATIONS.subList(0, 1));
            old.write(connection -> {
                Sql.update(
                        connection,
                        "INSERT INTO trade_goods (delivery, code, name, folded, grp, unit, price, stock, barcodes, includes)"
                                + " VALUES (0, 'ham', 'Ham', 'ham', NULL, 'kg', 100, NULL, '', 0)");
                return Sql.update(
                        connection,
                        "INSERT INTO trade_document (number, at, owner, person, device, module, session, kind, total, place,"
                                + " body, idem, digest, state) VALUES (1, 1, 'o', 'p', 'd', 'acme.waiter', 's', 'BILL', 100, '5',"
                                + " '{\"lines\":[],\"payments\":[]}', 'k', 'x', 'WAITING')");
            });
            Trade grown = new TradeComponent(old, now::get);

            Item ham = grown.item("ham").orElseThrow().item();
            assertThat(ham.toldWhole()).isEmpty();
            assertThat(ham.whole()).isFalse();
            assertThat(grown.document(1).orElseThrow().closes())
                    .as("there were no bills of a part")
                    .contains(true);
        }
    }

    @Test
    void aTableOfWhichEverythingWasCancelledIsFree() throws StoreException {
        goods();
        taken(draft(Kind.ORDER, "tea", "2", Optional.empty(), Optional.of("5")), "k1");
        taken(draft(Kind.CANCELLATION, "tea", "2", Optional.of(1L), Optional.empty()), "k2");

        assertThat(trade.open()).isEmpty();
        taken(draft(Kind.ORDER, "cup", "1", Optional.empty(), Optional.of("5")), "k3");
        assertThat(trade.open().get(0).orders()).containsExactly(3L);
    }

    @Test
    void whatTheDataServerHasIsForgottenAfterMoreThanAYearAndNothingElse() throws StoreException {
        goods();
        taken(sale("tea", "1"), "k1");
        taken(draft(Kind.ORDER, "tea", "1", Optional.empty(), Optional.of("5")), "k2");
        taken(sale("tea", "1"), "k3");
        trade.acknowledge(new TradeComponent.Receipt(2, Map.of()));
        now.updateAndGet(then -> then.plus(TradeComponent.KEPT).plus(Duration.ofDays(1)));
        trade.acknowledge(new TradeComponent.Receipt(3, Map.of()));

        assertThat(trade.documents(Trade.Filter.ALL, 9))
                .as("an open order and what was just taken stay")
                .extracting(TradeDocument::number)
                .containsExactly(3L, 2L);
        assertThat(taken(sale("tea", "1"), "k4").number()).isEqualTo(4);
    }
}
