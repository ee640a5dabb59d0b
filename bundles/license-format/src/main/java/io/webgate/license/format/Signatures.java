// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The two signature algorithms and nothing else: no provider is registered, no name is looked up (R2, D5). */
public final class Signatures {

    /** Taking a key in costs a part of a verification, and a host verifies with the same few keys. */
    private static final Map<Raw, Verifier> READY = new ConcurrentHashMap<>();

    private static final int MOST_READY = 256;

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

    /** Verifies with one key. Safe for all threads. */
    private interface Verifier {
        boolean holds(byte[] message, byte[] signature);
    }

    /** The point is decoded already. */
    private record Ed25519Verifier(Ed25519PublicKeyParameters key) implements Verifier {

        @Override
        public boolean holds(byte[] message, byte[] signature) {
            return key.verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        }
    }

    /**
     * What begins every message, the hash of the key (FIPS 204, algorithm 7, line 1), is hashed already. A signer is for one
     * thread at a time; after each signature it is as it was when it had taken the key in, whatever the signature was.
     */
    private record MlDsaVerifier(MLDSAPublicKeyParameters key, Queue<MLDSASigner> idle) implements Verifier {

        @Override
        public boolean holds(byte[] message, byte[] signature) {
            MLDSASigner signer = idle.poll();
            if (signer == null) {
                signer = new MLDSASigner();
                signer.init(false, key);
            }
            signer.update(message, 0, message.length);
            boolean holds = signer.verifySignature(signature);
            idle.add(signer); // not one that has thrown: nobody knows what it remembers
            return holds;
        }
    }

    /** @throws IllegalArgumentException where it is not the encoding of a point */
    private static Verifier ready(Algorithm algorithm, byte[] publicKey) {
        Verifier known = READY.get(new Raw(algorithm, publicKey));
        if (known != null) {
            return known;
        }
        Verifier ready =
                switch (algorithm) {
                    case ED25519 -> new Ed25519Verifier(new Ed25519PublicKeyParameters(publicKey));
                    case ML_DSA_65 ->
                        new MlDsaVerifier(
                                new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey),
                                new ConcurrentLinkedQueue<>());
                };
        if (READY.size() >= MOST_READY) {
            READY.clear(); // a test, or an attack: no shop knows so many
        }
        READY.put(new Raw(algorithm, publicKey.clone()), ready);
        return ready;
    }

    /**
     * Whether the signature is one of that message by that key. Anything that is not (a key or signature of the wrong
     * length, a point off the curve, a scalar beyond the group order) is false, never an exception. Safe for all threads.
     */
    public static boolean verify(Algorithm algorithm, byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != algorithm.publicKeyBytes() || signature.length != algorithm.signatureBytes()) {
            return false;
        }
        Verifier verifier;
        try {
            verifier = ready(algorithm, publicKey);
        } catch (IllegalArgumentException e) {
            return false; // not the encoding of a point
        }
        return verifier.holds(message, signature);
    }
}
