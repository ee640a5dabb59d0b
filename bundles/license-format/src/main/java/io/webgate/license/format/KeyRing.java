// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public keys that are trusted, found by the name that a document gives; what a document says beyond it is not believed. */
public final class KeyRing {

    private final Map<String, TrustedKey> byKid;

    private KeyRing(Map<String, TrustedKey> byKid) {
        this.byKid = byKid;
    }

    /**
     * A ring of these keys.
     *
     * @throws IllegalArgumentException when two keys bear one name
     */
    public static KeyRing of(Collection<TrustedKey> keys) {
        Map<String, TrustedKey> byKid = new LinkedHashMap<>();
        for (TrustedKey key : keys) {
            if (byKid.put(key.kid(), key) != null) {
                throw new IllegalArgumentException("Key id " + key.kid() + " stands twice in the key ring");
            }
        }
        return new KeyRing(byKid);
    }

    /** The key of that name. */
    public Optional<TrustedKey> key(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /** All keys, in the order in which they were given. */
    public Collection<TrustedKey> keys() {
        return List.copyOf(byKid.values());
    }
}
