// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.license.api.SeatId;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Ids that can't be guessed. Thread-safe. */
final class SeatIds implements Supplier<SeatId> {

    private final SecureRandom random;

    SeatIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public SeatId get() {
        return SeatId.random(random);
    }
}
