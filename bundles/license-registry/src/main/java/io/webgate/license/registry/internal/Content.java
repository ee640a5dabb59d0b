// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;

/**
 * What a document says, with the digest of its one canonical form (R3): of two documents that say the same both are equal,
 * whichever signatures they bear. Compared by the digest alone, which is made once, when the document is verified.
 */
record Content(License license, Identity identity, Digest digest) {

    Content(License license, Digest digest) {
        this(license, Identity.of(license), digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content content && digest.equals(content.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }
}
