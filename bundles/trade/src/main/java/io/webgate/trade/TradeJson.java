// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.webgate.gate.http.Problem;
import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.JsonBody;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Drafts, documents and goods as JSON: one form for the plugins and for the exchange. Pure. */
public final class TradeJson {

    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_BARCODES = 20;

    private TradeJson() {}

    /**
     * Reads {@code {kind, lines: [{code, quantity, price, comment}], of, place, total, payments: [{means, amount}], comment}}.
     *
     * @throws BadRequest 400 naming the member that is wrong
     */
    public static Draft draft(byte[] body) throws BadRequest {
        JsonBody json = JsonBody.of(body);
        json.only("kind", "lines", "of", "place", "total", "payments", "comment");
        String named = json.required("kind").toLowerCase(Locale.ROOT);
        Kind kind = Kind.of(named)
                .orElseThrow(() -> json.wrong(
                        "kind",
                        "one of sale, return, order, cancellation, bill",
                        "одно из sale, return, order, cancellation, bill"));
        List<Draft.Line> lines = new ArrayList<>();
        for (JsonBody line : json.objects("lines")) {
            line.only("code", "quantity", "price", "comment");
            lines.add(new Draft.Line(
                    line.required("code"),
                    quantity(line, "quantity").orElseThrow(() -> line.wrong("quantity", "a number", "число")),
                    money(line, "price"),
                    line.text("comment").filter(text -> !text.isEmpty())));
        }
        List<Draft.Payment> payments = new ArrayList<>();
        for (JsonBody payment : json.objects("payments")) {
            payment.only("means", "amount");
            payments.add(new Draft.Payment(
                    code(payment, "means"),
                    money(payment, "amount").orElseThrow(() -> payment.wrong("amount", "a number", "число"))));
        }
        return new Draft(
                kind,
                lines,
                json.whole("of"),
                json.text("place").filter(text -> !text.isEmpty()),
                money(json, "total"),
                payments,
                json.text("comment").filter(text -> !text.isEmpty()));
    }

    /**
     * Reads {@code {code, name, group, unit, whole, price, stock, barcodes}}.
     *
     * @throws BadRequest 400 naming the member that is wrong
     */
    public static Item item(JsonBody json) throws BadRequest {
        json.only("code", "name", "group", "unit", "whole", "price", "stock", "barcodes");
        List<String> barcodes = json.texts("barcodes");
        if (barcodes.size() > MOST_BARCODES || barcodes.stream().anyMatch(one -> !isCode(one))) {
            throw json.wrong(
                    "barcodes",
                    "at most " + MOST_BARCODES + " texts of 1 to " + LONGEST_CODE + " printable characters",
                    "не более " + MOST_BARCODES + " строк по 1–" + LONGEST_CODE + " печатных символов");
        }
        BigDecimal price = money(json, "price").orElseThrow(() -> json.wrong("price", "a number", "число"));
        if (price.signum() < 0) {
            throw json.wrong("price", "0 or more", "0 или больше");
        }
        return new Item(
                code(json, "code"),
                name(json, json.required("name"), "name"),
                optionalName(json, "group"),
                optionalName(json, "unit"),
                price,
                quantity(json, "stock"),
                barcodes,
                json.has("whole") ? Optional.of(json.flag("whole", true)) : Optional.empty());
    }

    /** {@code {number, at, kind, state, person, device, module, session, place, of, lines, total, payments, comment, settledAt, rejection, closes}}. */
    public static JsonObject of(TradeDocument document) {
        JsonObject json = new JsonObject();
        json.addProperty("number", document.number());
        json.addProperty("at", Problem.time(document.at()));
        json.addProperty("kind", document.kind().code());
        json.addProperty("state", document.state().code());
        json.addProperty("person", document.author().person());
        json.addProperty("device", document.author().device());
        json.addProperty("module", document.author().module().value());
        json.addProperty("session", document.author().session());
        put(json, "place", document.place());
        document.of().ifPresentOrElse(of -> json.addProperty("of", of), () -> json.add("of", JsonNull.INSTANCE));
        json.add("lines", lines(document.lines()));
        json.addProperty("total", document.total());
        JsonArray payments = new JsonArray();
        for (Draft.Payment payment : document.payments()) {
            JsonObject one = new JsonObject();
            one.addProperty("means", payment.means());
            one.addProperty("amount", payment.amount());
            payments.add(one);
        }
        json.add("payments", payments);
        put(json, "comment", document.comment());
        put(json, "settledAt", document.settled().map(Problem::time));
        put(json, "rejection", document.rejection());
        document.closes()
                .ifPresentOrElse(all -> json.addProperty("closes", all), () -> json.add("closes", JsonNull.INSTANCE));
        return json;
    }

