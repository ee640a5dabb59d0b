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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's statement that was verified: a revocation list (R11) or an announcement of keys (R12).
 *
 * @param purpose which of the two
 * @param by the two keys that verified it, for nothing else and without times: kept beside it, so that what it revoked
 *     stays revoked when nobody announces them any more
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
        List<TrustedKey> by,
        long number,
        Instant issuedAt,
        Optional<Instant> nextUpdate,
        Set<LicenseId> licenses,
        Set<String> revokedKeys,
        List<TrustedKey> keys,
        byte[] file) {

    Notice {
        by = List.copyOf(by);
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
        List<TrustedKey> by = new ArrayList<>();
        for (String kid : SignedDocument.verify(file, purpose, ring).kids()) {
            by.add(timeless(ring.key(kid).orElseThrow(), Set.of(purpose)));
        }
        if (purpose == Purpose.REVOCATION) {
            RevocationList list = RevocationList.read(file, ring);
            return new Notice(
                    purpose,
                    list.vendor(),
                    by,
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
                by,
                announcement.number(),
                announcement.issuedAt(),
                Optional.empty(),
                Set.of(),
                announcement.revoked(),
                announcement.keys(),
                file);
    }

    /** A key as it verifies what was verified before: when it was taken its times were looked at. */
    static TrustedKey timeless(TrustedKey key, Set<Purpose> purposes) {
        return new TrustedKey(
                key.kid(), key.vendor(), key.algorithm(), key.publicKey(), purposes, Instant.MIN, Optional.empty());
    }

    /**
     * The two key ids under which it was verified; numbers count per signer, so that a stolen key which has used up the
     * highest number does not silence the vendor for ever.
     */
    List<String> signers() {
        return by.stream().map(TrustedKey::kid).toList();
    }

    /** Of one kind and one signer the highest number alone counts. */
    boolean isSameSeries(Notice other) {
        return purpose == other.purpose && signers().equals(other.signers());
    }

    /** Whether another one need not be kept beside it: a list holds everything, announcements tell whose a key is. */
    boolean replaces(Notice other) {
        return isSameSeries(other) && isNotBelow(other.number);
    }

    /** The same for one that can't be verified. */
    boolean replaces(StoredRecords.Statement other) {
        return purpose == other.purpose() && signers().equals(other.signers()) && isNotBelow(other.number());
    }

    private boolean isNotBelow(long other) {
        return purpose == Purpose.REVOCATION ? other <= number : other == number;
    }

    /** Whether what the vendor said in one that can't be verified any more is in this one; never where nobody knows whose it is. */
    boolean makesGood(StoredRecords.Statement lost) {
        return purpose == lost.purpose()
                && number >= lost.number()
                && lost.vendor().filter(vendor::equals).isPresent();
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
        return signers().hashCode() * 31 + Long.hashCode(number);
    }
}
