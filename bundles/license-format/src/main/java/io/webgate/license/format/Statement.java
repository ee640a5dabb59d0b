// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What all of a vendor's statements that are no licences have in common: who says it and when, in front; then what the
 * kind is about; then whatever a later version adds. Verified first, read afterwards, in its one canonical form (R2, D5).
 */
final class Statement {

    static final String PATH = "payload";

    private static final String VENDOR = "vendor";
    private static final String ISSUED_AT = "issuedAt";

    private Statement() {}

    /**
     * Who says it, and when.
     *
     * @param issuedAt signed time (R10)
     */
    record Head(String vendor, Instant issuedAt) {

        Head {
            if (!vendor.matches("[A-Z]{4}")) {
                throw new IllegalArgumentException("Vendor '" + vendor + "' is not four letters A-Z");
            }
        }
    }

    /** One kind of statement. */
    interface Form<T> {

        /** The members of this kind. */
        Set<String> members();

        /** Takes them out. */
        T read(Head head, Fields fields) throws LicenseFormatException;

        Head head(T statement);

        /** Writes them in the one order. */
        void write(T statement, Map<String, Json> members);
    }

    /** Verifies the raw bytes, then reads what they say. */
    static <T> T read(byte[] file, Purpose purpose, KeyRing ring, Form<T> form) throws LicenseFormatException {
        SignedDocument document = SignedDocument.verify(file, purpose, ring);
        T statement = parse(document.payload(), form);
        Head head = form.head(statement);
        document.requireVendor(head.vendor(), PATH + "." + VENDOR);
        document.requireIssuedAt(head.issuedAt());
        return statement;
    }

    /** Reads a payload that someone else verified, or that is not signed yet. */
    static <T> T parse(byte[] payload, Form<T> form) throws LicenseFormatException {
        Fields fields = Fields.of(JsonReader.read(payload, PATH), PATH);
        Set<String> known = new TreeSet<>(form.members());
        known.addAll(Set.of(VENDOR, ISSUED_AT, Extras.CRITICAL));
        Extras extras = Extras.begin(fields, known);
        String vendor = fields.text(VENDOR);
        Instant issuedAt = fields.value(ISSUED_AT, Codes::instant);
        Head head = fields.made(() -> new Head(vendor, issuedAt));
        T statement = form.read(head, fields);
        extras.keep(fields);
        Fields.requireCanonical(payload, write(statement, form, extras), PATH);
        return statement;
    }

    /** The one canonical form, to be signed. */
    static <T> byte[] write(T statement, Form<T> form) {
        return write(statement, form, new Extras());
    }

    private static <T> byte[] write(T statement, Form<T> form, Extras extras) {
        Head head = form.head(statement);
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(VENDOR, Codes.text(head.vendor()));
        members.put(ISSUED_AT, Codes.text(head.issuedAt()));
        form.write(statement, members);
        extras.writeCritical(members);
        extras.writeUnknown(PATH, members);
        return new Json.Members(members).bytes();
    }
}
