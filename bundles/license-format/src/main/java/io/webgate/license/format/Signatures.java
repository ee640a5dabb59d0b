// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** The two signature algorithms and nothing else: no provider is registered, no name is looked up (R2, D5). */
public final class Signatures {

    private Signatures() {}

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
            key = switch (algorithm) {
                case ED25519 -> new Ed25519PublicKeyParameters(publicKey);
                case ML_DSA_65 -> new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey);
            };
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
