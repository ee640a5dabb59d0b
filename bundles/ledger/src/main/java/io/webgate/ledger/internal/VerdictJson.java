// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A verdict as the journal's text: members in one fixed order, absent ones left out, so that the same verdict is always
 * the same bytes and its hash can be computed again by anyone.
 */
final class VerdictJson {

    private VerdictJson() {}

    static JsonObject write(Verdict verdict) {
        JsonObject json = new JsonObject();
        json.addProperty("seq", verdict.seq());
        verdict.module().ifPresent(module -> json.addProperty("module", module.value()));
        json.addProperty("cause", verdict.cause().name());
        json.addProperty("limit", verdict.limit());
        json.addProperty("used", verdict.used());
        json.add("cut", strings(verdict.cut(), SeatId::value));
        verdict.culprit().ifPresent(seat -> json.add("culprit", seat(seat)));
        verdict.consequence().ifPresent(consequence -> json.add("consequence", consequence(consequence)));
        json.addProperty("since", verdict.since().toString());
        JsonArray remedies = new JsonArray();
        for (Remedy remedy : verdict.remedies()) {
            JsonObject one = new JsonObject();
            one.addProperty("action", remedy.action().name());
            remedy.module().ifPresent(module -> one.addProperty("module", module.value()));
            one.addProperty("quantity", remedy.quantity());
            if (!remedy.features().isEmpty()) {
                one.add("features", features(remedy.features()));
            }
            remedies.add(one);
        }
        json.add("remedies", remedies);
        verdict.by().ifPresent(by -> json.addProperty("by", by));
        verdict.reason().ifPresent(reason -> json.addProperty("reason", reason));
        if (!verdict.features().isEmpty()) {
            json.add("features", features(verdict.features()));
        }
        verdict.leniency().ifPresent(leniency -> {
            JsonObject one = new JsonObject();
            one.addProperty("kind", leniency.kind().name());
            leniency.until().ifPresent(until -> one.addProperty("until", until.toString()));
            json.add("leniency", one);
        });
        return json;
    }

    static Verdict read(String text) {
        return read(JsonParser.parseString(text).getAsJsonObject());
    }

    static Verdict read(JsonObject json) {
        return new Verdict(
                json.get("seq").getAsLong(),
                text(json, "module").map(ModuleId::new),
                Cause.valueOf(json.get("cause").getAsString()),
                json.get("limit").getAsLong(),
                json.get("used").getAsLong(),
                list(json.getAsJsonArray("cut"), element -> new SeatId(element.getAsString())),
                object(json, "culprit").map(VerdictJson::seat),
                object(json, "consequence").map(VerdictJson::consequence),
                Instant.parse(json.get("since").getAsString()),
                list(json.getAsJsonArray("remedies"), VerdictJson::remedy),
                text(json, "by"),
                text(json, "reason"),
                features(json),
                object(json, "leniency")
                        .map(one -> new Verdict.Leniency(
                                Verdict.Leniency.Kind.valueOf(one.get("kind").getAsString()),
                                text(one, "until").map(Instant::parse))));
    }

    static JsonArray features(Set<Feature> features) {
        return strings(features.stream().sorted().toList(), Feature::value);
    }

    static Set<Feature> features(JsonObject json) {
        return json.has("features")
                ? Set.copyOf(list(json.getAsJsonArray("features"), one -> new Feature(one.getAsString())))
                : Set.of();
    }

    private static Remedy remedy(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Remedy(
                Remedy.Action.valueOf(json.get("action").getAsString()),
                text(json, "module").map(ModuleId::new),
                json.get("quantity").getAsLong(),
                features(json));
    }

    static JsonObject seat(Seat seat) {
        JsonObject json = new JsonObject();
        json.addProperty("seat", seat.id().value());
        json.addProperty("order", seat.order());
        json.addProperty("fence", seat.fence());
        json.addProperty("module", seat.module().value());
        json.addProperty("device", seat.subject().device());
        seat.subject().holder().ifPresent(holder -> json.addProperty("holder", holder));
        seat.subject().label().ifPresent(label -> json.addProperty("label", label));
        seat.group().ifPresent(group -> json.addProperty("group", group));
        json.addProperty("weight", seat.weight());
        json.add("features", features(seat.features()));
        json.addProperty("connectedAt", seat.connectedAt().toString());
        return json;
    }

    static Seat seat(JsonObject json) {
        return new Seat(
                new SeatId(json.get("seat").getAsString()),
                json.get("order").getAsLong(),
                json.get("fence").getAsLong(),
                new ModuleId(json.get("module").getAsString()),
                new Subject(json.get("device").getAsString(), text(json, "holder"), text(json, "label")),
                text(json, "group"),
                json.get("weight").getAsLong(),
                features(json),
                Instant.parse(json.get("connectedAt").getAsString()));
    }

    static JsonObject consequence(Consequence consequence) {
        JsonObject json = new JsonObject();
        json.addProperty("cut", consequence.cut().name());
        json.addProperty("effect", consequence.effect().name());
        json.add("goesOn", strings(consequence.goesOn().stream().sorted().toList(), Operation::value));
        consequence.displaceIdle().ifPresent(idle -> json.addProperty("displaceIdle", idle.toString()));
        return json;
    }

    static Consequence consequence(JsonObject json) {
        return new Consequence(
                Cut.valueOf(json.get("cut").getAsString()),
                Effect.valueOf(json.get("effect").getAsString()),
                Set.copyOf(list(json.getAsJsonArray("goesOn"), one -> new Operation(one.getAsString()))),
                text(json, "displaceIdle").map(Duration::parse));
    }

    static <T> JsonArray strings(List<T> values, Function<T, String> text) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(text.apply(value)));
        return array;
    }

    static <T> List<T> list(JsonArray array, Function<JsonElement, T> one) {
        List<T> values = new ArrayList<>(array.size());
        array.forEach(element -> values.add(one.apply(element)));
        return List.copyOf(values);
    }

    static Optional<String> text(JsonObject json, String member) {
        return Optional.ofNullable(json.get(member)).map(JsonElement::getAsString);
    }

    static Optional<JsonObject> object(JsonObject json, String member) {
        return Optional.ofNullable(json.get(member)).map(JsonElement::getAsJsonObject);
    }
}
