// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Operation;
import io.webgate.license.api.Seat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
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

    String signed(Signer signer) {
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"" + TYPE + "\",\"kid\":\"" + host + "\"}";
        String input = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(payload().getBytes(StandardCharsets.UTF_8));
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
