// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;

/**
 * The served OpenAPI document: this face's own, with the paths and components that other bundles bring. What is there
 * already stays: nobody describes another one's paths. Thread-safe.
 */
final class Description {

    private static final Logger LOG = LoggerFactory.getLogger(Description.class);

    private final String own;
    private volatile Merged last;

    private record Merged(List<String> fragments, String document) {}

    Description(String own) {
        this.own = own;
        this.last = new Merged(List.of(), own);
    }

    String with(List<String> fragments) {
        Merged known = last;
        if (!known.fragments().equals(fragments)) {
            known = new Merged(List.copyOf(fragments), merged(fragments));
            last = known;
        }
        return known.document();
    }

    private String merged(List<String> fragments) {
        JsonObject document = JsonParser.parseString(own).getAsJsonObject();
        for (String fragment : fragments) {
            try {
                JsonObject brought = JsonParser.parseString(fragment).getAsJsonObject();
                JsonObject attempt = document.deepCopy();
                add(attempt, brought, "paths");
                for (Map.Entry<String, JsonElement> kind :
                        object(brought, "components").entrySet()) {
                    add(object(attempt, "components"), object(brought, "components"), kind.getKey());
                }
                document = attempt;
            } catch (JsonParseException | IllegalStateException | ClassCastException malformed) {
                LOG.warn("A bundle's part of the API description is not understood and is left out", malformed);
            }
        }
        return Json.write(document);
    }

    private static void add(JsonObject to, JsonObject from, String member) {
        JsonObject all = object(to, member);
        object(from, member).entrySet().forEach(entry -> {
            if (all.has(entry.getKey())) {
                LOG.warn("{} is described already; a bundle's description of it is left out", entry.getKey());
            } else {
                all.add(entry.getKey(), entry.getValue());
            }
        });
        to.add(member, all);
    }

    private static JsonObject object(JsonObject parent, String member) {
        return parent.has(member) ? parent.getAsJsonObject(member) : new JsonObject();
    }
}
