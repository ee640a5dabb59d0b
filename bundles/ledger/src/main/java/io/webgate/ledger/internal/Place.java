// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A place in the order of connection that is kept for a device which went away, so that switching off for the night does
 * not reshuffle a shop.
 *
 * @param order the place
 * @param group of the seat that had it
 * @param until from when on it is nobody's
 */
record Place(long order, Optional<String> group, Instant until) {

    /** So long a place is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
