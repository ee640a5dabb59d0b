// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module's seats on both sides of the cut line: above it those that fit, below it those that the verdict on the module's
 * own quantity hits, each side in order of connection. A seat that another module's verdict, or a feature, suspends stays
 * on its side: the line is about places. Pure.
 *
 * @param cut the verdict that draws the line; one that waits draws it too (R58, D12); empty where everybody fits
 */
record Queue(List<Seat> above, List<Seat> below, Optional<Verdict> cut) {

    Queue {
        above = List.copyOf(above);
        below = List.copyOf(below);
    }

    /** @param inOrder the seats in order of connection */
    static Queue of(Usage usage, List<Seat> inOrder) {
        Optional<Verdict> verdict = usage.verdicts().stream()
                .filter(one -> one.cause() != Cause.FEATURES && !one.cut().isEmpty())
                .findFirst();
        Set<SeatId> hit = verdict.map(one -> Set.copyOf(one.cut())).orElse(Set.of());
        // A group is cut as a whole at its oldest seat's place (R21), so the seats below need not be the last ones
        var sides = inOrder.stream().collect(Collectors.partitioningBy(seat -> hit.contains(seat.id())));
        return new Queue(sides.getOrDefault(false, List.of()), sides.getOrDefault(true, List.of()), verdict);
    }

    /** Units of those above the line. */
    long served() {
        return above.stream()
                .mapToLong(Seat::weight)
                .reduce(0, (one, other) -> one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other);
    }

    /** Every seat, above the line first, numbered in order of connection. */
    List<Placed> placed() {
        Map<SeatId, Integer> number = new HashMap<>();
        Stream.concat(above.stream(), below.stream())
                .sorted(Comparator.comparingLong(Seat::order))
                .forEach(seat -> number.put(seat.id(), number.size() + 1));
        return Stream.concat(
                        above.stream().map(seat -> new Placed(number.getOrDefault(seat.id(), 0), seat, false)),
                        below.stream().map(seat -> new Placed(number.getOrDefault(seat.id(), 0), seat, true)))
                .toList();
    }
}
