// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Seat;

/**
 * Numbers that only grow.
 *
 * @param order the next place in the order of connection
 * @param fence the next fencing number (I4)
 * @param seq the next number in the journal
 */
record Numbers(long order, long fence, long seq) {

    static final Numbers FIRST = new Numbers(1, 1, 1);

    /** Goes on behind a seat's place and fence. */
    Numbers behind(Seat seat) {
        return new Numbers(Math.max(order, seat.order() + 1), Math.max(fence, seat.fence() + 1), seq);
    }
}
