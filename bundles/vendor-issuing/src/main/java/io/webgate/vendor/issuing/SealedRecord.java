// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.TreeSet;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What {@code keys.json} says in clear, said once more under the seal: which keys there are and in what order, which are
 * revoked, the number of the last announcement, whose they are. Somebody who can write the file and has no passphrase
 * could otherwise take a compromised key off the list of the revoked ones, and the next announcement would call it good
 * (R12). Secrets have a seal each. Pure.
 */
final class SealedRecord {

    /** The member that holds it. */
    static final String MEMBER = "record";

    private static final String KEYS = "keys";
    private static final String SECRET = "secret";
    private static final String BOUND = "webgate-vendor-record\n";

    private SealedRecord() {}

    /**
     * The sealed text of the whole file.
     *
     * @param root all members but this one
     */
    static String seal(JsonObject root, Sealing sealing, SecureRandom random) {
        return sealing.seal(clear(root).toString().getBytes(UTF_8), bound(root), random);
    }

    /**
     * Nothing where the file says what is under the seal.
     *
     * @throws WrongPassphraseException when the record does not open
     * @throws VendorFileException naming the member that somebody changed, took away or added
     */
    static void check(JsonObject root, String sealed, Sealing sealing, Path file)
            throws WrongPassphraseException, VendorFileException {
        byte[] opened = sealing.open(sealed, bound(root)).orElseThrow(() -> new WrongPassphraseException(file));
        JsonObject told = clear(root);
        Optional<String> changed = difference(parsed(opened, file), told);
        if (changed.isPresent()) {
            throw VendorFileException.changed(file, changed.get());
        }
    }

    private static JsonObject parsed(byte[] record, Path file) throws VendorFileException {
        try {
            return JsonParser.parseString(new String(record, UTF_8)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw VendorFileException.damaged(file, MEMBER);
        }
    }

    /** The cost of the seal is proved by its opening; nobody can change that and have it open. */
    private static JsonObject clear(JsonObject root) {
        JsonObject clear = root.deepCopy();
        clear.remove(MEMBER);
        clear.remove(StoredKeys.ARGON2ID);
        if (clear.get(KEYS) != null && clear.get(KEYS).isJsonArray()) {
            for (JsonElement key : clear.getAsJsonArray(KEYS)) {
                if (key instanceof JsonObject object) {
                    object.remove(SECRET);
                }
            }
        }
        return clear;
    }

    /** A record is none of a secret, and of no other format. */
    private static String bound(JsonObject root) {
        return BOUND + root.get("format").getAsString();
    }

    private static Optional<String> difference(JsonObject sealed, JsonObject told) {
        var names = new TreeSet<>(sealed.keySet());
        names.addAll(told.keySet());
        for (String name : names) {
            JsonElement was = sealed.get(name);
            JsonElement is = told.get(name);
            if (!String.valueOf(was).equals(String.valueOf(is))) {
                return Optional.of(name.equals(KEYS) ? KEYS + keyOf(was, is) : name);
            }
        }
        return Optional.empty();
    }

    /** Which key is another than it was, for the person who looks for it; nothing where keys came, went or moved. */
    private static String keyOf(JsonElement was, JsonElement is) {
        if (was == null || is == null || !was.isJsonArray() || !is.isJsonArray()) {
            return "";
        }
        var before = was.getAsJsonArray();
        var now = is.getAsJsonArray();
        if (before.size() != now.size()) {
            return "";
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) instanceof JsonObject one
                    && now.get(i) instanceof JsonObject other
                    && String.valueOf(one.get("kid")).equals(String.valueOf(other.get("kid")))) {
                Optional<String> member = difference(one, other);
                if (member.isPresent()) {
                    return ", " + one.get("kid").getAsString() + ", " + member.get();
                }
            }
        }
        return "";
    }
}
