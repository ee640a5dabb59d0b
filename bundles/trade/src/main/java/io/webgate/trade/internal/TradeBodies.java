// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.JsonBody;
import io.webgate.trade.Item;
import io.webgate.trade.TradeJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the data server sends. Pure but for reading the body. */
final class TradeBodies {

    private static final int MOST_GOODS = 200_000;
    private static final int MOST_CHANGES = 2_000;
    private static final int LONGEST_REASON = 200;

    private TradeBodies() {}

    static byte[] bytes(InputStream body, int most) throws IOException, BadRequest {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw BadRequest.tooLarge(most);
        }
        return bytes;
    }

    /** {@code {complete, goods: […], removed: [code], includes}}. */
    static TradeComponent.Delivery delivery(byte[] body) throws BadRequest {
        JsonBody json = JsonBody.of(body);
        json.only("complete", "goods", "removed", "includes");
        boolean complete = json.flag("complete", true);
        List<JsonBody> all = json.objects("goods");
        List<String> removed = json.texts("removed");
        int most = complete ? MOST_GOODS : MOST_CHANGES;
        if (all.size() + removed.size() > most) {
            throw json.wrong("goods", "a list of at most " + most, "список не длиннее " + most);
        }
        if (complete && !json.has("goods")) {
            // An empty shop must be said: a body without goods is more likely a mistake
            throw json.wrong("goods", "a list", "список");
        }
        if (complete && !removed.isEmpty()) {
            throw json.wrong("removed", "absent from a complete list", "пустым в полном списке");
        }
        Map<String, Item> goods = new LinkedHashMap<>();
        Map<String, String> barcodes = new HashMap<>();
        for (JsonBody one : all) {
            Item item = TradeJson.item(one);
            if (goods.put(item.code(), item) != null) {
                throw one.wrong("code", "another one: it is there twice", "другой код: этот указан дважды");
            }
            for (String barcode : item.barcodes()) {
                String other = barcodes.put(barcode, item.code());
                if (other != null && !other.equals(item.code())) {
                    throw one.wrong("barcodes", "without those of " + other, "без штрихкодов, которые есть у " + other);
                }
            }
        }
        Optional<Long> includes = json.whole("includes");
        if (includes.filter(number -> number < 0).isPresent()) {
            throw json.wrong("includes", "0 or more", "0 или больше");
        }
        return new TradeComponent.Delivery(complete, goods, removed, includes);
    }

    /** {@code {through, rejected: [{number, reason}]}}. */
    static TradeComponent.Receipt receipt(byte[] body) throws BadRequest {
        JsonBody json = JsonBody.of(body);
        json.only("through", "rejected");
        long through = json.whole("through")
                .filter(number -> number >= 0)
                .orElseThrow(() -> json.wrong(
                        "through",
                        "the number of the last document that arrived",
                        "номер последнего полученного документа"));
        Map<Long, String> rejected = new HashMap<>();
        for (JsonBody one : json.objects("rejected")) {
            one.only("number", "reason");
            long number = one.whole("number")
                    .filter(given -> given > 0 && given <= through)
                    .orElseThrow(() -> one.wrong("number", "from 1 to " + through, "от 1 до " + through));
            String reason = one.required("reason");
            if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
                throw one.wrong(
                        "reason",
                        "at most " + LONGEST_REASON + " characters without control characters",
                        "не более " + LONGEST_REASON + " символов, без управляющих");
            }
            rejected.put(number, reason);
        }
        return new TradeComponent.Receipt(through, rejected);
    }

    /** A number of the query; empty where it is missing. */
    static Optional<Long> number(String name, @Nullable String text, long least, long most) throws BadRequest {
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        throw BadRequest.malformed(
                "\"" + name + "\" must be a whole number, " + least + " or more"
                        + (most == Long.MAX_VALUE ? "." : ", at most " + most + "."),
                "«" + name + "»: нужно целое число не меньше " + least
                        + (most == Long.MAX_VALUE ? "." : " и не больше " + most + "."));
    }
}
