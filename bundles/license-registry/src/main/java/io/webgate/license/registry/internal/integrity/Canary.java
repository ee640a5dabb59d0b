// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.spi.IntegrityReport.Finding;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tries whether signatures are still told apart (D7, T42): a known good document must verify, and forgeries of it must
 * not, each for the reason that a signature does not fit. Every forgery is a well-formed document of which one thing
 * alone is wrong, another at each time, so that whatever was made to say yes, the whole or one half, gives itself away.
 * Thread-safe where its parts are.
 */
final class Canary {

    private static final Pattern PARTS = Pattern.compile("\\{\"payload\":\"([^\"]+)\",\"signatures\":\\["
            + "\\{\"protected\":\"([^\"]+)\",\"signature\":\"([^\"]+)\"},"
            + "\\{\"protected\":\"([^\"]+)\",\"signature\":\"([^\"]+)\"}]}\\s*");
    private static final int PAYLOAD = 1;
    private static final int ED25519_HEADER = 2;
    private static final int ED25519 = 3;
    private static final int ML_DSA = 5;
    private static final Pattern HOLDER = Pattern.compile("\"holder\":\"([A-Za-z]+)\"");

    private final byte[] good;
    private final Verifier verifier;
    private final SecureRandom random;

    /** The way by which the registry reads documents, with the keys that it trusts. */
    @FunctionalInterface
    interface Verifier {

        /** Takes it, or says what is wrong. */
        void verify(byte[] file) throws LicenseFormatException;
    }

    @SuppressWarnings("ArrayRecordComponent") // only handed on
    private record Forgery(String what, byte[] file) {}

    /**
     * @param good a signed licence whose holder is plain letters
     * @param verifier what is tried
     */
    Canary(byte[] good, Verifier verifier, SecureRandom random) {
        this.good = good.clone();
        this.verifier = verifier;
        this.random = random;
    }

    /** What is wrong; empty: good and bad are told apart. */
    List<Finding> sing() throws GeneralSecurityException {
        List<Finding> findings = new ArrayList<>();
        refusal(good).map(refused -> Texts.refusesGood(refused.toString())).ifPresent(findings::add);
        for (Forgery forgery : forgeries()) {
            Optional<Exception> refusal = refusal(forgery.file());
            if (refusal.filter(Canary::isForSignature).isEmpty()) {
                findings.add(Texts.takesBad(forgery.what()
                        + refusal.map(other -> ": " + other.getMessage()).orElse("")));
            }
        }
        return findings;
    }

    private Optional<Exception> refusal(byte[] file) {
        try {
            verifier.verify(file.clone());
            return Optional.empty();
        } catch (LicenseFormatException | RuntimeException e) {
            return Optional.of(e); // judged by the caller
        }
    }

    private static boolean isForSignature(Exception refusal) {
        return refusal instanceof LicenseFormatException damage && damage.fault() == Fault.SIGNATURE;
    }

    private List<Forgery> forgeries() throws GeneralSecurityException {
        String text = new String(good, StandardCharsets.US_ASCII);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("The canary is not of the form of a signed document");
        }
        return List.of(
                new Forgery("other contents", with(parts, PAYLOAD, otherHolder(decode(parts.group(PAYLOAD))))),
                new Forgery("Ed25519", with(parts, ED25519, flipped(decode(parts.group(ED25519))))),
                new Forgery("ML-DSA-65", with(parts, ML_DSA, flipped(decode(parts.group(ML_DSA))))),
                new Forgery("another key", with(parts, ED25519, byAnotherKey(parts))));
    }

    private static byte[] with(Matcher parts, int group, byte[] bytes) {
        String text = parts.group();
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return (text.substring(0, parts.start(group)) + encoded + text.substring(parts.end(group)))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private byte[] flipped(byte[] bytes) {
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return bytes;
    }

    /** Still a licence that makes sense: it must be the signature that is missed, not the sense. */
    private byte[] otherHolder(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        Matcher holder = HOLDER.matcher(text);
        if (!holder.find()) {
            throw new IllegalStateException("The canary names no holder in plain letters");
        }
        String known = holder.group(1);
        StringBuilder other = new StringBuilder(known);
        while (other.toString().equals(known)) {
            other.setCharAt(random.nextInt(known.length()), (char) ('a' + random.nextInt(26)));
        }
        return (text.substring(0, holder.start(1)) + other + text.substring(holder.end(1)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A real signature over these very bytes, under the name of the vendor's key, by a key that nobody has seen. */
    private static byte[] byAnotherKey(Matcher parts) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        signer.update((parts.group(ED25519_HEADER) + '.' + parts.group(PAYLOAD)).getBytes(StandardCharsets.US_ASCII));
        return signer.sign();
    }
}
