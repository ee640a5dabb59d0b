// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.TimeReceipt;

import java.time.Instant;

/**
 * Signs what a vendor states besides licences (R10, R11, R12, D7): what is prepared is a value to be looked at; these
 * methods sign it, each with the keys of its own purpose. Thread-safe.
 */
public final class StatementIssuer {

    private final String vendor;
    private final DocumentSigner signer;

    public StatementIssuer(VendorKeys keys) {
        this.vendor = keys.prefix();
        this.signer = new DocumentSigner(keys);
    }

    /**
     * The signed list.
     *
     * @throws IllegalArgumentException when it names another vendor, or is larger than a document may be
     */
    public byte[] issue(RevocationList list) {
        return sign(list.vendor(), list.issuedAt(), list.payload(), Purpose.REVOCATION);
    }

    /** The signed announcement; see {@link #issue(RevocationList)}. */
    public byte[] issue(KeyAnnouncement announcement) {
        return sign(announcement.vendor(), announcement.issuedAt(), announcement.payload(), Purpose.KEYS);
    }

    /** The signed receipt; see {@link #issue(RevocationList)}. */
    public byte[] issue(TimeReceipt receipt) {
        return sign(receipt.vendor(), receipt.issuedAt(), receipt.payload(), Purpose.TIME_RECEIPT);
    }

    /** The signed manifest; see {@link #issue(RevocationList)}. */
    public byte[] issue(Manifest manifest) {
        return sign(manifest.vendor(), manifest.issuedAt(), manifest.payload(), Purpose.MANIFEST);
    }

    private byte[] sign(String named, Instant issuedAt, byte[] payload, Purpose purpose) {
        if (!named.equals(vendor)) {
            throw new IllegalArgumentException("A statement of " + named + " can't be signed by " + vendor);
        }
        return signer.sign(payload, purpose, issuedAt);
    }
}
