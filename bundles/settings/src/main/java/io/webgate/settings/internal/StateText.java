// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Definition;
import io.webgate.settings.Past;
import io.webgate.settings.Saved;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settings as JSON text: of the history, and of exported files. Pure. */
final class StateText {

    private static final String FORMAT = "webgate-settings";
    private static final int VERSION = 1;
    private static final int LONGEST = 8_000_000;
    private static final int MOST = 10_000;

    private static final Gson PLAIN = new GsonBuilder()
            .disableHtmlEscaping()
            .setStrictness(Strictness.STRICT)
            .create();
    private static final Gson PRETTY = PLAIN.newBuilder().setPrettyPrinting().create();

    private StateText() {}

    /** Says why a text is not an exported file. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient LocalizedText text;

        Malformed(String english, String russian) {
            super(english);
            text = new LocalizedText(english, russian);
        }

        LocalizedText text() {
            return text;
        }
    }

    /** One configuration in an exported file. */
    record Exported(String pid, Map<String, List<String>> values, Set<String> secrets) {}

    static String write(Past.State state) {
        JsonObject all = new JsonObject();
        JsonObject values = new JsonObject();
        new TreeMap<>(state.values()).forEach((key, texts) -> values.add(key, array(texts)));
        all.add("values", values);
        all.add("secrets", array(List.copyOf(new TreeSet<>(state.secrets()))));
        return PLAIN.toJson(all);
    }

    /** @throws JsonParseException where this class did not write it */
    static Past.State read(String text) {
        JsonObject all = PLAIN.fromJson(text, JsonObject.class);
        Map<String, List<String>> values = new LinkedHashMap<>();
        all.getAsJsonObject("values").entrySet().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
        return new Past.State(values, Set.copyOf(plain(all.get("secrets"))));
    }

    /** @param saved what there is, with its description */
    static String write(Map<Saved, Definition> saved) {
        JsonArray all = new JsonArray();
        saved.forEach((one, definition) -> {
            JsonObject values = new JsonObject();
            one.values().forEach((key, texts) -> definition
                    .field(key)
                    .flatMap(field -> field.plain(texts))
                    .ifPresent(value -> values.add(key, PLAIN.toJsonTree(value))));
            JsonObject object = new JsonObject();
            object.addProperty("pid", one.pid());
            object.add("values", values);
            if (!one.secrets().isEmpty()) {
                object.add("secrets", array(List.copyOf(one.secrets())));
            }
            all.add(object);
        });
        JsonObject file = new JsonObject();
        file.addProperty("format", FORMAT);
        file.addProperty("version", VERSION);
        file.add("configurations", all);
        return PRETTY.toJson(file) + "\n";
    }

    /** Reads an exported file strictly. */
    static List<Exported> readFile(String json) throws Malformed {
        if (json.length() > LONGEST) {
            throw new Malformed("The file is too long.", "Файл слишком велик.");
        }
        try {
            JsonObject file = PLAIN.fromJson(json, JsonObject.class);
            if (file == null
                    || !file.has("format")
                    || !FORMAT.equals(file.get("format").getAsString())) {
                throw new Malformed(
                        "This is not a file of exported settings.", "Это не файл экспортированных настроек.");
            }
            if (!file.has("version") || file.get("version").getAsInt() != VERSION) {
                throw new Malformed(
                        "The file is of another version of the format; this host reads version " + VERSION + ".",
                        "Файл другой версии формата; этот узел читает версию " + VERSION + ".");
            }
            return configurations(file.getAsJsonArray("configurations"));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | UnsupportedOperationException malformed) {
            throw new Malformed(
                    "The file is damaged: it is not the JSON that this host exports.",
                    "Файл повреждён: это не JSON, который экспортирует узел.");
        }
    }

    private static List<Exported> configurations(JsonArray all) throws Malformed {
        if (all == null || all.size() > MOST) {
            throw new Malformed(
                    "The file has no list of configurations, or too many.",
                    "В файле нет списка конфигураций или их слишком много.");
        }
        List<Exported> read = new ArrayList<>();
        Set<String> pids = new TreeSet<>();
        for (JsonElement element : all) {
            JsonObject one = element.getAsJsonObject();
            String pid = one.get("pid") == null ? "" : one.get("pid").getAsString();
            if (pid.isEmpty() || !pids.add(pid)) {
                String shown = LocalizedText.quotable(pid);
                throw new Malformed(
                        "A configuration in the file has no PID, or one comes twice: " + shown,
                        "У конфигурации в файле нет PID, или он повторяется: " + shown);
            }
            if (!one.has("values")) {
                throw new Malformed(
                        "A configuration in the file has no values: " + LocalizedText.quotable(pid),
                        "У конфигурации в файле нет значений: " + LocalizedText.quotable(pid));
            }
            Map<String, List<String>> values = new LinkedHashMap<>();
            one.getAsJsonObject("values")
                    .entrySet()
                    .forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
            Set<String> secrets = one.has("secrets") ? Set.copyOf(plain(one.get("secrets"))) : Set.of();
            read.add(new Exported(pid, values, secrets));
        }
        return read;
    }

    private static List<String> plain(JsonElement element) {
        if (element.isJsonArray()) {
            List<String> all = new ArrayList<>();
            element.getAsJsonArray().forEach(one -> all.add(text(one)));
            return all;
        }
        return List.of(text(element));
    }

    private static String text(JsonElement element) {
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        return primitive.getAsString();
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
