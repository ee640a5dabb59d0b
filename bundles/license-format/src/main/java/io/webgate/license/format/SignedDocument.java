// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.UnverifiedDocument.Signed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A document whose two signatures, Ed25519 and ML-DSA-65, both hold, by keys that one vendor has for this purpose (R2).
 * Which algorithm verifies what is the pinned key ring's word; the document only names keys. Immutable.
 */
public final class SignedDocument {

    private static final Algorithm[] ORDER = {Algorithm.ED25519, Algorithm.ML_DSA_65};

    private final byte[] payload;
    private final List<TrustedKey> keys;

    private SignedDocument(byte[] payload, List<TrustedKey> keys) {
        this.payload = payload;
        this.keys = List.copyOf(keys);
    }

    /**
     * Verifies the raw bytes; what they say is not looked at (D5).
     *
     * @param file as it came; a byte order mark in front and line breaks at the end are tolerated
     * @param purpose the kind of document that is wanted
     * @throws LicenseFormatException when anything at all is wrong with it
     */
    public static SignedDocument verify(byte[] file, Purpose purpose, KeyRing ring) throws LicenseFormatException {
        return verify(UnverifiedDocument.read(file), purpose, ring);
    }

    /** The same for who has read the form of the file already. */
    static SignedDocument verify(UnverifiedDocument document, Purpose purpose, KeyRing ring)
            throws LicenseFormatException {
        List<Signed> parts = List.of(document.first(), document.second());
        // Each check for both parts before the next: of what is not told to have failed, all before it has passed
        List<TrustedKey> keys = new ArrayList<>();
        for (Signed part : parts) {
            keys.add(known(part, ring));
        }
        for (int i = 0; i < ORDER.length; i++) {
            requirePurpose(keys.get(i), parts.get(i), ORDER[i], purpose);
        }
        requireOneVendor(keys);
        byte[] payload = document.payload().text().getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < ORDER.length; i++) {
            requireSignature(parts.get(i), keys.get(i), payload);
        }
        return new SignedDocument(document.payload().decode(LicenseCheck.PAYLOAD), keys);
    }

    /**
     * Which kind of document a file says it is. Nobody has verified that: it only tells which kind to verify it as.
     *
     * @return empty where it is of no kind that this version knows
     * @throws LicenseFormatException when it is not of the form of a signed document
     */
    public static Optional<Purpose> claimedPurpose(byte[] file) throws LicenseFormatException {
        return UnverifiedDocument.read(file).claimedPurpose();
    }

    private static TrustedKey known(Signed part, KeyRing ring) throws LicenseFormatException {
        ProtectedHeader header = part.header();
        return ring.key(header.kid())
                .orElseThrow(() -> Damage.at(
                        Fault.UNKNOWN_KEY,
                        LicenseCheck.KEY_KNOWN,
                        part.where() + ".protected",
                        "It is signed with the key " + header.kid() + ", which is not trusted here",
                        "Подписано ключом " + header.kid() + ", которому здесь не доверяют"));
    }

    private static void requirePurpose(TrustedKey key, Signed part, Algorithm place, Purpose purpose)
            throws LicenseFormatException {
        ProtectedHeader header = part.header();
        String where = part.where() + ".protected";
        if (!header.typ().equals(purpose.typ()) || !key.purposes().contains(purpose)) {
            throw Damage.at(
                    Fault.WRONG_PURPOSE,
                    LicenseCheck.KEY_PURPOSE,
                    where,
                    "It is of the kind " + header.typ() + ", or the key " + key.kid() + " may not sign; wanted is "
                            + purpose.typ(),
                    "Это документ вида " + header.typ() + ", либо ключ " + key.kid()
                            + " не вправе его подписывать; нужен " + purpose.typ());
        }
        // The key's own algorithm decides; the header must be what we would have written for this key, in this place.
        if (key.algorithm() != place || !header.equals(ProtectedHeader.of(key, purpose))) {
            throw Damage.at(
                    Fault.MALFORMED,
                    LicenseCheck.KEY_PURPOSE,
                    where,
                    "The algorithm " + header.alg() + " does not fit the key " + key.kid() + "; here stands "
                            + place.jwsName(),
                    "Алгоритм " + header.alg() + " не подходит к ключу " + key.kid() + "; здесь должен быть "
                            + place.jwsName());
        }
    }

    private static void requireOneVendor(List<TrustedKey> keys) throws LicenseFormatException {
        String first = keys.get(0).vendor();
        String second = keys.get(1).vendor();
        if (!first.equals(second)) {
            throw Damage.at(
                    Fault.SIGNATURE,
                    LicenseCheck.SIGNATURES,
                    "signatures",
                    "The two signatures are by different vendors, " + first + " and " + second,
                    "Две подписи принадлежат разным поставщикам: " + first + " и " + second);
        }
    }

    /** @param payload as it stands in the file, in base64url */
    private static void requireSignature(Signed part, TrustedKey key, byte[] payload) throws LicenseFormatException {
        byte[] header = part.headerText().getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = Arrays.copyOf(header, header.length + 1 + payload.length);
        message[header.length] = '.';
        System.arraycopy(payload, 0, message, header.length + 1, payload.length);
        if (!key.verifies(message, part.signature())) {
            throw Damage.at(
                    Fault.SIGNATURE,
                    LicenseCheck.SIGNATURES,
                    part.where() + ".signature",
                    "The signature " + key.algorithm().jwsName() + " does not fit: the document was changed",
                    "Подпись " + key.algorithm().jwsName() + " не сходится: документ изменён");
        }
    }

    /** A copy of the signed bytes. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The four-letter prefix of who signed. */
    public String vendor() {
        return keys.get(0).vendor();
    }

    /** The names of the two signing keys, Ed25519 first. */
    public List<String> kids() {
        return keys.stream().map(TrustedKey::kid).toList();
    }

    /**
     * Holds the vendor that the document names against the one that signed it.
     *
     * @param where the member that names it
     */
    void requireVendor(String named, String where) throws LicenseFormatException {
        if (!named.equals(vendor())) {
            throw Damage.at(
                    Fault.CONTENT,
                    LicenseCheck.ISSUER,
                    where,
                    "It names the vendor " + named + " but is signed by " + vendor(),
                    "Указан поставщик " + named + ", а подписал " + vendor());
        }
    }

    /**
     * Holds the time at which the document says it was issued against the times of its keys (R12).
     *
     * @throws LicenseFormatException when a key did not count then
     */
    public void requireIssuedAt(Instant issuedAt) throws LicenseFormatException {
        for (TrustedKey key : keys) {
            if (!key.counts(issuedAt)) {
                throw Damage.at(
                        Fault.UNKNOWN_KEY,
                        LicenseCheck.ISSUER,
                        "payload.issuedAt",
                        "The key " + key.kid() + " does not count for a document issued at " + issuedAt,
                        "Ключ " + key.kid() + " не действует для документа, выпущенного " + issuedAt);
            }
        }
    }
}
