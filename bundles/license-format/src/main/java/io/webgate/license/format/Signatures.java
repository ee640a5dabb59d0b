// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The two signature algorithms and nothing else: no provider is registered, no name is looked up (R2, D5). */
public final class Signatures {

    /** Decoding a point costs a tenth of a verification, and a host verifies with the same few keys. */
    private static final Map<Raw, AsymmetricKeyParameter> DECODED = new ConcurrentHashMap<>();

    private static final int MOST_DECODED = 256;

    private Signatures() {}

    /** A key by its bytes, which nobody changes any more. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content
    private record Raw(Algorithm algorithm, byte[] bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Raw raw && algorithm == raw.algorithm && Arrays.equals(bytes, raw.bytes);
        }

        @Override
        public int hashCode() {
            // Keys look like noise, so their beginning tells them apart; equality is by all of their bytes
            return Arrays.hashCode(Arrays.copyOf(bytes, 8));
        }
    }

    /** @throws IllegalArgumentException where it is not the encoding of a point */
    private static AsymmetricKeyParameter decoded(Algorithm algorithm, byte[] publicKey) {
        AsymmetricKeyParameter known = DECODED.get(new Raw(algorithm, publicKey));
        if (known != null) {
            return known;
        }
        AsymmetricKeyParameter key =
                switch (algorithm) {
                    case ED25519 -> new Ed25519PublicKeyParameters(publicKey);
                    case ML_DSA_65 -> new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey);
                };
        if (DECODED.size() >= MOST_DECODED) {
            DECODED.clear(); // a test, or an attack: no shop knows so many
        }
        DECODED.put(new Raw(algorithm, publicKey.clone()), key);
        return key;
    }

    /**
     * Whether the signature is one of that message by that key. Anything that is not (a key or signature of the wrong
     * length, a point off the curve, a scalar beyond the group order) is false, never an exception.
     */
    public static boolean verify(Algorithm algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != algorithm.publicKeyBytes() || signature.length != algorithm.signatureBytes()) {
            return false;
        }
        AsymmetricKeyParameter key;
        try {
            key = decoded(algorithm, publicKey);
        } catch (IllegalArgumentException e) {
            return false; // not the encoding of a point
        }
        Signer signer =
                switch (algorithm) {
                    case ED25519 -> new Ed25519Signer();
                    case ML_DSA_65 -> new MLDSASigner();
                };
        signer.init(false, key);
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }
}
