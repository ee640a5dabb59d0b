// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A vendor's numbered announcement of further keys and of keys that count no more (R12). It holds all keys beyond those
 * that a distribution pins, so the highest number alone counts. A pinned key may stand in it to be given an earlier end.
 *
 * @param vendor the four-letter prefix
 * @param number from 1; a later announcement has a higher one
 * @param issuedAt when it was signed
 * @param keys all of this vendor, each for one purpose
 * @param revoked key ids whose signatures are worth nothing, whatever they signed and when
 */
public record KeyAnnouncement(
        String vendor, long number, Instant issuedAt, List<TrustedKey> keys, Set<String> revoked) {

    private static final Form FORM = new Form();

    public KeyAnnouncement {
        keys = keys.stream().sorted(Comparator.comparing(TrustedKey::kid)).toList();
        revoked = Set.copyOf(revoked);
        Numbered.require("Key announcement", number);
        for (TrustedKey key : keys) {
            if (!key.vendor().equals(vendor)) {
                throw new IllegalArgumentException(
                        "Key " + key.kid() + " belongs to " + key.vendor() + ", but " + vendor + " announces it");
            }
            if (key.purposes().size() != 1) {
                throw new IllegalArgumentException("Key " + key.kid() + " must have one purpose");
            }
            if (!key.kid().equals(TrustedKey.kidOf(key.publicKey()))) {
                throw new IllegalArgumentException("Key " + key.kid() + " does not bear the name of its public key");
            }
        }
        KeyRing.of(keys);
    }

    /**
     * Verifies the raw bytes, then reads what they say.
     *
     * @throws LicenseFormatException when anything is wrong with it: it then changes nothing
     */
    public static KeyAnnouncement read(byte[] file, KeyRing ring) throws LicenseFormatException {
        return Statement.read(file, Purpose.KEYS, ring, FORM);
    }

    /** The one canonical form, to be signed. */
    public byte[] payload() {
        return Statement.write(this, FORM);
    }

    private static final class Form implements Statement.Form<KeyAnnouncement> {

        @Override
        public Set<String> members() {
            return Set.of("number", "keys", "revoked");
        }

        @Override
        public KeyAnnouncement read(Statement.Head head, Fields fields) throws LicenseFormatException {
            long number = fields.integer("number");
            List<TrustedKey> keys = new ArrayList<>();
            for (Fields key : fields.objects("keys")) {
                keys.add(TrustedKeys.read(key, head.vendor()));
            }
            Set<String> revoked = Set.copyOf(fields.values("revoked", Numbered::kid));
            return fields.made(() -> new KeyAnnouncement(head.vendor(), number, head.issuedAt(), keys, revoked));
        }

        @Override
        public Statement.Head head(KeyAnnouncement announcement) {
            return new Statement.Head(announcement.vendor(), announcement.issuedAt());
        }

        @Override
        public void write(KeyAnnouncement announcement, Map<String, Json> members) {
            List<Json> keys = new ArrayList<>();
            for (TrustedKey key : announcement.keys()) {
                Map<String, Json> item = new LinkedHashMap<>();
                item.put("kid", Codes.text(key.kid()));
                TrustedKeys.write(key, item);
                keys.add(new Json.Members(item));
            }
            members.put("number", Codes.number(announcement.number()));
            members.put("keys", new Json.Items(keys));
            members.put("revoked", Codes.sorted(announcement.revoked()));
        }
    }
}
