// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Time-based one-time digits (RFC 6238 over RFC 4226): SHA-1, six digits, 30 seconds, one step to either side. Pure. */
final class Totp {

    static final int SECRET_BYTES = 20;

    private static final long STEP_SECONDS = 30;
    private static final int DIGITS = 1_000_000;
    private static final Pattern FORM = Pattern.compile("[0-9]{6}");
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /**
     * The time step whose digits these are.
     *
     * @param after digits of this step and of those before it have been used
     * @return empty where they are wrong, too old, too new or used
     */
    static OptionalLong step(byte[] secret, String digits, Instant now, long after) {
        if (!FORM.matcher(digits).matches()) {
            return OptionalLong.empty();
        }
        long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = current - 1; step <= current + 1; step++) {
            if (step > after && equal(digits(secret, step), digits)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The digits of a time step. */
    static String digits(byte[] secret, long step) {
        byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xf;
        int number = ByteBuffer.wrap(mac, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%06d", number % DIGITS);
    }

    /** Base 32 of RFC 4648, as authenticators take it; without padding, since the secret fills whole groups. */
    static String base32(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte octet : secret) {
            bits = bits << 8 | (octet & 0xff);
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt(bits >> held & 31));
            }
            bits &= (1 << held) - 1;
        }
        if (held > 0) {
            text.append(BASE32.charAt(bits << (5 - held) & 31));
        }
        return text.toString();
    }

    private static boolean equal(String one, String other) {
        int differences = 0;
        for (int at = 0; at < one.length(); at++) {
            differences |= one.charAt(at) ^ other.charAt(at);
        }
        return differences == 0;
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA1", impossible);
        }
    }
}
