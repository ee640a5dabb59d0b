// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.util.Set;

/** The part of a feature file that any host on Felix, Jetty and declarative services needs: the baseline of a start. */
final class PlatformFeature {

    /** What only the licensing plane and the plugins want. */
    private static final Set<String> OURS = Set.of(
            "io.webgate", "org.bouncycastle", "com.google.code.gson", "org.xerial", "org.postgresql", "com.zaxxer");

    private static final String OURS_TOO = "org.osgi:org.osgi.service.jdbc:";

    private PlatformFeature() {}

    /** Leaves out what is ours; everything else, configurations too, stays as it is. */
    static String of(String feature) {
        JsonObject whole = JsonParser.parseString(feature).getAsJsonObject();
        JsonArray kept = new JsonArray();
        for (JsonElement bundle : whole.getAsJsonArray("bundles")) {
            String id = bundle.getAsJsonObject().get("id").getAsString();
            if (!OURS.contains(id.substring(0, id.indexOf(':'))) && !id.startsWith(OURS_TOO)) {
                kept.add(bundle);
            }
        }
        whole.add("bundles", kept);
        whole.addProperty("id", "io.webgate:bench-platform:1");
        return whole.toString();
    }
}
