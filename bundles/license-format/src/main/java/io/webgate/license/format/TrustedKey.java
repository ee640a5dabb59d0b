// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A public key of a vendor, pinned by the distribution's trust document.
 *
 * @param kid by which documents name it, see {@link #kidOf}
 * @param vendor the four-letter prefix of its owner
 * @param algorithm the only one that it is used with
 * @param publicKey the raw key: 32 bytes of Ed25519, 1952 bytes of ML-DSA-65
 * @param purposes what it may sign
 * @param from documents issued earlier do not count
 * @param until documents issued then or later do not count; empty: for ever
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record TrustedKey(
        String kid,
        String vendor,
        Algorithm algorithm,
        byte[] publicKey,
        Set<Purpose> purposes,
        Instant from,
        Optional<Instant> until) {

    public TrustedKey {
        if (!kid.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("Key id '" + kid + "' is not of the form [A-Za-z0-9_-]{1,64}");
        }
        if (!vendor.matches("[A-Z]{4}")) {
            throw new IllegalArgumentException("Vendor '" + vendor + "' of key " + kid + " is not four letters A-Z");
        }
        if (publicKey.length != algorithm.publicKeyBytes()) {
            throw new IllegalArgumentException("Key " + kid + " has " + publicKey.length + " bytes, but "
                    + algorithm.jwsName() + " needs " + algorithm.publicKeyBytes());
        }
        publicKey = publicKey.clone();
        purposes = Set.copyOf(purposes);
        if (purposes.isEmpty()) {
            throw new IllegalArgumentException("Key " + kid + " has no purpose");
        }
        until.ifPresent(end -> {
            if (!end.isAfter(from)) {
                throw new IllegalArgumentException("Key " + kid + " ends " + end + ", not after it begins " + from);
            }
        });
    }

    /** The name of a public key: the first 16 bytes of its SHA-256 in base64url, so that a name never fits two keys. */
    public static String kidOf(byte[] publicKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A copy of the raw key. */
    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the signature is one of that message by this key, see {@link Signatures#verify}. */
    boolean verifies(byte[] message, byte[] signature) {
        return Signatures.verify(algorithm, publicKey, message, signature);
    }

    /** Whether a document issued at that time may bear this key's signature. */
    public boolean counts(Instant issuedAt) {
        return !issuedAt.isBefore(from) && until.map(issuedAt::isBefore).orElse(true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedKey key
                && kid.equals(key.kid)
                && vendor.equals(key.vendor)
                && algorithm == key.algorithm
                && Arrays.equals(publicKey, key.publicKey)
                && purposes.equals(key.purposes)
                && from.equals(key.from)
                && until.equals(key.until);
    }

    @Override
    public int hashCode() {
        return kid.hashCode();
    }

    @Override
    public String toString() {
        return "TrustedKey[" + kid + " " + vendor + " " + algorithm + " " + purposes + "]";
    }
}
