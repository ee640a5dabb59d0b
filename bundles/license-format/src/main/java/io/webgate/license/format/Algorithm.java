// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.util.Arrays;

/** The two signature algorithms, in the order in which they stand in a document (R2). */
public enum Algorithm {
    /** Ed25519 of RFC 8032, named by RFC 8037. */
    ED25519("EdDSA", 32, 64),
    /** The post-quantum signature of FIPS 204, parameter set 65, deterministic or hedged alike. */
    ML_DSA_65("ML-DSA-65", 1952, 3309);

    private final String jwsName;
    private final int publicKeyBytes;
    private final int signatureBytes;

    Algorithm(String jwsName, int publicKeyBytes, int signatureBytes) {
        this.jwsName = jwsName;
        this.publicKeyBytes = publicKeyBytes;
        this.signatureBytes = signatureBytes;
    }

    /**
     * The algorithm of that JWS name.
     *
     * @throws IllegalArgumentException for every other name
     */
    static Algorithm named(String jwsName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jwsName.equals(jwsName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Algorithm '" + jwsName + "' is not known"));
    }

    /** The name in a header's {@code alg}. */
    public String jwsName() {
        return jwsName;
    }

    /** Length of a raw public key. */
    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    /** Length of every signature. */
    public int signatureBytes() {
        return signatureBytes;
    }
}
