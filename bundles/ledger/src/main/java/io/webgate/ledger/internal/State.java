// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that {@link Decide} looks at; immutable, with persistent maps, so that a snapshot costs nothing and a batch
 * that could not be made durable is dropped by going on from the state before it.
 *
 * @param limits empty until the registry has read all documents (R52)
 * @param bounds the gate's own settings (R32)
 * @param counts what meters reported
 * @param seats by id
 * @param bySubject whose seat it is
 * @param ofDevice how many seats a device has, under a key with an empty holder
 * @param used weight in use per module
 * @param standing verdicts that stand and are no latch, per module
 * @param latches why the gate may not open, oldest first
 * @param heldOut until when a subject stays out
 * @param nextOrder the next place in the order of connection
 * @param nextFence the next fencing number (I4)
 * @param nextSeq the next number in the journal
 * @param storeFailing nothing new is admitted while the store can't take it (R56)
 */
record State(
        Optional<Limits> limits,
        PMap<ModuleId, Long> bounds,
        PMap<ModuleId, Long> counts,
        PMap<SeatId, Seat> seats,
        PMap<SubjectKey, SeatId> bySubject,
        PMap<SubjectKey, Long> ofDevice,
        PMap<ModuleId, Long> used,
        PMap<ModuleId, Verdict> standing,
        List<Verdict> latches,
        PMap<SubjectKey, Instant> heldOut,
        long nextOrder,
        long nextFence,
        long nextSeq,
        boolean storeFailing) {

    static final State EMPTY = new State(
            Optional.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            List.of(),
            HashTreePMap.empty(),
            1,
            1,
            1,
            false);

    /** What is waited for before any verdict may be passed, in words for an operator (R52). */
    List<String> waitingFor() {
        if (limits.isEmpty()) {
            return List.of("the licence registry has not read all documents yet");
        }
        return limits.get().modules().values().stream()
                .filter(module -> module.counting() == Module.Counting.METER)
                .map(Module::id)
                .filter(id -> !counts.containsKey(id))
                .sorted()
                .map(id -> "the meter of " + id + " has not reported yet")
                .toList();
    }

    boolean isReady() {
        return limits.isPresent() && waitingFor().isEmpty();
    }

    Optional<Module> module(ModuleId id) {
        return limits.map(known -> known.modules().get(id));
    }

    /** The licensed limit. */
    Limit licensed(ModuleId id) {
        return limits.map(known -> known.of(id)).orElse(Limit.NONE);
    }

    /** The smaller of licence and the gate's setting (R32). */
    long bound(ModuleId id) {
        return Math.min(licensed(id).quantity(), bounds.getOrDefault(id, Long.MAX_VALUE));
    }

    /** Units in use: the weight of seats, or what the meter counts. */
    long used(Module module) {
        return module.counting() == Module.Counting.METER
                ? counts.getOrDefault(module.id(), 0L)
                : used.getOrDefault(module.id(), 0L);
    }

    boolean isOver(Module module) {
        return used(module) > bound(module.id());
    }

    Optional<Seat> seatOf(SubjectKey subject) {
        return Optional.ofNullable(bySubject.get(subject)).map(seats::get);
    }

    long seatsOfDevice(SubjectKey subject) {
        return ofDevice.getOrDefault(deviceKey(subject), 0L);
    }

    /** The seats of a module in order of connection. */
    List<Seat> inOrder(ModuleId module) {
        return seats.values().stream()
                .filter(seat -> seat.module().equals(module))
                .sorted(Comparator.comparingLong(Seat::order))
                .toList();
    }

    State plus(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        SubjectKey device = deviceKey(subject);
        return new State(
                limits,
                bounds,
                counts,
                seats.plus(seat.id(), seat),
                bySubject.plus(subject, seat.id()),
                ofDevice.plus(device, ofDevice.getOrDefault(device, 0L) + 1),
                used.plus(seat.module(), Saturating.sum(used.getOrDefault(seat.module(), 0L), seat.weight())),
                standing,
                latches,
                heldOut,
                Math.max(nextOrder, seat.order() + 1),
                Math.max(nextFence, seat.fence() + 1),
                nextSeq,
                storeFailing);
    }

    State minus(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        SubjectKey device = deviceKey(subject);
        long left = ofDevice.getOrDefault(device, 1L) - 1;
        return new State(
                limits,
                bounds,
                counts,
                seats.minus(seat.id()),
                bySubject.minus(subject),
                left == 0 ? ofDevice.minus(device) : ofDevice.plus(device, left),
                used.plus(seat.module(), usedWithout(seat)),
                standing,
                latches,
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    private long usedWithout(Seat seat) {
        long before = used.getOrDefault(seat.module(), 0L);
        if (before < Long.MAX_VALUE) {
            return before - seat.weight();
        }
        // a sum that was held at the largest number can't be subtracted from
        return seats.values().stream()
                .filter(other ->
                        other.module().equals(seat.module()) && !other.id().equals(seat.id()))
                .mapToLong(Seat::weight)
                .reduce(0, Saturating::sum);
    }

    State withLimits(Limits fresh) {
        return new State(
                Optional.of(fresh),
                bounds,
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                latches,
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    State withBounds(Map<ModuleId, Long> fresh) {
        return new State(
                limits,
                HashTreePMap.from(fresh),
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                latches,
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    State withCount(ModuleId module, long count) {
        return new State(
                limits,
                bounds,
                counts.plus(module, count),
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                latches,
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    State withStanding(PMap<ModuleId, Verdict> fresh) {
        return new State(
                limits,
                bounds,
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                fresh,
                latches,
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    State withLatches(List<Verdict> fresh) {
        return new State(
                limits,
                bounds,
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                List.copyOf(fresh),
                heldOut,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    State withHeldOut(PMap<SubjectKey, Instant> fresh) {
        return new State(
                limits,
                bounds,
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                latches,
                fresh,
                nextOrder,
                nextFence,
                nextSeq,
                storeFailing);
    }

    /** Takes the next number of the journal. */
    State withNextSeq() {
        return withCounters(nextOrder, nextFence, nextSeq + 1);
    }

    State withCounters(long order, long fence, long seq) {
        return new State(
                limits,
                bounds,
                counts,
                seats,
                bySubject,
                ofDevice,
                used,
                standing,
                latches,
                heldOut,
                order,
                fence,
                seq,
                storeFailing);
    }

    State withStoreFailing(boolean failing) {
        return new State(
                limits, bounds, counts, seats, bySubject, ofDevice, used, standing, latches, heldOut, nextOrder,
                nextFence, nextSeq, failing);
    }

    private static SubjectKey deviceKey(SubjectKey subject) {
        return new SubjectKey(subject.module(), subject.device(), "");
    }
}
