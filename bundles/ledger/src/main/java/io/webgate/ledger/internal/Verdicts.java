// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the decision that passes verdicts, and lets them end when their cause has gone. Pure. */
final class Verdicts {

    /** Who cleared a latch when a bigger limit did (R54). */
    static final String LIMIT = "limit";

    private Verdicts() {}

    static void reconsiderAll(Draft draft) {
        if (!draft.state.isReady()) {
            return; // R52: no verdict before everything has been read
        }
        inOrder(draft).forEach(module -> reconsider(draft, module, Optional.empty()));
    }

    /** Every module, always in the same order: the record must come out alike wherever it is decided again (R60). */
    private static List<Module> inOrder(Draft draft) {
        return draft.state.limits().orElseThrow().modules().values().stream()
                .sorted(Comparator.comparing(Module::id))
                .toList();
    }

    /** What has waited until now is in force (R58, D12); nothing where none has. */
    static void enforceWhatIsDue(Draft draft) {
        if (!draft.state.isReady()
                || draft.state
                        .nextEnforced()
                        .filter(due -> !draft.now.isBefore(due))
                        .isEmpty()) {
            return;
        }
        draft.state = draft.state.enforcing(draft.state.terms().shadow().stream()
                .flatMap(id -> draft.state.module(id).stream())
                .filter(module -> module.terms()
                        .enforcedFrom()
                        .filter(draft.now::isBefore)
                        .isEmpty())
                .map(Module::id)
                .collect(Collectors.toSet()));
        for (Module module : inOrder(draft)) {
            Optional<Verdict> due = Optional.ofNullable(draft.state.standing().get(module.id()))
                    .filter(standing -> isSpent(standing, draft.now));
            if (due.isPresent()) {
                long used = draft.state.used(module);
                end(draft, module, due.get(), true);
                if (module.consequence().effect() == Effect.STOP_GATE) {
                    stopGate(draft, module, used, Optional.empty());
                } else {
                    stand(draft, module, used, Optional.empty());
                }
            }
        }
        reconsiderAll(draft);
    }

    /** An overdraft whose time is over. */
    private static boolean isSpent(Verdict standing, Instant now) {
        return standing.leniency()
                .filter(leniency -> leniency.kind() == Verdict.Leniency.Kind.OVERDRAFT)
                .flatMap(Verdict.Leniency::until)
                .filter(until -> !now.isBefore(until))
                .isPresent();
    }

    /**
     * Passes, changes or ends the verdicts on one module as its use, its features and its bound now are, and on what it
     * requires.
     *
     * @param culprit whose seat was taken or has grown, where one did
     */
    static void reconsider(Draft draft, Module module, Optional<Seat> culprit) {
        if (!draft.state.isReady()) {
            return;
        }
        if (module.consequence().effect() == Effect.STOP_GATE) {
            reconsiderLatch(draft, module, culprit);
        } else {
            reconsiderStanding(draft, module, culprit);
        }
        reconsiderFeatures(draft, module, culprit);
        for (ModuleId required : module.requires().stream().sorted().toList()) {
            draft.state
                    .module(required)
                    .filter(known -> known.counting() == Module.Counting.HOST)
                    .ifPresent(host -> reconsiderStanding(draft, host, culprit));
        }
    }

    private static void reconsiderLatch(Draft draft, Module module, Optional<Seat> culprit) {
        List<Verdict> latches = draft.state.latches().stream()
                .filter(verdict -> isOf(verdict, module))
                .toList();
        boolean over = draft.state.isOver(module);
        if (latches.isEmpty() && over) {
            Optional.ofNullable(draft.state.standing().get(module.id()))
                    .ifPresent(lenient -> end(draft, module, lenient, true));
            stopGate(draft, module, draft.state.used(module), culprit);
            return;
        }
        if (!over && !draft.state.storeFailing()) {
            // R54: by itself only once the limit has risen to what was in use at the breach
            latches.stream()
                    .filter(latch -> draft.state.bound(module.id()) >= latch.used())
                    .forEach(latch -> clear(draft, latch, LIMIT));
        }
        if (!over) {
            reconsiderStanding(draft, module, culprit);
        }
    }

    static boolean isOf(Verdict verdict, Module module) {
        return verdict.module().filter(module.id()::equals).isPresent();
    }

    /** The latch that a person is told of: the oldest whose cause stands, else the oldest. */
    static Optional<Verdict> foremost(State state) {
        return state.latches().stream()
                .filter(latch -> causeStands(state, latch))
                .findFirst()
                .or(() -> state.latches().stream().findFirst());
    }

