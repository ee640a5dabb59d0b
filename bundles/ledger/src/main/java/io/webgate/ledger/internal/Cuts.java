// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cut;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which seats an excess hits: always an end piece of the order, never one in the middle. */
final class Cuts {

    private Cuts() {}

    /**
     * @param inOrder the module's seats, oldest first
     * @param bound how many units fit
     * @param places the oldest place that is kept for each group (R21)
     */
    static List<SeatId> of(Cut cut, List<Seat> inOrder, long bound, Map<String, Long> places) {
        return switch (cut) {
            case ALL -> ids(inOrder);
            case NEWCOMER, NEWEST, UNCOVERED -> endPiece(inOrder, bound, places);
        };
    }

    /** Seats that share a group are one piece: they go together, at the place of the group's oldest (R21). */
    private static final class Piece {
        private final List<Seat> seats = new ArrayList<>();
        private long order;
        private long weight;

        Piece(long order) {
            this.order = order;
        }

        void add(Seat seat) {
            seats.add(seat);
            order = Math.min(order, seat.order());
            weight = Saturating.sum(weight, seat.weight());
        }
    }

    /** From the first piece on that does not fit: a smaller newer one never jumps the queue. */
    private static List<SeatId> endPiece(List<Seat> inOrder, long bound, Map<String, Long> places) {
        List<Piece> pieces = new ArrayList<>();
        Map<String, Piece> ofGroup = new HashMap<>();
        for (Seat seat : inOrder) {
            Piece piece = seat.group()
                    .map(group -> ofGroup.computeIfAbsent(
                            group, name -> begun(pieces, places.getOrDefault(name, seat.order()))))
                    .orElseGet(() -> begun(pieces, seat.order()));
            piece.add(seat);
        }
        pieces.sort(Comparator.comparingLong(piece -> piece.order));
        long sum = 0;
        List<SeatId> cut = new ArrayList<>();
        for (Piece piece : pieces) {
            sum = Saturating.sum(sum, piece.weight);
            if (sum > bound) {
                cut.addAll(ids(piece.seats));
            }
        }
        return List.copyOf(cut);
    }

    private static Piece begun(List<Piece> pieces, long order) {
        Piece piece = new Piece(order);
        pieces.add(piece);
        return piece;
    }

    private static List<SeatId> ids(List<Seat> seats) {
        return seats.stream().map(Seat::id).toList();
    }
}
