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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /** Verdicts on features (R45). */
    PMap<ModuleId, Verdict> lacking() {
        return restrictions.lacking();
    }

    PMap<SubjectKey, Displaced> displaced() {
        return restrictions.displaced();
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

    /** Units in use: the weight of seats, what the meter counts, or whether this host itself is in use (R42). */
    long used(Module module) {
        return switch (module.counting()) {
            case METER -> terms.counts().getOrDefault(module.id(), 0L);
            case HOST -> dependents(module).stream().anyMatch(seating::hasSeats) ? 1 : 0;
            case GATE_SESSIONS, CONNECTIONS -> seating.used(module.id());
        };
    }

    /** The modules that require this one. */
    List<ModuleId> dependents(Module module) {
        return limits().stream()
                .flatMap(limits -> limits.modules().values().stream())
                .filter(other -> other.requires().contains(module.id()))
                .map(Module::id)
                .sorted()
                .toList();
    }

    /** More in use than is served, whatever the vendor's terms let pass. */
    boolean isOver(Module module) {
        return used(module) > ceiling(module);
    }

    /**
     * How many units are served: the bound, more where the vendor's terms let an excess pass (R58, D12). An overdraft that
     * has a time is over with the verdict that was passed after it, and begins anew when the use has fallen to the limit.
     */
    long ceiling(Module module) {
        ModuleId id = module.id();
        if (terms.shadow().contains(id)) {
            return Long.MAX_VALUE;
        }
        Module.Terms granted = module.terms();
        boolean spent = granted.grace().isPresent()
                && (Optional.ofNullable(standing().get(id))
                                .filter(Verdict::isApplied)
                                .isPresent()
                        || latches().stream().anyMatch(latch -> Verdicts.isOf(latch, module)));
        long licensed = licensed(id).quantity();
        long served = spent ? licensed : Saturating.sum(licensed, granted.overdraft());
        return Math.min(served, terms.setting(id));
    }

    /**
     * When a consequence that waits comes into force next; empty while none waits, or while nothing can be decided. What
     * stands of a module that has left the catalogue waits until it is back.
     */
    Optional<Instant> nextEnforced() {
        if (!isReady()) {
            return Optional.empty();
        }
        Stream<Instant> modules = terms.shadow().stream()
                .flatMap(id -> module(id).stream())
                .flatMap(module -> module.terms().enforcedFrom().stream());
        Stream<Instant> overdrafts = standing().entrySet().stream()
                .filter(standing -> module(standing.getKey()).isPresent())
                .map(Map.Entry::getValue)
                .flatMap(verdict -> verdict.leniency().stream())
                .flatMap(leniency -> leniency.until().stream());
        return Stream.concat(modules, overdrafts).min(Comparator.naturalOrder());
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

    State withLimits(Limits fresh, Instant now) {
        return with(terms.withLimits(fresh, now));
    }

    /** The same with limits that say the same, or that are said by a record: what is in shadow mode stays as it is. */
    State saying(Limits same) {
        return with(terms.saying(same, terms.shadow()));
    }

    /** The same as a record tells it. */
    State saying(Limits recorded, Set<ModuleId> shadow) {
        return with(terms.saying(recorded, shadow));
    }

    State withDisplacing(Map<ModuleId, Duration> fresh) {
        return with(terms.withDisplacing(fresh));
    }

    State enforcing(Set<ModuleId> modules) {
        return with(terms.enforcing(modules));
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

    State withLacking(PMap<ModuleId, Verdict> fresh) {
        return with(restrictions.withLacking(fresh));
    }

    State withDisplaced(PMap<SubjectKey, Displaced> fresh) {
        return with(restrictions.withDisplaced(fresh));
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
