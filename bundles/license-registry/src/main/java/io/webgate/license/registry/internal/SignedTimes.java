// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The times that documents tell by having been issued (R10): it is not earlier now. What is revoked, or signed with a
 * revoked key alone, is not believed (R12). Pure.
 */
final class SignedTimes {

    private SignedTimes() {}

    /** The latest time of each vendor, by its four letters. */
    static Map<String, Instant> latest(
            Collection<DocumentFolder.Present> documents, Predicate<String> revokedKey, Predicate<License> revoked) {
        Map<String, Instant> latest = new HashMap<>();
        for (DocumentFolder.Present present : documents) {
            License license = present.license();
            // Of thousands of documents few are later than those before: only of these it is asked who signed them
            if (license.issuedAt().isAfter(latest.getOrDefault(license.vendor(), Instant.MIN))
                    && isBelieved(present.signers(), revokedKey)
                    && !revoked.test(license)) {
                latest.put(license.vendor(), license.issuedAt());
            }
        }
        return latest;
    }

    /** Whether one of the pairs of keys has none that somebody else may have. */
    private static boolean isBelieved(Set<List<String>> signers, Predicate<String> revokedKey) {
        return signers.stream().anyMatch(pair -> pair.stream().noneMatch(revokedKey));
    }
}