    /** {@code [{code, name, quantity, price, sum, comment}]}. */
    public static JsonArray lines(List<TradeDocument.Line> lines) {
        JsonArray json = new JsonArray();
        for (TradeDocument.Line line : lines) {
            JsonObject one = new JsonObject();
            one.addProperty("code", line.code());
            one.addProperty("name", line.name());
            one.addProperty("quantity", new BigDecimal(Amounts.plain(line.quantity())));
            one.addProperty("price", line.price());
            one.addProperty("sum", line.sum());
            put(one, "comment", line.comment());
            json.add(one);
        }
        return json;
    }

    /**
     * {@code {lines, billed, total, orders, cancellable: [{order, code, price, quantity}]}}: what stands open at a place, and
     * what bills of a part have taken.
     */
    public static void open(JsonObject json, Optional<Trade.OpenPlace> open) {
        json.addProperty("total", open.map(Trade.OpenPlace::total).orElse(BigDecimal.ZERO));
        json.add("lines", lines(open.map(Trade.OpenPlace::lines).orElse(List.of())));
        json.add("billed", lines(open.map(Trade.OpenPlace::billed).orElse(List.of())));
        JsonArray orders = new JsonArray();
        open.map(Trade.OpenPlace::orders).orElse(List.of()).forEach(orders::add);
        json.add("orders", orders);
        JsonArray cancellable = new JsonArray();
        for (Trade.Cancellable left : open.map(Trade.OpenPlace::cancellable).orElse(List.of())) {
            JsonObject one = new JsonObject();
            one.addProperty("order", left.order());
            one.addProperty("code", left.code());
            one.addProperty("price", left.price());
            one.addProperty("quantity", new BigDecimal(Amounts.plain(left.quantity())));
            cancellable.add(one);
        }
        json.add("cancellable", cancellable);
    }

    /** {@code {code, name, group, unit, whole, price, stock, available, barcodes}}. */
    public static JsonObject of(Trade.Stocked stocked) {
        Item item = stocked.item();
        JsonObject json = new JsonObject();
        json.addProperty("code", item.code());
        json.addProperty("name", item.name());
        put(json, "group", item.group());
        put(json, "unit", item.unit());
        json.addProperty("whole", item.whole());
        json.addProperty("price", item.price());
        json.add("stock", quantity(item.stock()));
        json.add("available", quantity(stocked.available()));
        JsonArray barcodes = new JsonArray();
        item.barcodes().forEach(barcodes::add);
        json.add("barcodes", barcodes);
        return json;
    }

    private static JsonElement quantity(Optional<BigDecimal> quantity) {
        return quantity.<JsonElement>map(number -> new JsonPrimitive(new BigDecimal(Amounts.plain(number))))
                .orElse(JsonNull.INSTANCE);
    }

    private static void put(JsonObject json, String name, Optional<String> text) {
        text.ifPresentOrElse(value -> json.addProperty(name, value), () -> json.add(name, JsonNull.INSTANCE));
    }

    private static Optional<BigDecimal> money(JsonBody json, String name) throws BadRequest {
        Optional<BigDecimal> number = json.number(name);
        try {
            return number.map(Amounts::money);
        } catch (ArithmeticException e) {
            throw json.wrong(
                    name,
                    "an amount with at most two places after the point, up to " + Amounts.MOST,
                    "сумма не более чем с двумя знаками после точки, до " + Amounts.MOST);
        }
    }

    private static Optional<BigDecimal> quantity(JsonBody json, String name) throws BadRequest {
        Optional<BigDecimal> number = json.number(name);
        try {
            return number.map(Amounts::quantity);
        } catch (ArithmeticException e) {
            throw json.wrong(
                    name,
                    "a quantity with at most three places after the point, up to " + Amounts.MOST,
                    "количество не более чем с тремя знаками после точки, до " + Amounts.MOST);
        }
    }

    private static String code(JsonBody json, String name) throws BadRequest {
        String code = json.required(name);
        if (!isCode(code)) {
            throw json.wrong(
                    name,
                    "1 to " + LONGEST_CODE + " printable characters",
                    "от 1 до " + LONGEST_CODE + " печатных символов");
        }
        return code;
    }

    private static boolean isCode(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_CODE && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<String> optionalName(JsonBody json, String name) throws BadRequest {
        Optional<String> text = json.text(name).filter(given -> !given.isEmpty());
        return text.isEmpty() ? text : Optional.of(name(json, text.get(), name));
    }

    private static String name(JsonBody json, String text, String name) throws BadRequest {
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw json.wrong(
                    name,
                    "at most " + LONGEST_NAME + " characters without control characters",
                    "не более " + LONGEST_NAME + " символов, без управляющих");
        }
        return text;
    }
}