    private static void reconsiderStanding(Draft draft, Module module, Optional<Seat> culprit) {
        State state = draft.state;
        Verdict standing = state.standing().get(module.id());
        long used = state.used(module);
        boolean over = used > state.ceiling(module);
        boolean lenient = !over && used > state.bound(module.id());
        if (standing == null) {
            if (over) {
                stand(draft, module, used, culprit);
            } else if (lenient) {
                standLenient(draft, module, used, culprit, Optional.empty());
            }
            return;
        }
        if (over) {
            List<SeatId> cut = stillCut(state, standing, cut(state, module));
            boolean same = standing.isApplied()
                    && isAboutNow(state, module, standing)
                    && standing.cut().equals(cut);
            if (!same) {
                end(draft, module, standing, true);
                put(draft, module, verdict(draft, module, used, culprit, cut));
            }
            return;
        }
        if (lenient && waits(state, module, standing) && !changed(state, module, standing)) {
            return;
        }
        // a newcomer was refused at the limit, not above it: that verdict stands until there is room again
        boolean refusedAtTheLimit = standing.isApplied()
                && module.consequence().effect() == Effect.REFUSE
                && standing.cut().isEmpty()
                && isAboutNow(state, module, standing)
                && used >= state.ceiling(module);
        if (refusedAtTheLimit || state.storeFailing()) {
            return;
        }
        end(draft, module, standing, lenient);
        if (lenient) {
            standLenient(draft, module, used, culprit, standing.leniency());
        }
    }

    /** While the store fails nobody is served again (R56): who was cut and is still there stays so. */
    private static List<SeatId> stillCut(State state, Verdict standing, List<SeatId> cut) {
        if (!state.storeFailing() || !standing.isApplied() || cut.containsAll(standing.cut())) {
            return cut;
        }
        Set<SeatId> both = new HashSet<>(cut);
        both.addAll(standing.cut());
        return both.stream()
                .flatMap(id -> Optional.ofNullable(state.seats().get(id)).stream())
                .sorted(Comparator.comparingLong(Seat::order))
                .map(Seat::id)
                .toList();
    }

    /** Whether a verdict waits for the reason for which one would be let wait now. */
    private static boolean waits(State state, Module module, Verdict standing) {
        Optional<Verdict.Leniency> shadow = shadow(state, module);
        return standing.leniency()
                .filter(leniency ->
                        shadow.map(leniency::equals).orElse(leniency.kind() == Verdict.Leniency.Kind.OVERDRAFT))
                .isPresent();
    }

    /** A register whose profile uses even one feature without a licence is cut; it keeps its place and counts (R45). */
    private static void reconsiderFeatures(Draft draft, Module module, Optional<Seat> culprit) {
        State state = draft.state;
        Verdict standing = state.lacking().get(module.id());
        Set<Feature> missing = new TreeSet<>(state.seating().usedFeatures(module.id()));
        missing.removeAll(state.licensed(module.id()).features());
        if (missing.isEmpty()) {
            if (standing != null && !state.storeFailing()) {
                endLacking(draft, module, standing, false);
            }
            return;
        }
        List<SeatId> lacking = state.inOrder(module.id()).stream()
                .filter(seat -> seat.features().stream().anyMatch(missing::contains))
                .map(Seat::id)
                .toList();
        List<SeatId> cut = standing == null ? lacking : stillCut(state, standing, lacking);
        Optional<Verdict.Leniency> leniency = shadow(state, module);
        if (standing != null) {
            boolean permits = standing.isApplied() && leniency.isPresent();
            boolean same = standing.cut().equals(cut)
                    && standing.features().equals(missing)
                    && standing.leniency().equals(leniency);
            if (same || (permits && state.storeFailing())) {
                return;
            }
            endLacking(draft, module, standing, true);
        }
        Verdict verdict = new Verdict(
                draft.nextSeq(),
                Optional.of(module.id()),
                Cause.FEATURES,
                state.bound(module.id()),
                state.used(module),
                cut,
                culprit.filter(seat -> cut.contains(seat.id())),
                Optional.of(new Consequence(
                        Cut.UNCOVERED, Effect.SUSPEND, module.consequence().goesOn(), Optional.empty())),
                draft.now,
                List.of(
                        new Remedy(Remedy.Action.LICENSE_FEATURES, Optional.of(module.id()), 0, missing),
                        new Remedy(Remedy.Action.DROP_FEATURES, Optional.of(module.id()), 0, missing)),
                Optional.empty(),
                Optional.empty(),
                missing,
                leniency);
        draft.state = draft.state.withLacking(draft.state.lacking().plus(module.id(), verdict));
        draft.add(new Entry.Passed(verdict, false));
    }

    private static void endLacking(Draft draft, Module module, Verdict standing, boolean replaced) {
        draft.state = draft.state.withLacking(draft.state.lacking().minus(module.id()));
        draft.add(new Entry.Ended(draft.nextSeq(), standing, replaced, draft.now));
    }

