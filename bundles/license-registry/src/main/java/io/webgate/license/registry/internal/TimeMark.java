// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is remembered of trusted time (R10), as one line of text with a code of authentication, so that a copy which
 * someone edited, or which belongs to another host, is told from ours. Immutable.
 *
 * @param revision grows with every write: the copy that has seen more counts
 * @param highest time that was told
 * @param ever highest time that was ever told, be it before a receipt has set it back
 * @param signed highest time that the vendor has signed
 * @param asked what a receipt must answer
 */
record TimeMark(long revision, Instant highest, Instant ever, Instant signed, Optional<Receipts.Ask> asked) {

    /** Of a host that has never run. */
    static final TimeMark NONE = new TimeMark(0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Optional.empty());

    private static final String HEAD = "webgate-time-1";
    private static final String NOTHING = "-";

    /**
     * Both copies together: of two the one of the higher revision, since a receipt may have set back what the other one
     * tells; but never below what the vendor has signed, whichever copy knows it.
     */
    TimeMark and(TimeMark other) {
        TimeMark newer = revision >= other.revision ? this : other;
        Instant floor = later(signed, other.signed);
        return new TimeMark(newer.revision, later(newer.highest, floor), later(ever, other.ever), floor, newer.asked);
    }

    /** The later of both in everything: of two copies that may be anybody's, neither can make time earlier. */
    TimeMark latest(TimeMark other) {
        return new TimeMark(
                Math.max(revision, other.revision),
                later(highest, other.highest),
                later(ever, other.ever),
                later(signed, other.signed),
                Optional.empty());
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The line. */
    String sealed(byte[] key) {
        String text = text();
        return text + " " + HexFormat.of().formatHex(code(key, text));
    }

    /** The mark of a line; empty where someone else has written it. */
    static Optional<TimeMark> open(String line, byte[] key) {
        return parse(line)
                .filter(mark -> MessageDigest.isEqual(
                        mark.sealed(key).getBytes(StandardCharsets.UTF_8),
                        line.strip().getBytes(StandardCharsets.UTF_8)));
    }

    /** What a line says, whoever has written it; empty where it is none. */
    static Optional<TimeMark> parse(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length != 8 || !words[0].equals(HEAD)) {
            return Optional.empty();
        }
        try {
            Optional<Receipts.Ask> asked = words[5].equals(NOTHING)
                    ? Optional.empty()
                    : Optional.of(new Receipts.Ask(words[5], Instant.ofEpochMilli(Long.parseLong(words[6]))));
            return Optional.of(new TimeMark(
                    Long.parseLong(words[1]),
                    Instant.ofEpochMilli(Long.parseLong(words[2])),
                    Instant.ofEpochMilli(Long.parseLong(words[3])),
                    Instant.ofEpochMilli(Long.parseLong(words[4])),
                    asked));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private String text() {
        return String.join(
                " ",
                HEAD,
                Long.toString(revision),
                Long.toString(highest.toEpochMilli()),
                Long.toString(ever.toEpochMilli()),
                Long.toString(signed.toEpochMilli()),
                asked.map(Receipts.Ask::nonce).orElse(NOTHING),
                asked.map(ask -> Long.toString(ask.at().toEpochMilli())).orElse(NOTHING));
    }

    private static byte[] code(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }
}
