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
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The text of {@code keys.json}. What can't be read is told by the member's name, never by its value: it may be a secret.
 * Where the secrets are sealed, everything else can be read without the passphrase, but only opening them proves that
 * nobody changed it: each secret is bound to all that is said of it and of its vendor, and a {@link SealedRecord} holds
 * the rest.
 */
final class StoredKeys {

    private static final String FORMAT = "2";

    /** Its seal covered the secrets only, and what was said of each; read where there was no seal to begin with. */
    private static final String FORMAT_BEFORE = "1";

    /** The secrets stand there as they are: a development vendor. */
    private static final String UNPROTECTED = "none";

    /** The secrets are sealed, see {@link Sealing}. */
    static final String ARGON2ID = "argon2id";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** For those who have none. */
    static final Supplier<Passphrase> NO_PASSPHRASE = () -> {
        throw new IllegalStateException("A passphrase is needed and nobody gave one");
    };

    /** How to seal what is written. */
    record Seal(Passphrase passphrase, SecureRandom random) {}

    private final Path file;
    private final JsonObject root;

    private StoredKeys(Path file, JsonObject root) {
        this.file = file;
        this.root = root;
    }

    static String write(VendorKeys keys, Optional<Seal> seal) {
        var root = new JsonObject();
        root.addProperty("format", FORMAT);
        root.addProperty("protection", seal.isPresent() ? ARGON2ID : UNPROTECTED);
        Optional<Sealing> sealing = seal.map(how -> Sealing.of(how.passphrase(), Sealing.Cost.fresh(how.random())));
        sealing.map(Sealing::cost).ifPresent(cost -> {
            var json = new JsonObject();
            json.addProperty("memoryKiB", cost.memoryKiB());
            json.addProperty("iterations", cost.iterations());
            json.addProperty("salt", cost.salt());
            root.add(ARGON2ID, json);
        });
        root.addProperty("mode", keys.mode());
        root.addProperty("prefix", keys.vendor().prefix());
        root.addProperty("name", keys.vendor().name());
        root.addProperty("zone", keys.zone().getId());
        root.addProperty("announcements", keys.announcements());
        var revoked = new JsonArray();
        keys.revoked().stream().sorted().forEach(revoked::add);
        root.add("revoked", revoked);
        var items = new JsonArray();
        for (SecretKey secret : keys.secrets()) {
            TrustedKey key = secret.trusted();
            var item = new JsonObject();
            item.addProperty("kid", key.kid());
            item.addProperty("algorithm", key.algorithm().name());
            item.addProperty("purpose", key.purposes().iterator().next().name());
            item.addProperty("from", key.from().toString());
            key.until().ifPresent(until -> item.addProperty("until", until.toString()));
            if (sealing.isPresent()) {
                item.addProperty("publicKey", base64(key.publicKey()));
                item.addProperty(
                        "secret",
                        sealing.get()
                                .seal(
                                        secret.seed(),
                                        bound(root, item),
                                        seal.orElseThrow().random()));
            } else {
                item.addProperty("secret", base64(secret.seed()));
            }
            items.add(item);
        }
        root.add("keys", items);
        sealing.ifPresent(seals -> root.addProperty(
                SealedRecord.MEMBER,
                SealedRecord.seal(root, seals, seal.orElseThrow().random())));
        return GSON.toJson(root) + "\n";
    }

    /** All that is said of a vendor and of one of its keys, in one order; no value holds a line break. */
    private static String bound(JsonObject root, JsonObject item) {
        var text = new StringBuilder("webgate-vendor-key\n");
        for (String name : List.of("format", "mode", "prefix", "name", "zone")) {
            text.append(root.get(name).getAsString()).append('\n');
        }
        for (String name : List.of("kid", "algorithm", "purpose", "from")) {
            text.append(item.get(name).getAsString()).append('\n');
        }
        return text.append(item.has("until") ? item.get("until").getAsString() : "")
                .toString();
    }

