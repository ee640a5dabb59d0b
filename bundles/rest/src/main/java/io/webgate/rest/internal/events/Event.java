// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.util.Map;

/**
 * One change.
 *
 * @param topic the event's name
 * @param data what is written as JSON; never longer than one line
 */
record Event(String topic, Map<String, Object> data) {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** The event as it goes over the line. */
    String text(String id) {
        // JSON escapes every line break, hence one line of data
        return "id: " + id + "\nevent: " + topic + "\ndata: " + GSON.toJson(data) + "\n\n";
    }
}
