// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.License;

import java.util.List;

/** Licence documents: from signed file to {@link License}, and from {@link License} to the bytes to sign (R1, R3). */
public final class LicenseDocuments {

    /** No document is larger, of whatever kind (R13). */
    public static final int MAX_BYTES = 262144;

    private LicenseDocuments() {}

    /**
     * Verifies the raw bytes, then reads what they say.
     *
     * @throws LicenseFormatException when anything is wrong with it: it counts for nothing (R6)
     */
    public static License read(byte[] file, KeyRing ring) throws LicenseFormatException {
        return open(file, ring).license();
    }

    /**
     * A verified file.
     *
     * @param license what it says
     * @param kids the names of its two signing keys, Ed25519 first
     * @param attached signed statements that came along, each a whole file of its own that nobody has verified yet: a
     *     revocation list, an announcement of keys (R11, R12)
     * @param contents the canonical form of the licence alone, as {@link #payload(License)} writes it: equal for documents
     *     that say the same, whoever's signatures they bear and whatever else came along
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    public record Opened(License license, List<String> kids, List<byte[]> attached, byte[] contents) {

        public Opened {
            kids = List.copyOf(kids);
            attached = List.copyOf(attached);
        }
    }

    /**
     * Verifies the raw bytes, then reads what they say, with what came along.
     *
     * @throws LicenseFormatException when anything is wrong with it: it counts for nothing (R6)
     */
    public static Opened open(byte[] file, KeyRing ring) throws LicenseFormatException {
        return open(UnverifiedDocument.read(file), ring);
    }

    /**
     * The same for who has read the form of the file already, to know of which kind it says it is.
     *
     * @throws LicenseFormatException when anything is wrong with it: it counts for nothing (R6)
     */
    public static Opened open(UnverifiedDocument file, KeyRing ring) throws LicenseFormatException {
        SignedDocument document = SignedDocument.verify(file, Purpose.LICENSE, ring);
        byte[] bytes = document.payload();
        LicensePayload payload = LicensePayload.read(bytes);
        License license = payload.license();
        document.requireVendor(license.vendor(), LicensePayload.PATH + ".vendor");
        document.requireIssuedAt(license.issuedAt());
        return new Opened(
                license, document.kids(), payload.attached(), payload.extras().isEmpty() ? bytes : payload(license));
    }

    /**
     * Reads a payload whose signatures someone else verified, or that is not signed yet.
     *
     * @throws LicenseFormatException when it is not the canonical form of a licence that makes sense
     */
    public static License parse(byte[] payload) throws LicenseFormatException {
        return LicensePayload.read(payload).license();
    }

    /** The one canonical form of a licence, to be signed. */
    public static byte[] payload(License license) {
        return new LicensePayload(license, new Extras()).bytes();
    }

    /** The same with statements that travel along; a version that does not know them ignores them. */
    public static byte[] payload(License license, List<byte[]> attached) {
        return LicensePayload.with(license, attached).bytes();
    }
}