    /** @throws IOException naming the file, the member and what to do */
    static StoredKeys parse(String text, Path file) throws IOException {
        JsonElement whole;
        try {
            whole = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw VendorFileException.damaged(file, "the whole");
        }
        if (!(whole instanceof JsonObject root)) {
            throw VendorFileException.damaged(file, "the whole");
        }
        var stored = new StoredKeys(file, root);
        String format = stored.text(root, "format");
        String protection = stored.text(root, "protection");
        boolean isBefore = format.equals(FORMAT_BEFORE);
        if (isBefore && protection.equals(ARGON2ID)) {
            throw new VendorFileException(new LocalizedText(
                    file + " was sealed by a version whose seal does not cover which keys are revoked (format "
                            + FORMAT_BEFORE
                            + "): nothing proves that nobody changed that. No release wrote such a file."
                            + " Make a new vendor with: webgate vendor init",
                    file + " запечатан версией, печать которой не охватывает список отозванных ключей (формат "
                            + FORMAT_BEFORE
                            + "): ничто не доказывает, что его не меняли. Ни один выпуск программы таких"
                            + " файлов не писал. Создайте нового поставщика: webgate vendor init"));
        }
        if (!(isBefore || format.equals(FORMAT)) || !(protection.equals(UNPROTECTED) || protection.equals(ARGON2ID))) {
            throw new VendorFileException(new LocalizedText(
                    file + " is of format " + format + ", protection " + protection + "; this version reads format "
                            + FORMAT + ", protection " + UNPROTECTED + " or " + ARGON2ID
                            + ". Use the version that wrote it, or a newer one.",
                    file + ": формат " + format + ", защита " + protection + "; эта версия читает формат " + FORMAT
                            + ", защиту " + UNPROTECTED + " или " + ARGON2ID
                            + ". Возьмите версию, которая его написала, или более новую."));
        }
        return stored;
    }

    /** Whether a passphrase is needed to open it. */
    boolean isSealed() throws IOException {
        return text(root, "protection").equals(ARGON2ID);
    }

    /**
     * The vendor with its secrets.
     *
     * @throws WrongPassphraseException when the secrets do not open
     */
    VendorKeys open(Supplier<Passphrase> passphrase) throws IOException {
        Optional<Sealing> sealing = isSealed() ? Optional.of(Sealing.of(passphrase.get(), cost())) : Optional.empty();
        if (sealing.isPresent()) {
            SealedRecord.check(root, text(root, SealedRecord.MEMBER), sealing.get(), file);
        }
        List<SecretKey> secrets = new ArrayList<>();
        for (JsonObject item : items()) {
            secrets.add(secret(item, sealing));
        }
        try {
            return new VendorKeys(
                    vendor(), text(root, "mode"), ZoneId.of(text(root, "zone")), secrets, announcements(), revoked());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(e);
        }
    }

