// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.License;
import io.webgate.license.format.LicenseFormatException.Fault;

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
        SignedDocument document = SignedDocument.verify(file, Purpose.LICENSE, ring);
        License license = parse(document.payload());
        if (!license.vendor().equals(document.vendor())) {
            throw Damage.at(
                    Fault.CONTENT,
                    LicensePayload.PATH + ".vendor",
                    "It names the vendor " + license.vendor() + " but is signed by " + document.vendor(),
                    "Указан вендор " + license.vendor() + ", а подписал " + document.vendor());
        }
        document.requireIssuedAt(license.issuedAt());
        return license;
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
}
