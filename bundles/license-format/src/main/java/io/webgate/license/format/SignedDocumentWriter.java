// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.nio.charset.StandardCharsets;

/** Writes the one canonical serialisation of a signed document (R2); holds no private key and makes no signature. */
public final class SignedDocumentWriter {

    private SignedDocumentWriter() {}

    /** The bytes that this key's signature must cover. */
    public static byte[] signingInput(byte[] payload, Purpose purpose, TrustedKey key) {
        String header = ProtectedHeader.of(key, purpose).base64Url();
        return (header + '.' + Base64Url.encode(payload)).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The file.
     *
     * @param ed25519 whose signature comes first
     * @param mlDsa whose signature comes second
     * @throws IllegalArgumentException when a key is of the other algorithm
     */
    public static byte[] write(
            byte[] payload,
            Purpose purpose,
            TrustedKey ed25519,
            byte[] ed25519Signature,
            TrustedKey mlDsa,
            byte[] mlDsaSignature) {
        if (ed25519.algorithm() != Algorithm.ED25519 || mlDsa.algorithm() != Algorithm.ML_DSA_65) {
            throw new IllegalArgumentException(
                    "Keys " + ed25519.kid() + ", " + mlDsa.kid() + " are not one of Ed25519 and one of ML-DSA-65");
        }
        String text = Envelope.OPEN
                + Base64Url.encode(payload)
                + Envelope.SIGNATURES
                + part(ed25519, purpose, ed25519Signature)
                + ','
                + part(mlDsa, purpose, mlDsaSignature)
                + Envelope.END;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String part(TrustedKey key, Purpose purpose, byte[] signature) {
        return Envelope.PROTECTED
                + ProtectedHeader.of(key, purpose).base64Url()
                + Envelope.SIGNATURE
                + Base64Url.encode(signature)
                + Envelope.END_PART;
    }
}
