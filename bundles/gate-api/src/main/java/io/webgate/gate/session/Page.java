// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.license.api.Seat;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list: all of it, or at most so many after a place in the order of connection.
 *
 * @param seats those of the page
 * @param next the place after which the next page begins; empty: this is the last
 */
record Page(List<Seat> seats, Optional<Long> next) {

    Page {
        seats = List.copyOf(seats);
    }

    /**
     * Cuts the page out.
     *
     * @param all in order of connection
     * @param limit the query's {@code limit}; null: everything
     * @param after the query's {@code after}: a place from an earlier page; null: from the beginning
     */
    static Page of(List<Seat> all, @Nullable String limit, @Nullable String after) throws BadRequest {
        long from = after == null ? Long.MIN_VALUE : number("after", after);
        List<Seat> rest = all.stream().filter(seat -> seat.order() > from).toList();
        if (limit == null) {
            return new Page(rest, Optional.empty());
        }
        long most = number("limit", limit);
        if (most < 1) {
            throw BadRequest.malformed("\"limit\" must be at least 1.", "«limit» должен быть не меньше 1.");
        }
        if (most >= rest.size()) {
            return new Page(rest, Optional.empty());
        }
        List<Seat> part = rest.subList(0, (int) most);
        return new Page(part, Optional.of(part.get(part.size() - 1).order()));
    }

    private static long number(String name, String text) throws BadRequest {
        if (!text.matches("[0-9]{1,18}")) {
            throw BadRequest.malformed(
                    "\"" + name + "\" must be a whole number.", "«" + name + "» должно быть целым числом.");
        }
        return Long.parseLong(text);
    }
}
