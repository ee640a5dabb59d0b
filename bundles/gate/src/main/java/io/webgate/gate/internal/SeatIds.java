// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.license.api.SeatId;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Ids that can't be guessed: 144 random bits each, as 24 characters. Thread-safe. */
final class SeatIds implements Supplier<SeatId> {

    private static final int BYTES = 18;
    private final SecureRandom random;

    SeatIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public SeatId get() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SeatId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
