// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.http.Caller;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.SeatId;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is not the body of a request. Pure. */
final class Requests {

    private static final Pattern SESSION = Pattern.compile("/[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_KEY = 200;

    private Requests() {}

    /** The session that the path names; empty where it can't be one's name. */
    static Optional<SeatId> session(@Nullable String pathInfo) {
        return Optional.ofNullable(pathInfo)
                .filter(path -> SESSION.matcher(path).matches())
                .map(path -> new SeatId(path.substring(1)));
    }

    /** Whether the path is that of the list itself. */
    static boolean isList(@Nullable String pathInfo) {
        return pathInfo == null || pathInfo.equals("/");
    }

    /**
     * The client's key (I3), kept apart from every other client's.
     *
     * @param header the value of {@code Idempotency-Key}
     */
    static Optional<IdempotencyKey> key(@Nullable String header, Caller caller, byte[] body) throws BadRequest {
        if (header == null) {
            return Optional.empty();
        }
        String key = header.strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(one -> one > ' ' && one < 0x7f)) {
            throw BadRequest.malformed(
                    "\"Idempotency-Key\" must have 1 to " + LONGEST_KEY + " printable ASCII characters.",
                    "«Idempotency-Key» должен содержать от 1 до " + LONGEST_KEY + " печатных символов ASCII.");
        }
        String owner = caller.enrolment()
                .map(enrolment -> "device:" + enrolment.device())
                .orElseGet(() -> "account:" + caller.name());
        return Optional.of(new IdempotencyKey(
                "mobile-waiter/" + digest(owner.getBytes(StandardCharsets.UTF_8)) + "/" + key, digest(body)));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
