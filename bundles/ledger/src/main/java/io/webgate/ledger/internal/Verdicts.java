// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.Effect;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Module;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of the decision that passes verdicts, and lets them end when their cause has gone. Pure. */
final class Verdicts {

    /** Who cleared a latch when a bigger limit did (R54). */
    static final String LIMIT = "limit";

    private Verdicts() {}

    static void reconsiderAll(Draft draft) {
        if (!draft.state.isReady()) {
            return; // R52: no verdict before everything has been read
        }
        draft.state.limits().orElseThrow().modules().values().stream()
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .forEach(module -> reconsider(draft, module));
    }

    /** Passes, changes or ends the verdict on one module as its use and its bound now are. */
    static void reconsider(Draft draft, Module module) {
        if (!draft.state.isReady()) {
            return;
        }
        if (module.consequence().effect() == Effect.STOP_GATE) {
            reconsiderLatch(draft, module);
        } else {
            reconsiderStanding(draft, module);
        }
    }

    private static void reconsiderLatch(Draft draft, Module module) {
        List<Verdict> latches = draft.state.latches().stream()
                .filter(verdict -> isOf(verdict, module))
                .toList();
        boolean over = draft.state.isOver(module);
        if (latches.isEmpty() && over) {
            stopGate(draft, module, draft.state.used(module), Optional.empty());
        } else if (!over && !draft.state.storeFailing()) {
            // R54: by itself only once the limit has risen to what was in use at the breach
            latches.stream()
                    .filter(latch -> draft.state.bound(module.id()) >= latch.used())
                    .forEach(latch -> clear(draft, latch, LIMIT));
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

    private static void reconsiderStanding(Draft draft, Module module) {
        Verdict standing = draft.state.standing().get(module.id());
        boolean over = draft.state.isOver(module);
        boolean roomAgain = draft.state.used(module) < draft.state.bound(module.id());
        if (standing == null) {
            if (over) {
                stand(draft, module, draft.state.used(module), Optional.empty());
            }
            return;
        }
        // a newcomer was refused at the limit, not above it: that verdict stands until there is room again
        boolean gone = module.consequence().effect() == Effect.REFUSE ? !over && roomAgain : !over;
        if (gone) {
            if (!draft.state.storeFailing()) {
                end(draft, module, standing, false);
            }
        } else if (over && changed(draft.state, module, standing)) {
            end(draft, module, standing, true);
            stand(draft, module, draft.state.used(module), Optional.empty());
        }
    }

    private static void end(Draft draft, Module module, Verdict standing, boolean replaced) {
        draft.state = draft.state.withStanding(draft.state.standing().minus(module.id()));
        draft.add(new Entry.Ended(draft.nextSeq(), standing, replaced, draft.now));
    }

    /** Another bound or other seats hit: a new verdict, so that the record tells what was in force when. */
    private static boolean changed(State state, Module module, Verdict standing) {
        return standing.limit() != state.bound(module.id()) || !standing.cut().equals(cut(state, module));
    }

    private static List<SeatId> cut(State state, Module module) {
        return Cuts.of(
                module.consequence().cut(),
                state.inOrder(module.id()),
                state.bound(module.id()),
                state.seating().placesOfGroups(module.id()));
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

    /** A verdict that stands against a module while the gate goes on; the one that stands already, where one does. */
    static Verdict stand(Draft draft, Module module, long used, Optional<Seat> culprit) {
        Verdict standing = draft.state.standing().get(module.id());
        if (standing != null) {
            return standing;
        }
        Verdict verdict = verdict(draft, module, used, culprit, cut(draft.state, module));
        draft.state = draft.state.withStanding(draft.state.standing().plus(module.id(), verdict));
        draft.add(new Entry.Passed(verdict, false));
        return verdict;
    }

    private static Verdict verdict(Draft draft, Module module, long used, Optional<Seat> culprit, List<SeatId> cut) {
        State state = draft.state;
        long licensed = state.licensed(module.id()).quantity();
        long bound = state.bound(module.id());
        Cause cause = bound < licensed ? Cause.SETTING : licensed == 0 ? Cause.NOT_LICENSED : Cause.EXCESS;
        return new Verdict(
                draft.nextSeq(),
                Optional.of(module.id()),
                cause,
                bound,
                used,
                cut,
                culprit,
                Optional.of(module.consequence()),
                draft.now,
                remedies(module, cause, licensed, bound, used),
                Optional.empty());
    }

    private static List<Remedy> remedies(Module module, Cause cause, long licensed, long bound, long used) {
        List<Remedy> remedies = new ArrayList<>();
        if (used > licensed) {
            remedies.add(new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(module.id()), used));
        }
        if (cause == Cause.SETTING) {
            remedies.add(new Remedy(Remedy.Action.RAISE_SETTING, Optional.of(module.id()), used));
        }
        boolean stopsGate = module.consequence().effect() == Effect.STOP_GATE;
        if (module.counting() != Module.Counting.GATE_SESSIONS || !stopsGate) {
            remedies.add(new Remedy(Remedy.Action.REDUCE_USE, Optional.of(module.id()), used - bound));
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
