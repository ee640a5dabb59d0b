// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.net.http.HttpResponse;

/** What the host answered. */
record Answer(int status, String body, HttpResponse<String> whole) {

    JsonObject object() {
        return json().getAsJsonObject();
    }

    JsonArray array() {
        return json().getAsJsonArray();
    }

    private JsonElement json() {
        return JsonParser.parseString(body);
    }

    String text(String member) {
        JsonElement value = object().get(member);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    long number(String member) {
        return object().get(member).getAsLong();
    }

    String header(String name) {
        return whole.headers().firstValue(name).orElse("");
    }

    /** This answer, if it has the status; else the whole of it as the failure. */
    Answer is(int expected) {
        if (status != expected) {
            throw new AssertionError("Expected " + expected + " from "
                    + whole.request().method() + " " + whole.uri() + ", not " + status + ": " + body);
        }
        return this;
    }
}
