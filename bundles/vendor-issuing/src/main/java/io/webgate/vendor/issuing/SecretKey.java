// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Algorithm;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A private key, as the 32 bytes from which either algorithm derives it. Signatures are deterministic: the same document
 * signed again is the same file. Never printed.
 */
final class SecretKey {

    static final int SEED_BYTES = 32;

    private final TrustedKey trusted;
    private final byte[] seed;

    private SecretKey(TrustedKey trusted, byte[] seed) {
        this.trusted = trusted;
        this.seed = seed;
    }

    static SecretKey generate(String vendor, Algorithm algorithm, Purpose purpose, Instant from, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return of(vendor, algorithm, purpose, from, Optional.empty(), seed);
    }

    /** @throws IllegalArgumentException when the seed is not one */
    static SecretKey of(
            String vendor, Algorithm algorithm, Purpose purpose, Instant from, Optional<Instant> until, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("A secret has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        byte[] publicKey =
                switch (algorithm) {
                    case ED25519 ->
                        new Ed25519PrivateKeyParameters(seed)
                                .generatePublicKey()
                                .getEncoded();
                    case ML_DSA_65 -> mlDsa(seed).getPublicKey();
                };
        return new SecretKey(
                new TrustedKey(TrustedKey.kidOf(publicKey), vendor, algorithm, publicKey, Set.of(purpose), from, until),
                seed.clone());
    }

    /** Its public half, with what it is for. */
    TrustedKey trusted() {
        return trusted;
    }

    /** The same key with an end. */
    SecretKey until(Instant end) {
        return of(
                trusted.vendor(),
                trusted.algorithm(),
                trusted.purposes().iterator().next(),
                trusted.from(),
                Optional.of(end),
                seed);
    }

    /** For the key folder only. */
    byte[] seed() {
        return seed.clone();
    }

    byte[] sign(byte[] message) {
        Signer signer =
                switch (trusted.algorithm()) {
                    case ED25519 -> new Ed25519Signer();
                    case ML_DSA_65 -> new MLDSASigner();
                };
        signer.init(
                true,
                switch (trusted.algorithm()) {
                    case ED25519 -> new Ed25519PrivateKeyParameters(seed);
                    case ML_DSA_65 -> mlDsa(seed);
                });
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("Key " + trusted.kid() + " could not sign", e);
        }
    }

    private static MLDSAPrivateKeyParameters mlDsa(byte[] seed) {
        return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed);
    }

    @Override
    public String toString() {
        return "SecretKey[" + trusted.kid() + "]";
    }
}