    private static void end(Draft draft, Module module, Verdict standing, boolean replaced) {
        draft.state = draft.state.withStanding(draft.state.standing().minus(module.id()));
        draft.add(new Entry.Ended(draft.nextSeq(), standing, replaced, draft.now));
    }

    /** Another bound or other seats hit: a new verdict, so that the record tells what was in force when. */
    private static boolean changed(State state, Module module, Verdict standing) {
        return !isAboutNow(state, module, standing) || !standing.cut().equals(cut(state, module));
    }

    private static boolean isAboutNow(State state, Module module, Verdict standing) {
        // the number may be another with the same seats: what is configured has none, and an application's count
        // changes.
        // Where a newcomer was refused, the verdict tells of what would have been in use
        boolean counted = module.counting() == Module.Counting.METER
                || module.consequence().effect() == Effect.SUSPEND;
        boolean sameCount = !counted || standing.used() == state.used(module);
        return sameCount && standing.limit() == state.bound(module.id()) && standing.cause() == cause(state, module);
    }

    private static Cause cause(State state, Module module) {
        long licensed = state.licensed(module.id()).quantity();
        long bound = state.bound(module.id());
        return bound < licensed ? Cause.SETTING : licensed == 0 ? Cause.NOT_LICENSED : Cause.EXCESS;
    }

    private static List<SeatId> cut(State state, Module module) {
        return switch (module.counting()) {
            case HOST ->
                state.dependents(module).stream()
                        .flatMap(dependent -> state.inOrder(dependent).stream())
                        .sorted(Comparator.comparingLong(Seat::order))
                        .map(Seat::id)
                        .toList();
            case METER -> List.of();
            case GATE_SESSIONS, CONNECTIONS ->
                Cuts.of(
                        module.consequence().cut(),
                        state.inOrder(module.id()),
                        state.bound(module.id()),
                        state.seating().placesOfGroups(module.id()));
        };
    }

    private static Optional<Verdict.Leniency> shadow(State state, Module module) {
        return state.terms().shadow().contains(module.id())
                ? Optional.of(new Verdict.Leniency(
                        Verdict.Leniency.Kind.SHADOW, module.terms().enforcedFrom()))
                : Optional.empty();
    }

    /** Every applied verdict that suspends the exchange of a seat: of any module of the same application (§4). */
    static List<Verdict> suspending(State state, Seat seat) {
        List<Verdict> standing = Stream.concat(state.standing().values().stream(), state.lacking().values().stream())
                .filter(Verdict::isApplied)
                .filter(Verdicts::suspends)
                .toList();
        if (standing.isEmpty()) {
            return List.of();
        }
        Set<SeatId> application = new HashSet<>(Set.of(seat.id()));
        boolean outside = state.module(seat.module())
                .filter(module -> module.counting() == Module.Counting.CONNECTIONS)
                .isPresent();
        if (outside) {
            state.limits().orElseThrow().modules().values().stream()
                    .filter(module -> module.counting() == Module.Counting.CONNECTIONS)
                    .flatMap(module ->
                            state.seating().ofDevice(module.id(), seat.subject().device()).stream())
                    .map(Seat::id)
                    .forEach(application::add);
        }
        return standing.stream()
                .filter(verdict -> isRefusal(verdict)
                        ? verdict.cut().contains(seat.id())
                        : verdict.cut().stream().anyMatch(application::contains))
                .sorted(Comparator.comparingLong(Verdict::seq))
                .toList();
    }

    private static boolean suspends(Verdict verdict) {
        return verdict.consequence()
                .filter(consequence -> consequence.effect() != Effect.STOP_GATE)
                .isPresent();
    }

    /** The one hit is refused itself; what else its application does is another module's matter. */
    private static boolean isRefusal(Verdict verdict) {
        return verdict.consequence()
                .filter(consequence -> consequence.effect() == Effect.REFUSE)
                .isPresent();
    }

    /** The verdict by which a seat that is held is refused all the same: the limit has fallen below it. */
    static Optional<Verdict> refusing(State state, Seat seat) {
        return Optional.ofNullable(state.standing().get(seat.module()))
                .filter(Verdict::isApplied)
                .filter(Verdicts::isRefusal)
                .filter(verdict -> verdict.cut().contains(seat.id()));
    }

    /** The gate stops: a latch, and every session at the gate ends (R51). */
    static Verdict stopGate(Draft draft, Module module, long used, Optional<Seat> culprit) {
        Verdict verdict = verdict(
                draft,
                module,
                used,
                culprit,
                draft.state.inOrder(module.id()).stream().map(Seat::id).toList());
        latch(draft, verdict);
        return verdict;
    }

