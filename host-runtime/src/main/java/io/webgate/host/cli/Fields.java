// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;

/** Reads members of the host's JSON that may be absent or null. */
final class Fields {

    private Fields() {}

    /** The member as text; empty where it is absent. */
    static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** The member's elements; none where it is absent. */
    static JsonArray list(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || !value.isJsonArray() ? new JsonArray() : value.getAsJsonArray();
    }

    /** The member as an object; an empty one where it is absent. */
    static JsonObject object(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || !value.isJsonObject() ? new JsonObject() : value.getAsJsonObject();
    }

    /** The elements of an answer that is a list of objects. */
    static List<JsonObject> objects(JsonElement list) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : list.getAsJsonArray()) {
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }
}
