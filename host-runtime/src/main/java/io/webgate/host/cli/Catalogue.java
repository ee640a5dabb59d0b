// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.license.api.ModuleId;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import io.webgate.trust.Trust;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What this distribution trusts: keys, and the modules that it knows. */
final class Catalogue {

    private Catalogue() {}

    /** The pinned keys. */
    static KeyRing keys() {
        try {
            return TrustDocument.parse(Trust.document()).keys();
        } catch (LicenseFormatException e) {
            throw damaged(e);
        }
    }

    /** Whether the signed catalogue has a module. */
    static Predicate<ModuleId> shipped() {
        KeyRing keys = keys();
        Set<ModuleId> known = new HashSet<>();
        for (byte[] entry : Trust.catalogue()) {
            try {
                SignedDocument document = SignedDocument.verify(entry, Purpose.CATALOGUE, keys);
                known.add(CatalogueEntries.parse(document.payload(), document.vendor())
                        .id());
            } catch (LicenseFormatException e) {
                throw damaged(e);
            }
        }
        return known::contains;
    }

    private static IllegalStateException damaged(LicenseFormatException cause) {
        return new IllegalStateException("What this distribution trusts is damaged: unpack it again", cause);
    }
}
