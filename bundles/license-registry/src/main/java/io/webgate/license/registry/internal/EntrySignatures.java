// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;

import java.time.InstantSource;

/** Verifies catalogue entries by the vendors' keys (R12). Safe for all threads. */
final class EntrySignatures {

    private final KeyRing pinned;
    private final InstantSource time;

    /** @param pinned the keys that the distribution was made with */
    EntrySignatures(KeyRing pinned, InstantSource time) {
        this.pinned = pinned;
        this.time = time;
    }

    /**
     * An entry that came with the distribution: pinned beside the trust document, and made when that was. To ask for keys
     * that count now would stop each shop for good on the day a key ends.
     */
    Catalogue.Signed ofDistribution(byte[] entry) throws LicenseFormatException {
        return entry(SignedDocument.verify(entry, Purpose.CATALOGUE, pinned));
    }

    /**
     * An entry that a third party's bundle brings. It does not say when it was signed, so its keys must count now.
     *
     * @param keys those that count: pinned and announced, none that is revoked
     */
    Catalogue.Signed ofThirdParty(byte[] entry, KeyRing keys) throws LicenseFormatException {
        SignedDocument signed = SignedDocument.verify(entry, Purpose.CATALOGUE, keys);
        signed.requireIssuedAt(time.instant());
        return entry(signed);
    }

    private static Catalogue.Signed entry(SignedDocument signed) throws LicenseFormatException {
        return new Catalogue.Signed(signed.payload(), CatalogueEntries.parse(signed.payload(), signed.vendor()));
    }
}
