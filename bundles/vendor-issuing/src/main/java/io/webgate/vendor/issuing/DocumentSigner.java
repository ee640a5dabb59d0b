// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Algorithm;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.SignedDocumentWriter;

import java.time.Instant;
import java.util.Arrays;

/** Makes signed documents of every kind; the one place that asks a private key for a signature. Thread-safe. */
final class DocumentSigner {

    private final VendorKeys keys;

    DocumentSigner(VendorKeys keys) {
        this.keys = keys;
    }

    /**
     * The signed file, verified once more as whoever receives it will do: what can't be read back is not handed out.
     *
     * @param issuedAt as the payload says it: the keys must count then (R12)
     * @throws IllegalArgumentException when the payload makes no document that could be read (it is too large), or no
     *     key counts at that time
     */
    byte[] sign(byte[] payload, Purpose purpose, Instant issuedAt) {
        return sign(
                payload,
                purpose,
                keys.secret(purpose, Algorithm.ED25519, issuedAt),
                keys.secret(purpose, Algorithm.ML_DSA_65, issuedAt));
    }

    /** The same for what bears no time, by the newest keys. */
    byte[] sign(byte[] payload, Purpose purpose) {
        return sign(
                payload, purpose, keys.secret(purpose, Algorithm.ED25519), keys.secret(purpose, Algorithm.ML_DSA_65));
    }

    private byte[] sign(byte[] payload, Purpose purpose, SecretKey first, SecretKey second) {
        byte[] file = SignedDocumentWriter.write(
                payload,
                purpose,
                first.trusted(),
                first.sign(SignedDocumentWriter.signingInput(payload, purpose, first.trusted())),
                second.trusted(),
                second.sign(SignedDocumentWriter.signingInput(payload, purpose, second.trusted())));
        try {
            byte[] read =
                    SignedDocument.verify(file, purpose, keys.trust().keys()).payload();
            if (!Arrays.equals(read, payload)) {
                throw new IllegalStateException("A signed document does not read back as it was written");
            }
        } catch (LicenseFormatException e) {
            var refusal = new VendorRefusal(
                    "The document can't be issued: " + e.text().english(),
                    "Документ нельзя выпустить: " + e.text().russian());
            refusal.initCause(e);
            throw refusal;
        }
        return file;
    }
}
