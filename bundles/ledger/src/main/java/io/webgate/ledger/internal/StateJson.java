// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.pcollections.HashTreePMap;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole state as the journal's text: written where the journal alone does not tell how a state came about, that is at its
 * beginning and after a commit of unknown outcome. Everything that a decision looks at must be in it.
 */
final class StateJson {

    private StateJson() {}

    static JsonObject write(State state) {
        JsonObject json = new JsonObject();
        state.limits().ifPresent(limits -> json.add("limits", ModuleJson.write(limits)));
        json.add(
                "shadow",
                VerdictJson.strings(state.terms().shadow().stream().sorted().toList(), ModuleId::value));
        json.add("displacing", ChangeJson.durations(state.terms().displacing()));
        json.add("bounds", ChangeJson.numbers(state.terms().bounds()));
        json.add("counts", ChangeJson.numbers(state.terms().counts()));
        JsonArray seats = new JsonArray();
        state.seats().values().stream()
                .sorted(Comparator.comparingLong(Seat::order)
                        .thenComparing(Seat::id, Comparator.comparing(SeatId::value)))
                .forEach(seat -> seats.add(VerdictJson.seat(seat)));
        json.add("seats", seats);
        JsonArray places = new JsonArray();
        state.seating().places().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(SubjectKey.ORDER))
                .forEach(entry -> {
                    JsonObject one = subject(entry.getKey());
                    one.addProperty("order", entry.getValue().order());
                    entry.getValue().group().ifPresent(group -> one.addProperty("group", group));
                    one.addProperty("until", entry.getValue().until().toString());
                    places.add(one);
                });
        json.add("places", places);
        json.add("latches", verdicts(state.latches()));
        json.add(
                "standing",
                verdicts(state.standing().values().stream()
                        .sorted(Comparator.comparingLong(Verdict::seq))
                        .toList()));
        json.add(
                "lacking",
                verdicts(state.lacking().values().stream()
                        .sorted(Comparator.comparingLong(Verdict::seq))
                        .toList()));
        JsonArray displaced = new JsonArray();
        state.displaced().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(SubjectKey.ORDER))
                .forEach(entry -> {
                    JsonObject one = subject(entry.getKey());
                    one.addProperty("at", entry.getValue().at().toString());
                    one.addProperty("told", entry.getValue().told());
                    displaced.add(one);
                });
        json.add("displaced", displaced);
        JsonArray heldOut = new JsonArray();
        state.heldOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(SubjectKey.ORDER))
                .forEach(entry -> {
                    JsonObject one = subject(entry.getKey());
                    one.addProperty("until", entry.getValue().until().toString());
                    entry.getValue().reason().ifPresent(reason -> one.addProperty("reason", reason));
                    heldOut.add(one);
                });
        json.add("heldOut", heldOut);
        json.add("evictions", evictions(state.evictions()));
        json.addProperty("order", state.nextOrder());
        json.addProperty("fence", state.nextFence());
        json.addProperty("seq", state.nextSeq());
        json.addProperty("storeFailing", state.storeFailing());
        return json;
    }

    static State read(JsonObject json) {
        State state = State.EMPTY;
        for (JsonElement seat : json.getAsJsonArray("seats")) {
            state = state.plus(VerdictJson.seat(seat.getAsJsonObject()));
        }
        for (JsonElement element : json.getAsJsonArray("places")) {
            JsonObject one = element.getAsJsonObject();
            state = state.keeping(
                    subject(one), new Place(one.get("order").getAsLong(), VerdictJson.text(one, "group"), until(one)));
        }
        Map<ModuleId, Verdict> standing = new HashMap<>();
        for (Verdict verdict : verdicts(json, "standing")) {
            verdict.module().ifPresent(module -> standing.put(module, verdict));
        }
        Map<ModuleId, Verdict> lacking = new HashMap<>();
        for (Verdict verdict : verdicts(json, "lacking")) {
            verdict.module().ifPresent(module -> lacking.put(module, verdict));
        }
        Map<SubjectKey, Displaced> displaced = new HashMap<>();
        for (JsonElement element : json.getAsJsonArray("displaced")) {
            JsonObject one = element.getAsJsonObject();
            displaced.put(
                    subject(one),
                    new Displaced(
                            Instant.parse(one.get("at").getAsString()),
                            one.get("told").getAsBoolean()));
        }
        Map<SubjectKey, HeldOut> heldOut = new HashMap<>();
        for (JsonElement element : json.getAsJsonArray("heldOut")) {
            JsonObject one = element.getAsJsonObject();
            heldOut.put(subject(one), new HeldOut(until(one), VerdictJson.text(one, "reason")));
        }
        state = state.withLatches(verdicts(json, "latches"))
                .withStanding(HashTreePMap.from(standing))
                .withLacking(HashTreePMap.from(lacking))
                .withDisplaced(HashTreePMap.from(displaced))
                .withDisplacing(ChangeJson.durations(json.getAsJsonObject("displacing")))
                .withHeldOut(HashTreePMap.from(heldOut))
                .withEvictions(evictions(json.getAsJsonArray("evictions")))
                .withBounds(ChangeJson.numbers(json.getAsJsonObject("bounds")));
        for (Map.Entry<ModuleId, Long> count :
                ChangeJson.numbers(json.getAsJsonObject("counts")).entrySet()) {
            state = state.withCount(count.getKey(), count.getValue());
        }
        if (json.has("limits")) {
            state = state.saying(
                    ModuleJson.read(json.getAsJsonObject("limits")),
                    Set.copyOf(VerdictJson.list(json.getAsJsonArray("shadow"), id -> new ModuleId(id.getAsString()))));
        }
        return state.with(new Numbers(
                        json.get("order").getAsLong(),
                        json.get("fence").getAsLong(),
                        json.get("seq").getAsLong()))
                .withStoreFailing(json.get("storeFailing").getAsBoolean());
    }

    private static JsonArray verdicts(List<Verdict> verdicts) {
        JsonArray array = new JsonArray();
        verdicts.forEach(verdict -> array.add(VerdictJson.write(verdict)));
        return array;
    }

    private static List<Verdict> verdicts(JsonObject json, String member) {
        return VerdictJson.list(json.getAsJsonArray(member), one -> VerdictJson.read(one.getAsJsonObject()));
    }

    private static JsonArray evictions(Evictions evictions) {
        JsonArray array = new JsonArray();
        for (SeatId seat : evictions.order()) {
            evictions.of(seat).ifPresent(eviction -> {
                JsonObject one = new JsonObject();
                one.addProperty("seat", seat.value());
                one.addProperty("module", eviction.module().value());
                one.addProperty("device", eviction.device());
                eviction.until().ifPresent(until -> one.addProperty("until", until.toString()));
                eviction.reason().ifPresent(reason -> one.addProperty("reason", reason));
                one.addProperty("how", eviction.how().name());
                array.add(one);
            });
        }
        return array;
    }

    private static Evictions evictions(JsonArray array) {
        Evictions evictions = Evictions.NONE;
        for (JsonElement element : array) {
            JsonObject one = element.getAsJsonObject();
            evictions = evictions.plus(
                    new SeatId(one.get("seat").getAsString()),
                    new Eviction(
                            new ModuleId(one.get("module").getAsString()),
                            one.get("device").getAsString(),
                            VerdictJson.text(one, "until").map(Instant::parse),
                            VerdictJson.text(one, "reason"),
                            EndReason.valueOf(one.get("how").getAsString())));
        }
        return evictions;
    }

    private static JsonObject subject(SubjectKey subject) {
        JsonObject json = new JsonObject();
        json.addProperty("module", subject.module().value());
        json.addProperty("device", subject.device());
        json.addProperty("holder", subject.holder());
        return json;
    }

    private static SubjectKey subject(JsonObject json) {
        return new SubjectKey(
                new ModuleId(json.get("module").getAsString()),
                json.get("device").getAsString(),
                json.get("holder").getAsString());
    }

    private static Instant until(JsonObject json) {
        return Instant.parse(json.get("until").getAsString());
    }
}
