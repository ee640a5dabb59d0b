// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Subject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened as the journal's text (R60): the body of a row of the kind {@code change}. Members in one fixed order,
 * absent ones left out, sets sorted, so that the same change is always the same bytes.
 */
final class ChangeJson {

    private static final String CHANGE = "change";
    private static final String GRANTED = "granted";

    private ChangeJson() {}

    /** What happened together: one sample of the time for all of it. */
    record Inputs(Instant at, List<Recorded> recorded) {}

    static JsonObject write(Instant at, List<Recorded> recorded) {
        JsonObject json = new JsonObject();
        json.addProperty("at", at.toString());
        JsonArray changes = new JsonArray();
        recorded.forEach(one -> changes.add(write(one)));
        json.add("changes", changes);
        return json;
    }

    static Inputs read(String body) {
        JsonObject json = JsonParser.parseString(body).getAsJsonObject();
        return new Inputs(
                Instant.parse(json.get("at").getAsString()),
                VerdictJson.list(json.getAsJsonArray("changes"), one -> recorded(one.getAsJsonObject())));
    }

    private static JsonObject write(Recorded recorded) {
        JsonObject json = new JsonObject();
        if (recorded instanceof Recorded.Changed changed) {
            change(json, changed.change());
            documents(json, changed.documents());
            if (changed.unrecorded() > 0) {
                json.addProperty("unrecorded", changed.unrecorded());
            }
            json.addProperty("reply", changed.reply());
        } else if (recorded instanceof Recorded.Begun begun) {
            json.addProperty(CHANGE, "begun");
            json.addProperty("at", begun.at().toString());
            json.addProperty("order", begun.order());
            json.addProperty("fence", begun.fence());
            begun.picture().ifPresent(state -> json.add("state", StateJson.write(state)));
        } else if (recorded instanceof Recorded.StoreFailed) {
            json.addProperty(CHANGE, "store-failed");
        } else if (recorded instanceof Recorded.StoreWell) {
            json.addProperty(CHANGE, "store-well");
        } else if (recorded instanceof Recorded.Reconciled reconciled) {
            json.addProperty(CHANGE, "reconciled");
            json.addProperty("order", reconciled.order());
            json.addProperty("fence", reconciled.fence());
            JsonArray known = new JsonArray();
            reconciled.known().stream().sorted().forEach(known::add);
            json.add("known", known);
            if (!reconciled.meanwhile().isEmpty()) {
                JsonArray meanwhile = new JsonArray();
                reconciled.meanwhile().forEach(told -> meanwhile.add(told(told)));
                json.add("meanwhile", meanwhile);
            }
            json.add("state", StateJson.write(reconciled.memory()));
        } else {
            throw new IllegalStateException("No text for " + recorded);
        }
        return json;
    }

    private static void change(JsonObject json, Change change) {
        if (change instanceof Change.Connect connect) {
            connect(json, connect);
        } else if (change instanceof Change.Leave leave) {
            json.addProperty(CHANGE, "leave");
            json.addProperty("seat", leave.seat().value());
            json.addProperty("reason", leave.reason().name());
        } else if (change instanceof Change.Evict evict) {
            json.addProperty(CHANGE, "evict");
            json.addProperty("seat", evict.seat().value());
            json.addProperty("by", evict.by());
            evict.reason().ifPresent(reason -> json.addProperty("reason", reason));
            json.addProperty("hold", evict.hold().toString());
        } else if (change instanceof Change.Configured configured) {
            json.addProperty(CHANGE, "configured");
            json.addProperty("module", configured.module().value());
            json.addProperty("count", configured.count());
        } else if (change instanceof Change.Bounded bounded) {
            json.addProperty(CHANGE, "bounded");
            json.add("sessions", numbers(bounded.sessions()));
        } else if (change instanceof Change.Displacing displacing) {
            json.addProperty(CHANGE, "displacing");
            json.add("idle", durations(displacing.idle()));
        } else if (change instanceof Change.NewLimits limits) {
            json.addProperty(CHANGE, "new-limits");
            json.add("limits", ModuleJson.write(limits.limits()));
        } else if (change instanceof Change.TimePassed passed) {
            json.addProperty(CHANGE, "time-passed");
            json.add("lapsed", VerdictJson.strings(passed.lapsed(), SeatId::value));
        } else if (change instanceof Change.Stop stop) {
            json.addProperty(CHANGE, "stop");
            json.addProperty("by", stop.by());
            stop.reason().ifPresent(reason -> json.addProperty("reason", reason));
        } else if (change instanceof Change.Resume resume) {
            json.addProperty(CHANGE, "resume");
            json.addProperty("by", resume.by());
        } else if (change instanceof Change.Stopped stopped) {
            json.addProperty(CHANGE, "stopped");
            json.addProperty("verdict", stopped.verdict());
            json.add("bundles", VerdictJson.strings(stopped.bundles(), name -> name));
        } else {
            throw new IllegalStateException("No text for " + change);
        }
    }

