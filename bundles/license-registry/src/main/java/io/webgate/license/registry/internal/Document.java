// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;

import java.util.List;
import java.util.Set;

/**
 * A verified document as it is assessed.
 *
 * @param identity the name of the license
 * @param license its contents
 * @param late it came to the folder when a higher generation had already been seen (R8), so it never counts
 * @param signedBy the pairs of keys with which it is signed, one for each file of these contents: it stands while no key
 *     of one pair is revoked (R12)
 */
record Document(Identity identity, License license, boolean late, Set<List<String>> signedBy) {

    Document {
        signedBy = Set.copyOf(signedBy);
    }

    Document(Content content, boolean late, Set<List<String>> signedBy) {
        this(content.identity(), content.license(), late, signedBy);
    }

    Document(License license, boolean late, Set<List<String>> signedBy) {
        this(Identity.of(license), license, late, signedBy);
    }

    Document(License license, boolean late) {
        this(license, late, Set.of());
    }
}
