// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.webgate.gate.http.Problem;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeJson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of the house with what stands open at them. Pure. */
final class Tables {

    private Tables() {}

    /**
     * {@code [{table, since, total, lines, billed, orders, cancellable}]}; {@code since} is null where a table is free.
     *
     * @param names those that the settings name; open ones that they don't name follow
     */
    static JsonArray of(List<String> names, List<OpenPlace> open) {
        Map<String, Optional<OpenPlace>> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, Optional.empty()));
        open.forEach(place -> all.put(place.place(), Optional.of(place)));
        JsonArray answer = new JsonArray();
        all.forEach((name, place) -> answer.add(table(name, place)));
        return answer;
    }

    private static JsonObject table(String name, Optional<OpenPlace> open) {
        JsonObject table = new JsonObject();
        table.addProperty("table", name);
        open.ifPresentOrElse(
                place -> table.addProperty("since", Problem.time(place.since())),
                () -> table.add("since", JsonNull.INSTANCE));
        TradeJson.open(table, open);
        return table;
    }
}