    private static void connect(JsonObject json, Change.Connect connect) {
        json.addProperty(CHANGE, "connect");
        json.addProperty("seat", connect.seat().value());
        json.addProperty("module", connect.module().value());
        json.addProperty("device", connect.subject().device());
        connect.subject().holder().ifPresent(holder -> json.addProperty("holder", holder));
        connect.subject().label().ifPresent(label -> json.addProperty("label", label));
        connect.group().ifPresent(group -> json.addProperty("group", group));
        json.addProperty("weight", connect.weight());
        if (!connect.features().isEmpty()) {
            json.add("features", VerdictJson.features(connect.features()));
        }
        connect.lastActiveAt().ifPresent(at -> json.addProperty("lastActiveAt", at.toString()));
        json.addProperty("mostOfDevice", connect.mostOfDevice());
        json.addProperty("lives", connect.lives().toString());
        if (!connect.idle().isEmpty()) {
            json.add("idle", VerdictJson.strings(connect.idle(), SeatId::value));
        }
    }

    private static Recorded recorded(JsonObject json) {
        String name = json.get(CHANGE).getAsString();
        return switch (name) {
            case "begun" ->
                new Recorded.Begun(
                        Instant.parse(json.get("at").getAsString()),
                        json.get("order").getAsLong(),
                        json.get("fence").getAsLong(),
                        VerdictJson.object(json, "state").map(StateJson::read));
            case "store-failed" -> new Recorded.StoreFailed();
            case "store-well" -> new Recorded.StoreWell();
            case "reconciled" ->
                new Recorded.Reconciled(
                        StateJson.read(json.getAsJsonObject("state")),
                        json.get("order").getAsLong(),
                        json.get("fence").getAsLong(),
                        Set.copyOf(VerdictJson.list(json.getAsJsonArray("known"), JsonElement::getAsLong)),
                        json.has("meanwhile")
                                ? VerdictJson.list(json.getAsJsonArray("meanwhile"), one -> told(one.getAsJsonObject()))
                                : List.of());
            default ->
                new Recorded.Changed(
                        change(name, json),
                        json.get("reply").getAsString(),
                        json.has("unrecorded") ? json.get("unrecorded").getAsLong() : 0,
                        documents(json));
        };
    }

    private static Change change(String name, JsonObject json) {
        return switch (name) {
            case "connect" -> connect(json);
            case "leave" ->
                new Change.Leave(
                        seat(json), EndReason.valueOf(json.get("reason").getAsString()));
            case "evict" ->
                new Change.Evict(
                        seat(json),
                        json.get("by").getAsString(),
                        VerdictJson.text(json, "reason"),
                        Duration.parse(json.get("hold").getAsString()));
            case "configured" ->
                new Change.Configured(module(json), json.get("count").getAsLong());
            case "bounded" -> new Change.Bounded(numbers(json.getAsJsonObject("sessions")));
            case "displacing" -> new Change.Displacing(durations(json.getAsJsonObject("idle")));
            case "new-limits" -> new Change.NewLimits(ModuleJson.read(json.getAsJsonObject("limits")));
            case "time-passed" ->
                new Change.TimePassed(
                        VerdictJson.list(json.getAsJsonArray("lapsed"), id -> new SeatId(id.getAsString())));
            case "stop" -> new Change.Stop(json.get("by").getAsString(), VerdictJson.text(json, "reason"));
            case "resume" -> new Change.Resume(json.get("by").getAsString());
            case "stopped" ->
                new Change.Stopped(
                        json.get("verdict").getAsLong(),
                        VerdictJson.list(json.getAsJsonArray("bundles"), JsonElement::getAsString));
            default ->
                throw new IllegalArgumentException("The journal has a change '" + name
                        + "' that this version does not know; use the version that wrote it or a newer one");
        };
    }

