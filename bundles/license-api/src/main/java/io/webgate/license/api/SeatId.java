// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.security.SecureRandom;
import java.util.Base64;

/** Names one seat. Chosen by who connects, from a secure random source, so that deciding stays a pure function. */
public record SeatId(String value) {

    private static final int RANDOM_BYTES = 18;

    public SeatId {
        Text.requireName("Seat id", value, "_-", 64);
    }

    /** One that can't be guessed: 144 random bits, as 24 characters. */
    public static SeatId random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SeatId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
