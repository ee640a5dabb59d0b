// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.trade.Draft;
import io.webgate.trade.TradeDocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a document lies in one column: lines, payments, comment, whether it closes its place. Numbers are texts there, so that nothing rounds them. */
record Body(
        List<TradeDocument.Line> lines,
        List<Draft.Payment> payments,
        Optional<String> comment,
        Optional<Boolean> closes) {

    static String write(TradeDocument document) {
        JsonArray lines = new JsonArray();
        for (TradeDocument.Line line : document.lines()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", line.code());
            one.addProperty("name", line.name());
            one.addProperty("quantity", line.quantity().toPlainString());
            one.addProperty("price", line.price().toPlainString());
            one.addProperty("sum", line.sum().toPlainString());
            line.comment().ifPresent(comment -> one.addProperty("comment", comment));
            lines.add(one);
        }
        JsonArray payments = new JsonArray();
        for (Draft.Payment payment : document.payments()) {
            JsonObject one = new JsonObject();
            one.addProperty("means", payment.means());
            one.addProperty("amount", payment.amount().toPlainString());
            payments.add(one);
        }
        JsonObject body = new JsonObject();
        body.add("lines", lines);
        body.add("payments", payments);
        document.comment().ifPresent(comment -> body.addProperty("comment", comment));
        document.closes().ifPresent(closes -> body.addProperty("closes", closes));
        return body.toString();
    }

    static Body read(String text) {
        JsonObject body = JsonParser.parseString(text).getAsJsonObject();
        List<TradeDocument.Line> lines = new ArrayList<>();
        for (JsonElement element : body.getAsJsonArray("lines")) {
            JsonObject one = element.getAsJsonObject();
            lines.add(new TradeDocument.Line(
                    one.get("code").getAsString(),
                    one.get("name").getAsString(),
                    one.get("quantity").getAsBigDecimal(),
                    one.get("price").getAsBigDecimal(),
                    one.get("sum").getAsBigDecimal(),
                    comment(one)));
        }
        List<Draft.Payment> payments = new ArrayList<>();
        for (JsonElement element : body.getAsJsonArray("payments")) {
            JsonObject one = element.getAsJsonObject();
            payments.add(new Draft.Payment(
                    one.get("means").getAsString(), one.get("amount").getAsBigDecimal()));
        }
        return new Body(
                lines,
                payments,
                comment(body),
                Optional.ofNullable(body.get("closes")).map(JsonElement::getAsBoolean));
    }

    private static Optional<String> comment(JsonObject of) {
        return Optional.ofNullable(of.get("comment")).map(JsonElement::getAsString);
    }
}
