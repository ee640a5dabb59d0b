// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cut;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;

import java.util.List;

/** Which seats an excess hits: always an end piece of the order, never one in the middle. */
final class Cuts {

    private Cuts() {}

    /**
     * @param inOrder the module's seats, oldest first
     * @param bound how many units fit
     */
    static List<SeatId> of(Cut cut, List<Seat> inOrder, long bound) {
        long kept =
                switch (cut) {
                    case ALL -> 0;
                    case NEWCOMER -> inOrder.size();
                    case NEWEST, UNCOVERED -> fitting(inOrder, bound);
                };
        return inOrder.stream().skip(kept).map(Seat::id).toList();
    }

    /** How many of the oldest fit; the first that does not fit ends it, a smaller newer one never jumps the queue. */
    private static long fitting(List<Seat> inOrder, long bound) {
        long sum = 0;
        int count = 0;
        for (Seat seat : inOrder) {
            sum = Saturating.sum(sum, seat.weight());
            if (sum > bound) {
                break;
            }
            count++;
        }
        return count;
    }
}