    /** What is public, as the file says it. */
    VendorIdentity identity() throws IOException {
        if (!isSealed()) {
            return open(NO_PASSPHRASE).identity();
        }
        Set<String> revoked = revoked();
        List<TrustedKey> keys = new ArrayList<>();
        for (JsonObject item : items()) {
            String kid = text(item, "kid");
            try {
                byte[] publicKey = Base64.getUrlDecoder().decode(text(item, "publicKey"));
                var key = new TrustedKey(
                        kid,
                        text(root, "prefix"),
                        Algorithm.valueOf(text(item, "algorithm")),
                        publicKey,
                        Set.of(Purpose.valueOf(text(item, "purpose"))),
                        Instant.parse(text(item, "from")),
                        until(item));
                if (!TrustedKey.kidOf(publicKey).equals(kid)) {
                    throw VendorFileException.damaged(file, "keys, " + kid + ", publicKey");
                }
                if (!revoked.contains(kid)) {
                    keys.add(key);
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw VendorFileException.damaged(file, "keys, " + kid);
            }
        }
        try {
            return new VendorIdentity(
                    text(root, "prefix"),
                    ZoneId.of(text(root, "zone")),
                    new TrustDocument(text(root, "mode"), List.of(vendor()), KeyRing.of(keys)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(e);
        }
    }

    private Sealing.Cost cost() throws IOException {
        if (root.get(ARGON2ID) instanceof JsonObject json) {
            try {
                return new Sealing.Cost(
                        Integer.parseInt(text(json, "memoryKiB")),
                        Integer.parseInt(text(json, "iterations")),
                        text(json, "salt"));
            } catch (IllegalArgumentException e) {
                throw VendorFileException.damaged(file, ARGON2ID);
            }
        }
        throw VendorFileException.damaged(file, ARGON2ID);
    }

    private VendorInfo vendor() throws IOException {
        return new VendorInfo(text(root, "prefix"), text(root, "name"));
    }

    /** Absent in a folder of an earlier version. */
    private long announcements() throws IOException {
        try {
            return root.has("announcements") ? Long.parseLong(text(root, "announcements")) : 0;
        } catch (NumberFormatException e) {
            throw VendorFileException.damaged(file, "announcements");
        }
    }

    private Set<String> revoked() throws IOException {
        Set<String> revoked = new LinkedHashSet<>();
        if (root.has("revoked")) {
            if (!(root.get("revoked") instanceof JsonArray kids)) {
                throw VendorFileException.damaged(file, "revoked");
            }
            for (JsonElement kid : kids) {
                if (!(kid instanceof JsonPrimitive name)) {
                    throw VendorFileException.damaged(file, "revoked");
                }
                revoked.add(name.getAsString());
            }
        }
        return revoked;
    }

    private List<JsonObject> items() throws IOException {
        if (!(root.get("keys") instanceof JsonArray array)) {
            throw VendorFileException.damaged(file, "keys");
        }
        List<JsonObject> items = new ArrayList<>();
        for (JsonElement item : array) {
            if (!(item instanceof JsonObject object)) {
                throw VendorFileException.damaged(file, "keys");
            }
            items.add(object);
        }
        return items;
    }

    private SecretKey secret(JsonObject item, Optional<Sealing> sealing) throws IOException {
        String kid = text(item, "kid");
        SecretKey secret;
        try {
            byte[] seed;
            if (sealing.isPresent()) {
                requireMembers(item);
                seed = sealing.get()
                        .open(text(item, "secret"), bound(root, item))
                        .orElseThrow(() -> VendorFileException.changed(file, "keys, " + kid + ", secret"));
            } else {
                seed = Base64.getUrlDecoder().decode(text(item, "secret"));
            }
            secret = SecretKey.of(
                    text(root, "prefix"),
                    Algorithm.valueOf(text(item, "algorithm")),
                    Purpose.valueOf(text(item, "purpose")),
                    Instant.parse(text(item, "from")),
                    until(item),
                    seed);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw VendorFileException.damaged(file, "keys, " + kid);
        }
        if (!secret.trusted().kid().equals(kid)) {
            throw VendorFileException.damaged(file, "keys, " + kid + ", secret");
        }
        return secret;
    }

    private void requireMembers(JsonObject item) throws IOException {
        for (String name : List.of("mode", "prefix", "name", "zone")) {
            text(root, name);
        }
        for (String name : List.of("algorithm", "purpose", "from")) {
            text(item, name);
        }
    }

    private Optional<Instant> until(JsonObject item) throws IOException {
        return item.has("until") ? Optional.of(Instant.parse(text(item, "until"))) : Optional.empty();
    }

    private String text(JsonObject object, String name) throws IOException {
        if (object.get(name) instanceof JsonPrimitive value) {
            return value.getAsString();
        }
        throw VendorFileException.damaged(file, name);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What it says makes no sense together, though each part can be read. */
    private VendorFileException unreadable(RuntimeException reason) {
        String quoted = LocalizedText.quotable(reason.getMessage());
        return new VendorFileException(
                new LocalizedText(
                        file + " can't be read: " + quoted + ". Restore the key folder from a backup.",
                        file + " не читается: " + quoted + ". Восстановите папку ключей из резервной копии."),
                reason);
    }
}
