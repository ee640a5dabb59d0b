// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseId;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A vendor's numbered list of what counts no more (R11): licences by their id, and keys whose signatures are worth nothing
 * since somebody else may have them. A list holds everything that is revoked, so the highest number alone counts.
 *
 * @param vendor the four-letter prefix
 * @param number from 1; a later list has a higher one
 * @param issuedAt when it was signed
 * @param nextUpdate when the next one is due: a list that is older is stale
 * @param licenses documents of this vendor
 * @param keys key ids of this vendor
 */
public record RevocationList(
        String vendor, long number, Instant issuedAt, Instant nextUpdate, Set<LicenseId> licenses, Set<String> keys) {

    private static final Form FORM = new Form();

    public RevocationList {
        licenses = Set.copyOf(licenses);
        keys = Set.copyOf(keys);
        Numbered.require("Revocation list", number);
        if (!nextUpdate.isAfter(issuedAt)) {
            throw new IllegalArgumentException(
                    "Revocation list " + number + " is due again " + nextUpdate + ", not after " + issuedAt);
        }
    }

    /**
     * Verifies the raw bytes, then reads what they say.
     *
     * @throws LicenseFormatException when anything is wrong with it: it then changes nothing
     */
    public static RevocationList read(byte[] file, KeyRing ring) throws LicenseFormatException {
        return Statement.read(file, Purpose.REVOCATION, ring, FORM);
    }

    /** The one canonical form, to be signed. */
    public byte[] payload() {
        return Statement.write(this, FORM);
    }

    private static final class Form implements Statement.Form<RevocationList> {

        @Override
        public Set<String> members() {
            return Set.of("number", "nextUpdate", "licenses", "keys");
        }

        @Override
        public RevocationList read(Statement.Head head, Fields fields) throws LicenseFormatException {
            long number = fields.integer("number");
            Instant nextUpdate = fields.value("nextUpdate", Codes::instant);
            Set<LicenseId> licenses = Set.copyOf(fields.values("licenses", LicenseId::new));
            Set<String> keys = Set.copyOf(fields.values("keys", Numbered::kid));
            return fields.made(
                    () -> new RevocationList(head.vendor(), number, head.issuedAt(), nextUpdate, licenses, keys));
        }

        @Override
        public Statement.Head head(RevocationList list) {
            return new Statement.Head(list.vendor(), list.issuedAt());
        }

        @Override
        public void write(RevocationList list, Map<String, Json> members) {
            members.put("number", Codes.number(list.number()));
            members.put("nextUpdate", Codes.text(list.nextUpdate()));
            members.put("licenses", Codes.sorted(list.licenses()));
            members.put("keys", Codes.sorted(list.keys()));
        }
    }
}