    private static Change.Connect connect(JsonObject json) {
        return new Change.Connect(
                seat(json),
                module(json),
                new Subject(
                        json.get("device").getAsString(),
                        VerdictJson.text(json, "holder"),
                        VerdictJson.text(json, "label")),
                VerdictJson.text(json, "group"),
                json.get("weight").getAsLong(),
                VerdictJson.features(json),
                VerdictJson.text(json, "lastActiveAt").map(Instant::parse),
                json.get("mostOfDevice").getAsLong(),
                Duration.parse(json.get("lives").getAsString()),
                json.has("idle")
                        ? VerdictJson.list(json.getAsJsonArray("idle"), id -> new SeatId(id.getAsString()))
                        : List.of());
    }

    private static SeatId seat(JsonObject json) {
        return new SeatId(json.get("seat").getAsString());
    }

    private static ModuleId module(JsonObject json) {
        return new ModuleId(json.get("module").getAsString());
    }

    private static JsonObject told(Recorded.Told told) {
        JsonObject json = new JsonObject();
        json.add("limits", ModuleJson.write(told.limits()));
        documents(json, told.documents());
        return json;
    }

    private static Recorded.Told told(JsonObject json) {
        return new Recorded.Told(ModuleJson.read(json.getAsJsonObject("limits")), documents(json));
    }

    private static List<Recorded.Named> documents(JsonObject json) {
        return json.has("documents")
                ? VerdictJson.list(json.getAsJsonArray("documents"), one -> named(one.getAsJsonObject()))
                : List.of();
    }

    private static void documents(JsonObject json, List<Recorded.Named> documents) {
        if (documents.isEmpty()) {
            return;
        }
        JsonArray array = new JsonArray();
        for (Recorded.Named document : documents) {
            JsonObject one = new JsonObject();
            one.addProperty("kind", document.kind().code());
            one.addProperty("id", document.id());
            one.addProperty("digest", document.digest());
            array.add(one);
        }
        json.add("documents", array);
    }

    private static Recorded.Named named(JsonObject json) {
        return new Recorded.Named(
                SignedFile.Kind.valueOf(json.get("kind").getAsString().toUpperCase(Locale.ROOT)),
                json.get("id").getAsString(),
                json.get("digest").getAsString());
    }

    /** Times by module. */
    static JsonObject durations(Map<ModuleId, Duration> byModule) {
        JsonObject json = new JsonObject();
        byModule.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one ->
                        json.addProperty(one.getKey().value(), one.getValue().toString()));
        return json;
    }

    static Map<ModuleId, Duration> durations(JsonObject json) {
        return json.asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        one -> new ModuleId(one.getKey()),
                        one -> Duration.parse(one.getValue().getAsString())));
    }

    /** Numbers by module, as bounds and counts are. */
    static JsonObject numbers(Map<ModuleId, Long> byModule) {
        JsonObject json = new JsonObject();
        byModule.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> json.addProperty(one.getKey().value(), one.getValue()));
        return json;
    }

    static Map<ModuleId, Long> numbers(JsonObject json) {
        return json.asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        one -> new ModuleId(one.getKey()), one -> one.getValue().getAsLong()));
    }

    /** The code of an answer: {@code granted}, {@code done}, or why it was refused. */
    static String code(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            return refused.reason().code();
        }
        return reply instanceof Reply.Granted ? GRANTED : "done";
    }
}
