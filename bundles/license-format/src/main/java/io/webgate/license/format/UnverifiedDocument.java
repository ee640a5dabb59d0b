// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.Envelope.Part;
import io.webgate.license.format.LicenseFormatException.Fault;

import java.util.Optional;

/**
 * A file of the form of a signed document, of which nobody knows yet whether it is one (R2). It tells which kind it says it
 * is, so that whoever reads can choose what to verify it as, and the form is read once for both. Immutable.
 */
public final class UnverifiedDocument {

    private final Envelope envelope;
    private final Signed first;

    private UnverifiedDocument(Envelope envelope, Signed first) {
        this.envelope = envelope;
        this.first = first;
    }

    /**
     * Reads the form alone.
     *
     * @param file as it came; a byte order mark in front and line breaks at the end are tolerated
     * @throws LicenseFormatException when it is not of the form of a signed document
     */
    public static UnverifiedDocument read(byte[] file) throws LicenseFormatException {
        if (file.length > LicenseDocuments.MAX_BYTES) {
            throw Damage.at(
                    Fault.TOO_LARGE,
                    LicenseCheck.READABLE,
                    "byte " + LicenseDocuments.MAX_BYTES,
                    "The file has " + file.length + " bytes; a document has at most " + LicenseDocuments.MAX_BYTES,
                    "В файле " + file.length + " байт, а в документе не больше " + LicenseDocuments.MAX_BYTES);
        }
        Envelope envelope = Envelope.read(file);
        return new UnverifiedDocument(envelope, Signed.of(envelope.parts().get(0), 0));
    }

    /** Which kind of document it says it is; empty where it is of no kind that this version knows. */
    public Optional<Purpose> claimedPurpose() {
        return Purpose.ofTyp(first.header().typ());
    }

    /**
     * Which vendor it says it is of. Nobody has verified that, so it may serve for telling people alone.
     *
     * @return empty where it says nothing that can be read
     */
    public Optional<String> claimedVendor() {
        try {
            Json.Members payload = JsonReader.read(envelope.payload().decode(LicenseCheck.PAYLOAD), "payload");
            return Optional.of(Fields.of(payload, "payload").text("vendor"));
        } catch (LicenseFormatException e) {
            return Optional.empty();
        }
    }

    Signed first() {
        return first;
    }

    Signed second() throws LicenseFormatException {
        return Signed.of(envelope.parts().get(1), 1);
    }

    Envelope.Covered payload() {
        return envelope.payload();
    }

    /** One signature and the header that it covers, decoded; where it stands, for messages. */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Signed(String where, ProtectedHeader header, String headerText, byte[] signature) {

        static Signed of(Part part, int index) throws LicenseFormatException {
            String where = "signatures[" + index + "]";
            return new Signed(
                    where,
                    ProtectedHeader.read(part.header().decode(LicenseCheck.ENVELOPE), where + ".protected"),
                    part.header().text(),
                    part.signature().decode(LicenseCheck.ENVELOPE));
        }
    }
}
