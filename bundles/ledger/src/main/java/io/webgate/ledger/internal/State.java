// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.pcollections.PMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that {@link Decide} looks at; immutable, with persistent maps, so that a snapshot costs nothing and a batch
 * that could not be made durable is dropped by going on from the state before it.
 *
 * @param terms what use is measured against
 * @param seating the seats in use
 * @param restrictions verdicts, latches, who is held out
 * @param numbers what is given next
 * @param storeFailing nothing new is admitted while the store can't take it (R56)
 */
record State(Terms terms, Seating seating, Restrictions restrictions, Numbers numbers, boolean storeFailing) {

    static final State EMPTY = new State(Terms.UNKNOWN, Seating.NOBODY, Restrictions.NONE, Numbers.FIRST, false);

    Optional<Limits> limits() {
        return terms.limits();
    }

    PMap<SeatId, Seat> seats() {
        return seating.byId();
    }

    PMap<ModuleId, Verdict> standing() {
        return restrictions.standing();
    }

    List<Verdict> latches() {
        return restrictions.latches();
    }

    PMap<SubjectKey, HeldOut> heldOut() {
        return restrictions.heldOut();
    }

    Evictions evictions() {
        return restrictions.evictions();
    }

    long nextOrder() {
        return numbers.order();
    }

    long nextFence() {
        return numbers.fence();
    }

    long nextSeq() {
        return numbers.seq();
    }

    List<LocalizedText> waitingFor() {
        return terms.waitingFor();
    }

    boolean isReady() {
        return terms.limits().isPresent() && terms.waitingFor().isEmpty();
    }

    Optional<Module> module(ModuleId id) {
        return terms.module(id);
    }

    Limit licensed(ModuleId id) {
        return terms.licensed(id);
    }

    long bound(ModuleId id) {
        return terms.bound(id);
    }

    /** Units in use: the weight of seats, or what the meter counts. */
    long used(Module module) {
        return module.counting() == Module.Counting.METER
                ? terms.counts().getOrDefault(module.id(), 0L)
                : seating.used(module.id());
    }

    boolean isOver(Module module) {
        return used(module) > bound(module.id());
    }

    Optional<Seat> seatOf(SubjectKey subject) {
        return seating.of(subject);
    }

    long seatsOfDevice(SubjectKey subject) {
        return seating.countOfDevice(subject);
    }

    List<Seat> inOrder(ModuleId module) {
        return seating.inOrder(module);
    }

    State plus(Seat seat) {
        return new State(terms, seating.plus(seat), restrictions, numbers.behind(seat), storeFailing);
    }

    State minus(Seat seat) {
        return new State(terms, seating.minus(seat), restrictions, numbers, storeFailing);
    }

    State without(Set<ModuleId> modules) {
        return new State(terms, seating.without(modules), restrictions, numbers, storeFailing);
    }

    /** The place in the order that is kept for someone who went away; empty where none is, or it was too long ago. */
    Optional<Place> placeOf(SubjectKey subject, Instant now) {
        return Optional.ofNullable(seating.places().get(subject)).filter(place -> !place.isOver(now));
    }

    State keeping(SubjectKey subject, Place place) {
        return new State(terms, seating.keeping(Map.of(subject, place)), restrictions, numbers, storeFailing);
    }

    State forgetting(Collection<SubjectKey> gone) {
        return new State(terms, seating.forgetting(gone), restrictions, numbers, storeFailing);
    }

    State withLimits(Limits fresh) {
        return with(terms.withLimits(fresh));
    }

    State withBounds(Map<ModuleId, Long> fresh) {
        return with(terms.withBounds(fresh));
    }

    State withCount(ModuleId module, long count) {
        return with(terms.withCount(module, count));
    }

    State withStanding(PMap<ModuleId, Verdict> fresh) {
        return with(restrictions.withStanding(fresh));
    }

    State withLatches(List<Verdict> fresh) {
        return with(restrictions.withLatches(fresh));
    }

    State withHeldOut(PMap<SubjectKey, HeldOut> fresh) {
        return with(restrictions.withHeldOut(fresh));
    }

    State withEvictions(Evictions fresh) {
        return with(restrictions.withEvictions(fresh));
    }

    State with(Numbers fresh) {
        return new State(terms, seating, restrictions, fresh, storeFailing);
    }

    State withStoreFailing(boolean failing) {
        return new State(terms, seating, restrictions, numbers, failing);
    }

    private State with(Terms fresh) {
        return new State(fresh, seating, restrictions, numbers, storeFailing);
    }

    private State with(Restrictions fresh) {
        return new State(terms, seating, fresh, numbers, storeFailing);
    }
}
