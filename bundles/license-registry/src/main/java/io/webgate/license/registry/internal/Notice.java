// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustedKey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's statement that was verified: a revocation list (R11) or an announcement of keys (R12).
 *
 * @param purpose which of the two
 * @param signers the two key ids under which it was verified; numbers count per signer, so that a stolen key which has
 *     used up the highest number does not silence the vendor for ever
 * @param number of the statement
 * @param nextUpdate when the next one is due; an announcement has no such time
 * @param licenses that it revokes
 * @param revokedKeys that it revokes
 * @param keys that it announces
 * @param file the whole signed file
 */
@SuppressWarnings("ArrayRecordComponent") // only handed on, and compared by what identifies it
record Notice(
        Purpose purpose,
        String vendor,
        List<String> signers,
        long number,
        Instant issuedAt,
        Optional<Instant> nextUpdate,
        Set<LicenseId> licenses,
        Set<String> revokedKeys,
        List<TrustedKey> keys,
        byte[] file) {

    Notice {
        signers = List.copyOf(signers);
        licenses = Set.copyOf(licenses);
        revokedKeys = Set.copyOf(revokedKeys);
        keys = List.copyOf(keys);
    }

    /**
     * Verifies a file.
     *
     * @param purpose {@link Purpose#REVOCATION} or {@link Purpose#KEYS}
     * @throws LicenseFormatException when anything is wrong with it
     */
    static Notice read(byte[] file, Purpose purpose, KeyRing ring) throws LicenseFormatException {
        List<String> signers = SignedDocument.verify(file, purpose, ring).kids();
        if (purpose == Purpose.REVOCATION) {
            RevocationList list = RevocationList.read(file, ring);
            return new Notice(
                    purpose,
                    list.vendor(),
                    signers,
                    list.number(),
                    list.issuedAt(),
                    Optional.of(list.nextUpdate()),
                    list.licenses(),
                    list.keys(),
                    List.of(),
                    file);
        }
        KeyAnnouncement announcement = KeyAnnouncement.read(file, ring);
        return new Notice(
                purpose,
                announcement.vendor(),
                signers,
                announcement.number(),
                announcement.issuedAt(),
                Optional.empty(),
                Set.of(),
                announcement.revoked(),
                announcement.keys(),
                file);
    }

    /** Of one kind and one signer the highest number alone counts. */
    boolean isSameSeries(Notice other) {
        return purpose == other.purpose && signers.equals(other.signers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Notice notice
                && isSameSeries(notice)
                && number == notice.number
                && issuedAt.equals(notice.issuedAt)
                && nextUpdate.equals(notice.nextUpdate)
                && licenses.equals(notice.licenses)
                && revokedKeys.equals(notice.revokedKeys)
                && keys.equals(notice.keys);
    }

    @Override
    public int hashCode() {
        return signers.hashCode() * 31 + Long.hashCode(number);
    }
}
