// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.license.api.Feature;
import io.webgate.license.api.Seat;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A seat in its queue; cheap, since there may be thousands and only a page of them is shown.
 *
 * @param number its place in the order of connection, from 1
 * @param below it does not fit
 */
record Placed(int number, Seat seat, boolean below) {

    /** Whether one of its texts contains what a reader looks for. */
    boolean contains(String text) {
        String looked = text.toLowerCase(Locale.ROOT);
        return Stream.of(
                        Stream.of(seat.subject().device()),
                        seat.subject().label().stream(),
                        seat.subject().holder().stream(),
                        seat.group().stream(),
                        seat.features().stream().map(Feature::value))
                .flatMap(Function.identity())
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(looked));
    }
}
