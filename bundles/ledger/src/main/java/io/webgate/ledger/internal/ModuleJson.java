// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Limits with the definitions of their modules as the journal's text: fixed members in fixed order, lists sorted. */
final class ModuleJson {

    private ModuleJson() {}

    static JsonObject write(Limits limits) {
        JsonObject json = new JsonObject();
        json.addProperty("revision", limits.revision());
        json.addProperty("at", limits.at().toString());
        limits.nextChange().ifPresent(next -> json.addProperty("nextChange", next.toString()));
        JsonArray modules = new JsonArray();
        limits.modules().values().stream()
                .sorted(Comparator.comparing(Module::id))
                .forEach(module -> modules.add(write(module)));
        json.add("modules", modules);
        JsonArray quantities = new JsonArray();
        limits.byModule().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            JsonObject one = new JsonObject();
            one.addProperty("module", entry.getKey().value());
            one.addProperty("quantity", entry.getValue().quantity());
            one.add("features", VerdictJson.features(entry.getValue().features()));
            one.add("from", VerdictJson.strings(entry.getValue().from(), LicenseId::value));
            quantities.add(one);
        });
        json.add("limits", quantities);
        return json;
    }

    static Limits read(JsonObject json) {
        Map<ModuleId, Module> modules = new HashMap<>();
        for (JsonElement element : json.getAsJsonArray("modules")) {
            Module module = module(element.getAsJsonObject());
            modules.put(module.id(), module);
        }
        Map<ModuleId, Limit> limits = new HashMap<>();
        for (JsonElement element : json.getAsJsonArray("limits")) {
            JsonObject one = element.getAsJsonObject();
            limits.put(
                    new ModuleId(one.get("module").getAsString()),
                    new Limit(
                            one.get("quantity").getAsLong(),
                            VerdictJson.features(one),
                            VerdictJson.list(one.getAsJsonArray("from"), id -> new LicenseId(id.getAsString()))));
        }
        return new Limits(
                json.get("revision").getAsLong(),
                Instant.parse(json.get("at").getAsString()),
                VerdictJson.text(json, "nextChange").map(Instant::parse),
                modules,
                limits);
    }

    private static JsonObject write(Module module) {
        JsonObject json = new JsonObject();
        json.addProperty("module", module.id().value());
        json.addProperty("vendor", module.vendor());
        json.addProperty("english", module.title().english());
        json.addProperty("russian", module.title().russian());
        json.addProperty("metric", module.metric().name());
        json.addProperty("counting", module.counting().name());
        json.addProperty("summed", module.summed());
        json.add("consequence", VerdictJson.consequence(module.consequence()));
        json.add("features", VerdictJson.features(module.features()));
        if (!module.requires().isEmpty()) {
            json.add(
                    "requires",
                    VerdictJson.strings(module.requires().stream().sorted().toList(), ModuleId::value));
        }
        Module.Terms terms = module.terms();
        terms.enforcedFrom().ifPresent(from -> json.addProperty("enforcedFrom", from.toString()));
        if (terms.overdraft() > 0) {
            json.addProperty("overdraft", terms.overdraft());
        }
        terms.grace().ifPresent(grace -> json.addProperty("grace", grace.toString()));
        if (!module.featureTitles().isEmpty()) {
            JsonObject titles = new JsonObject();
            new TreeMap<>(module.featureTitles()).forEach((feature, text) -> {
                JsonObject both = new JsonObject();
                both.addProperty("english", text.english());
                both.addProperty("russian", text.russian());
                titles.add(feature.value(), both);
            });
            json.add("featureTitles", titles);
        }
        if (module.aggregate()) {
            json.addProperty("aggregate", true);
        }
        return json;
    }

    private static Module module(JsonObject json) {
        return new Module(
                new ModuleId(json.get("module").getAsString()),
                json.get("vendor").getAsString(),
                new LocalizedText(
                        json.get("english").getAsString(), json.get("russian").getAsString()),
                Metric.valueOf(json.get("metric").getAsString()),
                VerdictJson.consequence(json.getAsJsonObject("consequence")),
                Module.Counting.valueOf(json.get("counting").getAsString()),
                json.get("summed").getAsBoolean(),
                VerdictJson.features(json),
                json.has("requires")
                        ? Set.copyOf(
                                VerdictJson.list(json.getAsJsonArray("requires"), id -> new ModuleId(id.getAsString())))
                        : Set.of(),
                new Module.Terms(
                        VerdictJson.text(json, "enforcedFrom").map(Instant::parse),
                        Optional.ofNullable(json.get("overdraft"))
                                .map(JsonElement::getAsLong)
                                .orElse(0L),
                        VerdictJson.text(json, "grace").map(Duration::parse)),
                featureTitles(json),
                json.has("aggregate") && json.get("aggregate").getAsBoolean());
    }

    private static Map<Feature, LocalizedText> featureTitles(JsonObject json) {
        Map<Feature, LocalizedText> titles = new HashMap<>();
        if (json.has("featureTitles")) {
            json.getAsJsonObject("featureTitles").entrySet().forEach(entry -> {
                JsonObject both = entry.getValue().getAsJsonObject();
                titles.put(
                        new Feature(entry.getKey()),
                        new LocalizedText(
                                both.get("english").getAsString(),
                                both.get("russian").getAsString()));
            });
        }
        return titles;
    }
}
