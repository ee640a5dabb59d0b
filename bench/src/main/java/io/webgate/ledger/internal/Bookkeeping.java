// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The baseline of {@link DecideBench}: the same look-ups and the same facts kept in plain mutable maps, without
 * snapshots, entries, verdicts or answers. It can neither be rolled back nor be looked at by another thread.
 */
final class Bookkeeping {

    private final Map<SeatId, Seat> seats = new HashMap<>();
    private final Map<SubjectKey, SeatId> bySubject = new HashMap<>();
    private final Map<SubjectKey, Long> ofDevice = new HashMap<>();
    private final Map<ModuleId, Long> used = new HashMap<>();
    private final Map<SeatId, Long> deadlines = new HashMap<>();
    private final TreeMap<Long, Seat> order = new TreeMap<>();
    private final long limit;
    private long next = 1;

    Bookkeeping(long limit) {
        this.limit = limit;
    }

    static Seat seat(Change.Connect wish, long order, Instant now) {
        return new Seat(
                wish.seat(),
                order,
                order,
                wish.module(),
                wish.subject(),
                wish.group(),
                wish.weight(),
                wish.features(),
                now);
    }

    boolean connect(Change.Connect wish, Instant now, long nanos) {
        SubjectKey subject = SubjectKey.of(wish.module(), wish.subject());
        SubjectKey device = new SubjectKey(wish.module(), subject.device(), "");
        if (bySubject.containsKey(subject)
                || ofDevice.getOrDefault(device, 0L) >= wish.mostOfDevice()
                || used.getOrDefault(wish.module(), 0L) + wish.weight() > limit) {
            return false;
        }
        Seat seat = seat(wish, next++, now);
        seats.put(seat.id(), seat);
        bySubject.put(subject, seat.id());
        ofDevice.merge(device, 1L, Long::sum);
        used.merge(seat.module(), seat.weight(), Long::sum);
        deadlines.put(seat.id(), nanos + wish.lives().toNanos());
        order.put(seat.order(), seat);
        return true;
    }

    boolean leave(SeatId id) {
        Seat seat = seats.remove(id);
        if (seat == null) {
            return false;
        }
        SubjectKey subject = SubjectKey.of(seat);
        bySubject.remove(subject);
        ofDevice.computeIfPresent(
                new SubjectKey(seat.module(), subject.device(), ""), (key, count) -> count == 1 ? null : count - 1);
        used.merge(seat.module(), -seat.weight(), Long::sum);
        deadlines.remove(id);
        order.remove(seat.order());
        return true;
    }
}
