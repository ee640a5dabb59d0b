// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Nothing but the two verifications of a document, with BouncyCastle's primitives: keys, message and signatures are there
 * already, and what was signed is not looked at. Safe for all threads.
 */
final class BareSignatures {

    private final Ed25519PublicKeyParameters ed25519;
    private final MLDSAPublicKeyParameters mlDsa;
    private final ThreadLocal<MLDSASigner> keeping;

    /** The first key for licences of each algorithm. */
    BareSignatures(KeyRing ring) {
        ed25519 = new Ed25519PublicKeyParameters(publicKey(ring, Algorithm.ED25519));
        mlDsa = new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey(ring, Algorithm.ML_DSA_65));
        keeping = ThreadLocal.withInitial(() -> {
            MLDSASigner signer = new MLDSASigner();
            signer.init(false, mlDsa);
            return signer;
        });
    }

    private static byte[] publicKey(KeyRing ring, Algorithm algorithm) {
        return ring.keys().stream()
                .filter(key -> key.algorithm() == algorithm && key.purposes().contains(Purpose.LICENSE))
                .findFirst()
                .map(TrustedKey::publicKey)
                .orElseThrow(() -> new IllegalArgumentException("The ring has no key of " + algorithm));
    }

    /** A document taken apart. */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Parts(byte[] first, byte[] ed25519, byte[] second, byte[] mlDsa) {

        static Parts of(byte[] document) {
            JsonObject whole = JsonParser.parseString(new String(document, StandardCharsets.US_ASCII))
                    .getAsJsonObject();
            String payload = whole.get("payload").getAsString();
            JsonObject one = whole.getAsJsonArray("signatures").get(0).getAsJsonObject();
            JsonObject other = whole.getAsJsonArray("signatures").get(1).getAsJsonObject();
            return new Parts(message(one, payload), signature(one), message(other, payload), signature(other));
        }

        private static byte[] message(JsonObject part, String payload) {
            return (part.get("protected").getAsString() + '.' + payload).getBytes(StandardCharsets.US_ASCII);
        }

        private static byte[] signature(JsonObject part) {
            return Base64.getUrlDecoder().decode(part.get("signature").getAsString());
        }
    }

    /** 1 where both hold, else 0: with a signer for each, as the library's documentation shows it. */
    long verify(Parts parts) {
        return holds(new Ed25519Signer(), ed25519, parts.first(), parts.ed25519())
                        && holds(new MLDSASigner(), mlDsa, parts.second(), parts.mlDsa())
                ? 1
                : 0;
    }

    /** The same with signers that keep the key, so that it is hashed once and not with each signature. */
    long verifyKeeping(Parts parts) {
        return holds(new Ed25519Signer(), ed25519, parts.first(), parts.ed25519())
                        && holds(keeping.get(), parts.second(), parts.mlDsa())
                ? 1
                : 0;
    }

    private static boolean holds(Signer signer, AsymmetricKeyParameter key, byte[] message, byte[] signature) {
        signer.init(false, key);
        return holds(signer, message, signature);
    }

    private static boolean holds(Signer signer, byte[] message, byte[] signature) {
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }
}
