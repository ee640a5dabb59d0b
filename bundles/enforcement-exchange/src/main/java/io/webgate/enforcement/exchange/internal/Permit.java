// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Operation;
import io.webgate.license.api.Seat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an exchange permit says (R61), and its one form: compact JWS (RFC 7515), JSON with fixed members in fixed order and
 * without white space, so that a verifier needs no JSON library. Pure.
 *
 * @param host who permits: the thumbprint of its key
 * @param device whose exchange, by the name under which it is connected
 * @param module as what it is connected
 * @param seat of the connection
 * @param operations what is permitted, not empty
 * @param issued in whole seconds
 * @param expires from then on it counts for nothing; in whole seconds, after {@code issued}
 * @param fence grows with each grant of a seat: a lower one than was seen of the same device and module is an old grant
 */
record Permit(
        String host,
        String device,
        String module,
        String seat,
        Set<Operation> operations,
        Instant issued,
        Instant expires,
        long fence) {

    static final String TYPE = "webgate-permit+jwt";

    private static final int LONGEST = 4096;
    private static final Pattern COMPACT =
            Pattern.compile("([A-Za-z0-9_-]{1,2048})\\.([A-Za-z0-9_-]{1,3072})\\.([A-Za-z0-9_-]{86})");
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"";
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final Pattern CLAIMS = Pattern.compile("\\{\"iss\":" + TEXT + ",\"sub\":" + TEXT + ",\"module\":"
            + TEXT + ",\"seat\":" + TEXT + ",\"operations\":\\[\"([a-z0-9-]+(?:\",\"[a-z0-9-]+)*)\"],\"iat\":" + NUMBER
            + ",\"exp\":" + NUMBER + ",\"fence\":" + NUMBER + "}");

    /** Checks a signature with Ed25519. */
    @FunctionalInterface
    interface Verifier {
        boolean verify(byte[] bytes, byte[] signature);
    }

    /** Signs bytes with Ed25519. */
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] bytes);
    }

    Permit {
        operations = Set.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("A permit of " + device + " permits nothing");
        }
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("A permit of " + device + " would have ended before it begins");
        }
    }

    /**
     * What a seat's holder may do from now on.
     *
     * @param life how long at most
     * @param seatEnds no permit outlives its seat
     */
    static Permit of(String host, Seat seat, Set<Operation> operations, Instant now, Duration life, Instant seatEnds) {
        Instant most = now.plus(life);
        return new Permit(
                host,
                seat.subject().device(),
                seat.module().value(),
                seat.id().value(),
                operations,
                Instant.ofEpochSecond(now.getEpochSecond()),
                Instant.ofEpochSecond((most.isBefore(seatEnds) ? most : seatEnds).getEpochSecond()),
                seat.fence());
    }

    /** Whether so little is left of a seat's life that there is no whole second to permit. */
    static boolean isTooLate(Instant now, Instant seatEnds) {
        return seatEnds.getEpochSecond() <= now.getEpochSecond();
    }

    /**
     * Reads what this host has signed; nothing else is one of its permits. Nothing of it is believed before its signature.
     *
     * @param host the thumbprint of its key
     */
    static Optional<Permit> read(String compact, String host, Verifier verifier) {
        Matcher parts = COMPACT.matcher(compact);
        if (compact.length() > LONGEST || !parts.matches() || !parts.group(1).equals(header(host))) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            String input = parts.group(1) + "." + parts.group(2);
            if (!verifier.verify(input.getBytes(StandardCharsets.US_ASCII), base64.decode(parts.group(3)))) {
                return Optional.empty();
            }
            Matcher claims = CLAIMS.matcher(new String(base64.decode(parts.group(2)), StandardCharsets.UTF_8));
            return claims.matches() ? Optional.of(of(claims)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Permit of(Matcher claims) {
        return new Permit(
                plain(claims.group(1)),
                plain(claims.group(2)),
                plain(claims.group(3)),
                plain(claims.group(4)),
                Arrays.stream(claims.group(5).split("\",\""))
                        .map(Operation::new)
                        .collect(Collectors.toUnmodifiableSet()),
                Instant.ofEpochSecond(Long.parseLong(claims.group(6))),
                Instant.ofEpochSecond(Long.parseLong(claims.group(7))),
                Long.parseLong(claims.group(8)));
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static String header(String host) {
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"" + TYPE + "\",\"kid\":\"" + host + "\"}";
        return encoded(header.getBytes(StandardCharsets.UTF_8));
    }

    String signed(Signer signer) {
        String input = header(host) + "." + encoded(payload().getBytes(StandardCharsets.UTF_8));
        return input + "." + encoded(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private String payload() {
        return "{\"iss\":" + quoted(host)
                + ",\"sub\":" + quoted(device)
                + ",\"module\":" + quoted(module)
                + ",\"seat\":" + quoted(seat)
                + ",\"operations\":["
                + operations.stream()
                        .sorted()
                        .map(operation -> quoted(operation.value()))
                        .collect(Collectors.joining(","))
                + "],\"iat\":" + issued.getEpochSecond()
                + ",\"exp\":" + expires.getEpochSecond()
                + ",\"fence\":" + fence + "}";
    }

    /** A device's name has no control characters, so two characters are all that must be escaped. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
