// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Caller;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.SeatId;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is not the body of a request. Pure. */
final class Requests {

    private static final Pattern SESSION = Pattern.compile("/([A-Za-z0-9_-]{1,64})(/.*)?");
    private static final int LONGEST_KEY = 200;

    private Requests() {}

    /** The session that the path names, alone or with something behind it; empty where it can't be one's name. */
    static Optional<SeatId> session(@Nullable String pathInfo) {
        return path(pathInfo).map(path -> new SeatId(path.group(1)));
    }

    /** What the path asks of a session: empty for the session itself, else without the slash before it. */
    static String rest(@Nullable String pathInfo) {
        return path(pathInfo)
                .flatMap(path -> Optional.ofNullable(path.group(2)))
                .map(rest -> rest.substring(1))
                .orElse("");
    }

    private static Optional<MatchResult> path(@Nullable String pathInfo) {
        return Optional.ofNullable(pathInfo)
                .map(SESSION::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult);
    }

    /** Whether the path is that of the list itself. */
    static boolean isList(@Nullable String pathInfo) {
        return pathInfo == null || pathInfo.equals("/");
    }

    /**
     * The client's key (I3), kept apart from every other client's.
     *
     * @param path whose keys they are
     * @param header the value of {@code Idempotency-Key}
     */
    static Optional<IdempotencyKey> key(String path, @Nullable String header, Caller caller, byte[] body)
            throws BadRequest {
        if (header == null) {
            return Optional.empty();
        }
        String key = header.strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(one -> one > ' ' && one < 0x7f)) {
            throw BadRequest.malformed(
                    "\"Idempotency-Key\" must have 1 to " + LONGEST_KEY + " printable ASCII characters.",
                    "«Idempotency-Key» должен содержать от 1 до " + LONGEST_KEY + " печатных символов ASCII.");
        }
        return Optional.of(new IdempotencyKey(
                path + "/" + digest(owner(caller).getBytes(StandardCharsets.UTF_8)) + "/" + key, digest(body)));
    }

    /** Apart from every other caller: a device by its id, a person or program by its name. */
    static String owner(Caller caller) {
        return caller.enrolment()
                .map(enrolment -> "device:" + enrolment.device())
                .orElseGet(() -> "account:" + caller.name());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
