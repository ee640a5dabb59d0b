// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Eviction;
import io.webgate.license.api.SeatId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

import java.util.Optional;

/**
 * The last seats that an administrator closed, so that their holders can be told why theirs is gone (R102). In memory
 * alone: after a restart a holder is told no more than that there is no such seat.
 *
 * @param bySeat at most {@link #MOST}
 * @param order the oldest first
 */
record Evictions(PMap<SeatId, Eviction> bySeat, PVector<SeatId> order) {

    static final int MOST = 1000;

    static final Evictions NONE = new Evictions(HashTreePMap.empty(), TreePVector.empty());

    Optional<Eviction> of(SeatId seat) {
        return Optional.ofNullable(bySeat.get(seat));
    }

    /** @param seat is ended but once, so that it is not here yet */
    Evictions plus(SeatId seat, Eviction eviction) {
        if (order.size() < MOST) {
            return new Evictions(bySeat.plus(seat, eviction), order.plus(seat));
        }
        return new Evictions(
                bySeat.minus(order.get(0)).plus(seat, eviction), order.minus(0).plus(seat));
    }
}
