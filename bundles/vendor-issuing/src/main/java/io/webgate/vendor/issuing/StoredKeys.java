// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The text of {@code keys.json}. What can't be read is told by the member's name, never by its value: it may be a secret. */
final class StoredKeys {

    private static final String FORMAT = "1";

    /** How the secrets are kept: as they are. Other ways will follow, and a program that does not know them must stop. */
    private static final String UNPROTECTED = "none";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private StoredKeys() {}

    static String write(VendorKeys keys) {
        var root = new JsonObject();
        root.addProperty("format", FORMAT);
        root.addProperty("protection", UNPROTECTED);
        root.addProperty("mode", keys.mode());
        root.addProperty("prefix", keys.vendor().prefix());
        root.addProperty("name", keys.vendor().name());
        root.addProperty("zone", keys.zone().getId());
        var items = new JsonArray();
        for (SecretKey secret : keys.secrets()) {
            TrustedKey key = secret.trusted();
            var item = new JsonObject();
            item.addProperty("kid", key.kid());
            item.addProperty("algorithm", key.algorithm().name());
            item.addProperty("purpose", key.purposes().iterator().next().name());
            item.addProperty("from", key.from().toString());
            key.until().ifPresent(until -> item.addProperty("until", until.toString()));
            item.addProperty("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret.seed()));
            items.add(item);
        }
        root.add("keys", items);
        return GSON.toJson(root) + "\n";
    }

    /** @throws IOException naming the file, the member and what to do */
    static VendorKeys read(String text, Path file) throws IOException {
        JsonObject root = object(parse(text, file), file, "the whole");
        if (!text(root, "format", file).equals(FORMAT)
                || !text(root, "protection", file).equals(UNPROTECTED)) {
            throw new IOException(file + " is of format " + text(root, "format", file) + ", protection "
                    + text(root, "protection", file) + "; this version reads format " + FORMAT + ", protection "
                    + UNPROTECTED + ". Use the version that wrote it, or a newer one.");
        }
        String prefix = text(root, "prefix", file);
        List<SecretKey> secrets = new ArrayList<>();
        if (!(root.get("keys") instanceof JsonArray items)) {
            throw damaged(file, "keys");
        }
        for (JsonElement item : items) {
            secrets.add(secret(object(item, file, "keys"), prefix, file));
        }
        try {
            return new VendorKeys(
                    new VendorInfo(prefix, text(root, "name", file)),
                    text(root, "mode", file),
                    ZoneId.of(text(root, "zone", file)),
                    secrets);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static SecretKey secret(JsonObject item, String prefix, Path file) throws IOException {
        String kid = text(item, "kid", file);
        SecretKey secret;
        try {
            secret = SecretKey.of(
                    prefix,
                    Algorithm.valueOf(text(item, "algorithm", file)),
                    Purpose.valueOf(text(item, "purpose", file)),
                    Instant.parse(text(item, "from", file)),
                    item.has("until") ? Optional.of(Instant.parse(text(item, "until", file))) : Optional.empty(),
                    Base64.getUrlDecoder().decode(text(item, "secret", file)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(file, "keys, " + kid);
        }
        if (!secret.trusted().kid().equals(kid)) {
            throw damaged(file, "keys, " + kid + ", secret");
        }
        return secret;
    }

    private static JsonElement parse(String text, Path file) throws IOException {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw damaged(file, "the whole");
        }
    }

    private static JsonObject object(JsonElement element, Path file, String where) throws IOException {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw damaged(file, where);
    }

    private static String text(JsonObject object, String name, Path file) throws IOException {
        if (object.get(name) instanceof JsonPrimitive value) {
            return value.getAsString();
        }
        throw damaged(file, name);
    }

    private static IOException damaged(Path file, String where) {
        return new IOException(file + " is damaged (" + where + "). Restore the key folder from a backup.");
    }
}
