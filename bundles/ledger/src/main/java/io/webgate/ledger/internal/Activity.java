// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Module;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each seat was last worked at, as its application said with its sign of life (R46). In memory alone, like every sign
 * of life (D4); not part of what is decided on, but handed to {@link Decide} with the change. Written by the ledger's thread, read by all.
 */
final class Activity {

    private final Map<SeatId, Instant> last = new ConcurrentHashMap<>();

    void at(SeatId seat, Instant when) {
        last.merge(seat, when, (known, fresh) -> fresh.isAfter(known) ? fresh : known);
    }

    void end(SeatId seat) {
        last.remove(seat);
    }

    /** The wish with the seats that may make room for it, longest idle first; ties in order of connection. */
    Change.Connect besides(State state, Change.Connect wish, Instant now) {
        Optional<Duration> idle = state.module(wish.module())
                .filter(module -> state.used(module)
                        > state.ceiling(module) - (module.aggregate() ? wish : wish.single()).weight())
                .flatMap(module -> state.terms().displaceIdle(module));
        if (idle.isEmpty()) {
            return wish;
        }
        return wish.besides(idle(state.inOrder(wish.module()), last, idle.get(), now));
    }

    /** Which of these have been idle for so long; pure. */
    static List<SeatId> idle(List<Seat> inOrder, Map<SeatId, Instant> last, Duration idle, Instant now) {
        return inOrder.stream()
                .map(Seat::id)
                .filter(seat ->
                        last.containsKey(seat) && !last.get(seat).plus(idle).isAfter(now))
                .sorted(Comparator.comparing(last::get))
                .toList();
    }

    /** Whether anything is remembered of a module's seats: only where its vendor admits displacing. */
    static boolean matters(State state, Change.Connect wish) {
        return state.module(wish.module())
                .map(Module::consequence)
                .filter(consequence -> consequence.displaceIdle().isPresent())
                .isPresent();
    }
}
