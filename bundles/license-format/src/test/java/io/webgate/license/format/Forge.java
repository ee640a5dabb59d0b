// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A vendor that signs whatever it is told to, in whatever form, so that readers can be tried. */
final class Forge {

    static final Instant KEYS_FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant KEYS_UNTIL = Instant.parse("2030-01-01T00:00:00Z");

    private final byte[] seed = new byte[32];
    private final Ed25519PrivateKeyParameters ed25519;
    private final MLDSAPrivateKeyParameters mlDsa;
    private final TrustedKey ed25519Key;
    private final TrustedKey mlDsaKey;

    /** Both keys have the same purposes. */
    Forge(String vendor, long number, Set<Purpose> purposes) {
        new Random(number).nextBytes(seed);
        ed25519 = new Ed25519PrivateKeyParameters(seed);
        mlDsa = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed);
        ed25519Key = key(vendor, Algorithm.ED25519, ed25519.generatePublicKey().getEncoded(), purposes);
        mlDsaKey = key(vendor, Algorithm.ML_DSA_65, mlDsa.getPublicKey(), purposes);
    }

    private static TrustedKey key(String vendor, Algorithm algorithm, byte[] publicKey, Set<Purpose> purposes) {
        return new TrustedKey(
                TrustedKey.kidOf(publicKey),
                vendor,
                algorithm,
                publicKey,
                purposes,
                KEYS_FROM,
                Optional.of(KEYS_UNTIL));
    }

    TrustedKey ed25519() {
        return ed25519Key;
    }

    TrustedKey mlDsa() {
        return mlDsaKey;
    }

    /** To sign in ways in which no document is signed: the scalar of RFC 8032, section 5.1.5. */
    BigInteger ed25519Scalar() {
        byte[] hash = SignatureVectors.sha512(seed);
        hash[0] &= (byte) 0xf8;
        hash[31] = (byte) ((hash[31] & 0x7f) | 0x40);
        return SignatureVectors.number(Arrays.copyOf(hash, 32));
    }

    /** As {@link #ed25519Scalar}. */
    MLDSAPrivateKeyParameters mlDsaSecret() {
        return mlDsa;
    }

    KeyRing ring() {
        return KeyRing.of(List.of(ed25519Key, mlDsaKey));
    }

    /** As it ought to be. */
    byte[] document(byte[] payload, Purpose purpose) {
        return SignedDocumentWriter.write(
                payload,
                purpose,
                ed25519Key,
                sign(Algorithm.ED25519, SignedDocumentWriter.signingInput(payload, purpose, ed25519Key)),
                mlDsaKey,
                sign(Algorithm.ML_DSA_65, SignedDocumentWriter.signingInput(payload, purpose, mlDsaKey)));
    }

    byte[] license(String payload) {
        return document(payload.getBytes(UTF_8), Purpose.LICENSE);
    }

    /** One member of {@code signatures}, with a good signature over whatever header it is given. */
    String part(Algorithm algorithm, String header, byte[] payload) {
        String text = Base64Url.encode(header.getBytes(UTF_8));
        byte[] signature = sign(algorithm, (text + "." + Base64Url.encode(payload)).getBytes(UTF_8));
        return "{\"protected\":\"" + text + "\",\"signature\":\"" + Base64Url.encode(signature) + "\"}";
    }

    String header(Algorithm algorithm, Purpose purpose) {
        TrustedKey key = algorithm == Algorithm.ED25519 ? ed25519Key : mlDsaKey;
        return header(algorithm.jwsName(), key.kid(), purpose.typ());
    }

    static String header(String alg, String kid, String typ) {
        return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"" + typ + "\"}";
    }

    static byte[] envelope(byte[] payload, String... parts) {
        return ("{\"payload\":\"" + Base64Url.encode(payload) + "\",\"signatures\":[" + String.join(",", parts) + "]}")
                .getBytes(UTF_8);
    }

    byte[] sign(Algorithm algorithm, byte[] message) {
        Signer signer = algorithm == Algorithm.ED25519 ? new Ed25519Signer() : new MLDSASigner();
        signer.init(true, algorithm == Algorithm.ED25519 ? ed25519 : mlDsa);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new AssertionError(e);
        }
    }

    /** A licence as a shop has it. */
    static License shop() {
        return new License(
                new LicenseId("MIKO-0001"),
                new Lineage("MIKO-L0001"),
                2,
                "MIKO",
                "Кафе «У моря» \"Sea\"",
                Set.of(new ApplicationId("powerpos.data-server"), new ApplicationId("openservice.data-server")),
                Optional.of("9.1"),
                Instant.parse("2026-11-22T10:15:30Z"),
                LocalDate.parse("2026-11-22"),
                Optional.of(LocalDate.parse("2027-11-21")),
                ZoneId.of("Europe/Moscow"),
                Term.TEMPORARY,
                Binding.machine("0123-4567-89AB-CDEF-GHJK-MNPQ"),
                List.of(
                        new Entitlement(new ModuleId("powerpos.mobile-waiter"), 3),
                        new Entitlement(new ModuleId("powerpos.pos"), 10)),
                Set.of(new Feature("bonus-accounts"), new Feature("video-events")),
                Optional.of(LocalDate.parse("2027-10-01")),
                Set.of(new LicenseId("MIKO-0000")));
    }

    /** The payload of {@link #shop}, written out by hand. */
    static final String SHOP = "{\"id\":\"MIKO-0001\",\"lineage\":\"MIKO-L0001\",\"generation\":2,\"vendor\":\"MIKO\","
            + "\"holder\":\"Кафе «У моря» \\\"Sea\\\"\","
            + "\"applications\":[\"openservice.data-server\",\"powerpos.data-server\"],\"version\":\"9.1\","
            + "\"issuedAt\":\"2026-11-22T10:15:30Z\",\"validFrom\":\"2026-11-22\",\"validUntil\":\"2027-11-21\","
            + "\"zone\":\"Europe/Moscow\",\"term\":\"temporary\","
            + "\"binding\":{\"kind\":\"machine\",\"value\":\"0123-4567-89AB-CDEF-GHJK-MNPQ\",\"matching\":3},"
            + "\"entitlements\":[{\"module\":\"powerpos.mobile-waiter\",\"quantity\":3},"
            + "{\"module\":\"powerpos.pos\",\"quantity\":10}],"
            + "\"features\":[\"bonus-accounts\",\"video-events\"],\"renewalDate\":\"2027-10-01\","
            + "\"supersedes\":[\"MIKO-0000\"]}";
}