    static void stopByAdministrator(Draft draft, Change.Stop stop) {
        Verdict verdict = new Verdict(
                draft.nextSeq(),
                Optional.empty(),
                Cause.ADMINISTRATOR,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                draft.now,
                List.of(new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
                Optional.of(stop.by()),
                stop.reason());
        latch(draft, verdict);
    }

    private static void latch(Draft draft, Verdict verdict) {
        List<Verdict> latches = new ArrayList<>(draft.state.latches());
        latches.add(verdict);
        draft.state = draft.state.withLatches(latches);
        draft.add(new Entry.Passed(verdict, true));
        draft.endAll(
                draft.state.limits().orElseThrow().modules().values().stream()
                        .filter(module -> module.counting() == Module.Counting.GATE_SESSIONS)
                        .map(Module::id)
                        .collect(Collectors.toSet()),
                EndReason.GATE_STOPPED);
    }

    /** A verdict that stands against a module while the gate goes on; the one that is in force already, where one is. */
    static Verdict stand(Draft draft, Module module, long used, Optional<Seat> culprit) {
        Verdict standing = draft.state.standing().get(module.id());
        if (standing != null && standing.isApplied()) {
            return standing;
        }
        if (standing != null) {
            end(draft, module, standing, true);
        }
        return put(draft, module, verdict(draft, module, used, culprit, cut(draft.state, module)));
    }

    private static void standLenient(
            Draft draft, Module module, long used, Optional<Seat> culprit, Optional<Verdict.Leniency> before) {
        Verdict.Leniency leniency = shadow(draft.state, module)
                .or(() -> before.filter(known -> known.kind() == Verdict.Leniency.Kind.OVERDRAFT))
                .orElseGet(() -> new Verdict.Leniency(
                        Verdict.Leniency.Kind.OVERDRAFT, module.terms().grace().map(draft.now::plus)));
        Verdict hard = verdict(draft, module, used, culprit, cut(draft.state, module));
        put(
                draft,
                module,
                new Verdict(
                        hard.seq(),
                        hard.module(),
                        hard.cause(),
                        hard.limit(),
                        hard.used(),
                        hard.cut(),
                        hard.culprit(),
                        hard.consequence(),
                        hard.since(),
                        hard.remedies(),
                        hard.by(),
                        hard.reason(),
                        hard.features(),
                        Optional.of(leniency)));
    }

    private static Verdict put(Draft draft, Module module, Verdict verdict) {
        draft.state = draft.state.withStanding(draft.state.standing().plus(module.id(), verdict));
        draft.add(new Entry.Passed(verdict, false));
        return verdict;
    }

    private static Verdict verdict(Draft draft, Module module, long used, Optional<Seat> culprit, List<SeatId> cut) {
        State state = draft.state;
        Cause cause = cause(state, module);
        return new Verdict(
                draft.nextSeq(),
                Optional.of(module.id()),
                cause,
                state.bound(module.id()),
                used,
                cut,
                culprit,
                Optional.of(module.consequence()),
                draft.now,
                remedies(state, module, cause, used),
                Optional.empty());
    }

    private static List<Remedy> remedies(State state, Module module, Cause cause, long used) {
        long licensed = state.licensed(module.id()).quantity();
        long excess = used - state.bound(module.id());
        List<Remedy> remedies = new ArrayList<>();
        if (used > licensed) {
            remedies.add(new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(module.id()), used));
        }
        if (cause == Cause.SETTING) {
            remedies.add(new Remedy(Remedy.Action.RAISE_SETTING, Optional.of(module.id()), used));
        }
        boolean stopsGate = module.consequence().effect() == Effect.STOP_GATE;
        boolean sessionsEnd = module.counting() == Module.Counting.GATE_SESSIONS && stopsGate;
        // where a newcomer was refused, what is in use may be less than what it asked for
        boolean reducible = state.used(module) >= excess && module.counting() != Module.Counting.HOST;
        if (reducible && !sessionsEnd) {
            remedies.add(new Remedy(Remedy.Action.REDUCE_USE, Optional.of(module.id()), excess));
        }
        if (stopsGate) {
            remedies.add(new Remedy(Remedy.Action.RESUME, Optional.of(module.id()), 0));
        }
        return remedies;
    }

    /** Whether resuming must be refused because what caused the latch is still so (R54). */
    static boolean causeStands(State state, Verdict latch) {
        return latch.module().flatMap(state::module).filter(state::isOver).isPresent();
    }

    static void clear(Draft draft, Verdict latch, String by) {
        draft.state = draft.state.withLatches(draft.state.latches().stream()
                .filter(other -> other.seq() != latch.seq())
                .toList());
        draft.add(new Entry.Cleared(draft.nextSeq(), latch, by, draft.now));
    }
}
