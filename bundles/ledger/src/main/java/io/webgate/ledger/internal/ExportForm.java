// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Journal;
import io.webgate.license.api.SignedFile;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * The lines of an exported journal: one JSON object each, its members in this order, nothing between them. There is one
 * form of each line alone, so that a reader that writes it again sees every byte that was changed.
 */
final class ExportForm {

    static final String FORMAT = "webgate-journal";
    static final int VERSION = 1;

    private ExportForm() {}

    /** The first line: where the journal comes from, and the hash before its first row. */
    static String header(Journal.Origin origin, String anchor) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("formatVersion", VERSION);
        json.addProperty("host", origin.host());
        JsonArray applications = new JsonArray();
        origin.applications().stream().map(ApplicationId::value).sorted().forEach(applications::add);
        json.add("applications", applications);
        json.addProperty("version", origin.version());
        json.addProperty("zone", origin.zone().getId());
        json.addProperty("exportedAt", origin.at().toString());
        json.addProperty("anchor", anchor);
        return json.toString();
    }

    static Journal.Origin origin(JsonObject header) {
        return new Journal.Origin(
                header.get("host").getAsString(),
                Set.copyOf(VerdictJson.list(
                        header.getAsJsonArray("applications"), one -> new ApplicationId(one.getAsString()))),
                header.get("version").getAsString(),
                ZoneId.of(header.get("zone").getAsString()),
                Instant.parse(header.get("exportedAt").getAsString()));
    }

    static boolean isHeader(JsonObject json) {
        return text(json, "format").equals(FORMAT)
                && json.has("formatVersion")
                && text(json, "formatVersion").equals(Integer.toString(VERSION));
    }

    static String row(JournalRow row, String hash) {
        JsonObject json = new JsonObject();
        json.addProperty("seq", row.seq());
        json.addProperty("kind", row.kind());
        json.addProperty("body", row.body());
        json.addProperty("hash", hash);
        return json.toString();
    }

    static String document(String digest, String kind, String id, String body) {
        JsonObject json = new JsonObject();
        json.addProperty("document", digest);
        json.addProperty("kind", kind);
        json.addProperty("id", id);
        json.addProperty("bytes", body);
        return json.toString();
    }

    static SignedFile document(JsonObject json) {
        return new SignedFile(
                SignedFile.Kind.valueOf(text(json, "kind").toUpperCase(Locale.ROOT)),
                text(json, "id"),
                Base64.getUrlDecoder().decode(text(json, "bytes")));
    }

    /**
     * The last line.
     *
     * @param digest SHA-256 of everything before this line
     */
    static String trailer(long rows, long documents, String lastHash, String digest) {
        JsonObject json = new JsonObject();
        json.addProperty("end", rows);
        json.addProperty("documents", documents);
        json.addProperty("lastHash", lastHash);
        json.addProperty("digest", digest);
        return json.toString();
    }

    static String text(JsonObject json, String member) {
        JsonElement value = json.get(member);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
