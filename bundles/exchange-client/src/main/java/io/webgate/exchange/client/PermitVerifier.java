// SPDX-License-Identifier: Apache-2.0
package io.webgate.exchange.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the permits of one host, off line (R61): for whoever an application exchanges data with. It believes the one key
 * that is pinned, and nothing that a permit says of keys or algorithms. Thread-safe.
 */
public final class PermitVerifier {

    private static final String ED25519_PREFIX = "302a300506032b6570032100";
    private static final Pattern KEY = Pattern.compile("\"x\"\\s*:\\s*\"([A-Za-z0-9_-]{43})\"");
    private static final Pattern HEADER =
            Pattern.compile("\\{\"alg\":\"EdDSA\",\"typ\":\"webgate-permit\\+jwt\",\"kid\":\"([A-Za-z0-9_-]{43})\"}");
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final Pattern CLAIMS = Pattern.compile("\\{\"iss\":" + TEXT + ",\"sub\":" + TEXT + ",\"module\":"
            + TEXT + ",\"seat\":" + TEXT + ",\"operations\":\\[\"([a-z0-9-]+(?:\",\"[a-z0-9-]+)*)\"],\"iat\":" + NUMBER
            + ",\"exp\":" + NUMBER + ",\"fence\":" + NUMBER + "}");
    private static final int LONGEST = 4096;

    private final String host;
    private final PublicKey key;
    private final InstantSource time;
    private final Map<String, Long> fences = new ConcurrentHashMap<>();

    /**
     * For the permits of one host.
     *
     * @param host the thumbprint of its key, as a person has pinned it
     * @param keySet the host's answer to {@code GET /api/v1/exchange/keys}; it need not come over a safe way, since only
     *     the key with the pinned thumbprint counts
     * @param time of this computer; it should not be wrong by more than seconds
     * @throws IllegalArgumentException when the set has no such key
     */
    public PermitVerifier(String host, String keySet, InstantSource time) {
        this.host = host;
        this.time = time;
        this.key = KEY.matcher(keySet)
                .results()
                .map(found -> found.group(1))
                .filter(x -> thumbprint(x).equals(host))
                .findFirst()
                .map(PermitVerifier::publicKey)
                .orElseThrow(() -> new IllegalArgumentException("The key set has no key with the thumbprint " + host));
    }

    /** Why a permit is refused. */
    public enum Fault {
        /** Not a permit at all. */
        FORM,
        /** Of another host, or of another key than the pinned one. */
        KEY,
        /** Changed, or not by that key. */
        SIGNATURE,
        /** Its time is over. */
        EXPIRED,
        /** Of another application. */
        SUBJECT,
        /** It does not permit this. */
        OPERATION,
        /** Of an older grant than one that was seen already. */
        FENCED
    }

    /** A permit does not permit what was asked for. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final Fault fault;

        Refused(Fault fault) {
            super("The permit is refused: " + fault);
            this.fault = fault;
        }

        /** Why. */
        public Fault fault() {
            return fault;
        }
    }

    /**
     * What a permit says.
     *
     * @param subject the application, as it is connected
     * @param module as what it is connected
     * @param seat of its connection
     * @param operations what is permitted
     * @param expires until when
     * @param fence grows with every grant
     */
    public record Permit(
            String subject, String module, String seat, Set<String> operations, Instant expires, long fence) {

        public Permit {
            operations = Set.copyOf(operations);
        }
    }

    /**
     * What the permit says, if it permits this operation to this application now.
     *
     * @param permit as the application sent it
     * @param subject the application that sent it, as it has proved to be
     * @param module as what it does so
     * @param operation {@code exchange}, or what goes on without it, such as {@code debit-existing}
     */
    public Permit check(String permit, String subject, String module, String operation) throws Refused {
        Permit read = read(permit);
        if (!time.instant().isBefore(read.expires())) {
            throw new Refused(Fault.EXPIRED);
        }
        if (!read.subject().equals(subject) || !read.module().equals(module)) {
            throw new Refused(Fault.SUBJECT);
        }
        if (!read.operations().contains(operation)) {
            throw new Refused(Fault.OPERATION);
        }
        // As many as the host has ever let connect, which its licence bounds
        if (fences.merge(module + " " + subject, read.fence(), Math::max) > read.fence()) {
            throw new Refused(Fault.FENCED);
        }
        return read;
    }

    private Permit read(String permit) throws Refused {
        String[] parts = permit.length() > LONGEST ? new String[0] : permit.split("\\.", -1);
        if (parts.length != 3) {
            throw new Refused(Fault.FORM);
        }
        Matcher header = HEADER.matcher(new String(decoded(parts[0]), StandardCharsets.UTF_8));
        if (!header.matches()) {
            throw new Refused(Fault.FORM);
        }
        if (!header.group(1).equals(host)) {
            throw new Refused(Fault.KEY);
        }
        if (!isSigned(parts[0] + "." + parts[1], decoded(parts[2]))) {
            throw new Refused(Fault.SIGNATURE);
        }
        Matcher claims = CLAIMS.matcher(new String(decoded(parts[1]), StandardCharsets.UTF_8));
        if (!claims.matches()) {
            throw new Refused(Fault.FORM);
        }
        if (!plain(claims.group(1)).equals(host)) {
            throw new Refused(Fault.KEY);
        }
        return new Permit(
                plain(claims.group(2)),
                plain(claims.group(3)),
                plain(claims.group(4)),
                Set.of(claims.group(5).split("\",\"", -1)),
                Instant.ofEpochSecond(Long.parseLong(claims.group(7))),
                Long.parseLong(claims.group(8)));
    }

    private boolean isSigned(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static byte[] decoded(String part) throws Refused {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (encoded(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // told below, like an encoding that is not the one
        }
        throw new Refused(Fault.FORM);
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String thumbprint(String x) {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        try {
            return encoded(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static PublicKey publicKey(String x) {
        String encoded =
                ED25519_PREFIX + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(x));
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The pinned key is no point of the curve", e);
        }
    }
}
