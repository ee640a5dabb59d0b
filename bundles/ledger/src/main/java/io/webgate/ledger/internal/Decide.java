// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Effect;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one pure decision. Everything that happens passes through {@link #decide}; it also serves preview, replay and
 * verification. No time, no randomness, no I/O: the same state, change and instant give the same decision.
 */
final class Decide {

    private Decide() {}

    static Decision decide(State state, Change change, Instant now) {
        Draft draft = new Draft(state, now);
        Verdicts.enforceWhatIsDue(draft);
        Reply reply = reply(draft, change);
        return draft.decision(reply);
    }

    /** Looks at every module anew, as after the store has come back: what was put off is decided now. */
    static Decision reconsider(State state, Instant now) {
        Draft draft = new Draft(state, now);
        Verdicts.enforceWhatIsDue(draft);
        Verdicts.reconsiderAll(draft);
        return draft.decision(new Reply.Done());
    }

    private static Reply reply(Draft draft, Change change) {
        if (change instanceof Change.Connect connect) {
            return connect(draft, connect);
        } else if (change instanceof Change.KeepAlive keepAlive) {
            return keepAlive(draft, keepAlive.seat());
        } else if (change instanceof Change.Leave leave) {
            return end(draft, leave.seat(), leave.reason(), Optional.empty());
        } else if (change instanceof Change.Evict evict) {
            return evict(draft, evict);
        } else if (change instanceof Change.Configured configured) {
            draft.state = draft.state.withCount(configured.module(), configured.count());
            return reconsidered(draft);
        } else if (change instanceof Change.Bounded bounded) {
            draft.state = draft.state.withBounds(bounded.sessions());
            draft.add(new Entry.BoundsSet(bounded.sessions()));
            return reconsidered(draft);
        } else if (change instanceof Change.Displacing displacing) {
            draft.state = draft.state.withDisplacing(displacing.idle());
            return new Reply.Done();
        } else if (change instanceof Change.NewLimits fresh) {
            return newLimits(draft, fresh);
        } else if (change instanceof Change.TimePassed passed) {
            return timePassed(draft, passed);
        } else if (change instanceof Change.Stop stop) {
            return stop(draft, stop);
        } else if (change instanceof Change.Resume resume) {
            return resume(draft, resume);
        } else if (change instanceof Change.Stopped stopped) {
            draft.add(new Entry.BundlesStopped(draft.nextSeq(), stopped.verdict(), stopped.bundles(), draft.now));
            return new Reply.Done();
        }
        throw new IllegalStateException("No rule for " + change);
    }

    private static Reply reconsidered(Draft draft) {
        Verdicts.reconsiderAll(draft);
        return new Reply.Done();
    }

    private static Reply newLimits(Draft draft, Change.NewLimits fresh) {
        boolean stale = draft.state
                .limits()
                .filter(known -> known.revision() >= fresh.limits().revision())
                .isPresent();
        if (!stale) {
            draft.state = draft.state.withLimits(fresh.limits(), draft.now);
            Verdicts.reconsiderAll(draft);
        }
        return new Reply.Done();
    }

    private static Reply connect(Draft draft, Change.Connect asked) {
        State state = draft.state;
        ModuleId id = asked.module();
        if (!state.isReady()) {
            return refused(Reason.STARTING, Optional.empty(), id, 0, 0);
        }
        // what a meter counts, and this host itself, is nothing to connect to
        Optional<Module> known = state.module(id)
                .filter(module -> module.counting() == Module.Counting.GATE_SESSIONS
                        || module.counting() == Module.Counting.CONNECTIONS);
        if (known.isEmpty()) {
            return refused(Reason.MODULE_UNKNOWN, Optional.empty(), id, 0, 0);
        }
        Module module = known.get();
        Change.Connect wish = module.aggregate() ? asked : asked.single();
        long used = state.used(module);
        long bound = state.bound(id);
        SubjectKey subject = SubjectKey.of(id, wish.subject());
        // sessions end with the verdict, so whoever still has a seat is outside the gate and keeps it
        Optional<Seat> own = state.seatOf(subject);
        if (own.isPresent()) {
            return returning(draft, module, own.get(), wish);
        }
        Optional<Verdict> latch = latchAgainst(state, module);
        if (latch.isPresent()) {
            Verdict verdict = latch.get();
            return refused(Reason.GATE_STOPPED, latch, id, verdict.used(), verdict.limit());
        }
        Optional<Verdict> standing =
                Optional.ofNullable(state.standing().get(id)).filter(Verdict::isApplied);
        Optional<HeldOut> out = heldOut(state, subject, draft.now);
        if (out.isPresent()) {
            return new Reply.Refused(
                    Reason.HELD_OUT, Optional.empty(), Optional.of(id), used, bound, out.map(held -> held.of(subject)));
        }
        Optional<Displaced> displaced =
                Optional.ofNullable(state.displaced().get(subject)).filter(mark -> !mark.isOver(draft.now));
        if (displaced.isPresent()) {
            if (!displaced.get().told() || isStillIdle(wish, displaced.get())) {
                return tellDisplaced(draft, subject, displaced.get());
            }
            draft.forgetRoom(List.of(subject));
        }
        Optional<ModuleId> required = Withheld.missing(state, module);
        if (required.isPresent()) {
            return refusedFor(state, required.get());
        }
        if (Withheld.nothingLicensed(state, module)) {
            return refused(Reason.NOT_LICENSED, standing, id, used, bound);
        }
        if (standing.isPresent() && module.consequence().effect() == Effect.HOLD) {
            return refused(Reason.MODULE_HELD, standing, id, used, bound);
        }
        if (state.seatsOfDevice(subject) >= wish.mostOfDevice()) {
            return refused(Reason.ENROLMENT_EXCEEDED, Optional.empty(), id, used, wish.mostOfDevice());
        }
        if (state.storeFailing() && Saturating.sum(used, wish.weight()) <= state.ceiling(module)) {
            return refused(Reason.STORE_FULL, Optional.empty(), id, used, bound);
        }
        return admit(draft, module, wish);
    }

    /** Nobody has worked at it since it made room, as far as its application says. */
    private static boolean isStillIdle(Change.Connect wish, Displaced displaced) {
        return wish.lastActiveAt().filter(at -> !at.isAfter(displaced.at())).isPresent();
    }

    private static Reply tellDisplaced(Draft draft, SubjectKey subject, Displaced displaced) {
        if (!displaced.told()) {
            draft.madeRoom(subject, new Displaced(displaced.at(), true));
        }
        return new Reply.Refused(
                Reason.SEAT_DISPLACED,
                Optional.empty(),
                Optional.of(subject.module()),
                0,
                0,
                Optional.of(displacement(subject)));
    }

    private static Eviction displacement(SubjectKey subject) {
        return new Eviction(
                subject.module(), subject.device(), Optional.empty(), Optional.empty(), EndReason.DISPLACED);
    }

    private static Reply refusedFor(State state, ModuleId required) {
        Optional<Verdict> standing =
                Optional.ofNullable(state.standing().get(required)).filter(Verdict::isApplied);
        Reason reason = state.licensed(required).quantity() == 0 ? Reason.NOT_LICENSED : Reason.MODULE_HELD;
        long used = state.module(required).map(state::used).orElse(0L);
        return refused(reason, standing, required, used, state.bound(required));
    }

    /** The same call keeps a seat alive and says what it now counts; whatever that is, it keeps its place. */
    private static Reply returning(Draft draft, Module module, Seat own, Change.Connect wish) {
        Seat wanted = new Seat(
                own.id(),
                own.order(),
                own.fence(),
                own.module(),
                wish.subject(),
                wish.group(),
                wish.weight(),
                wish.features(),
                own.connectedAt());
        State state = draft.state;
        // a host without its licence hits its clients by a verdict; any other module that is missing passes none on
        // this one
        Optional<ModuleId> required = Withheld.missing(state, module).filter(id -> state.module(id)
                .filter(known -> known.counting() == Module.Counting.HOST)
                .isEmpty());
        if (required.isPresent()) {
            return refusedFor(state, required.get());
        }
        Optional<Verdict> refusing = Verdicts.refusing(state, own);
        if (refusing.isPresent() && wanted.weight() >= own.weight()) {
            return refused(Reason.LIMIT_EXCEEDED, refusing, module.id(), state.used(module), state.bound(module.id()));
        }
        if (wanted.equals(own)) {
            return granted(state, module, own, true);
        }
        boolean more = wanted.weight() > own.weight() || !wanted.features().equals(own.features());
        long bound = state.bound(module.id());
        long used = Saturating.sum(state.seating().usedWithout(own), wanted.weight());
        boolean over = wanted.weight() > own.weight() && used > state.ceiling(module);
        if (more && state.storeFailing() && !(over && module.consequence().effect() == Effect.STOP_GATE)) {
            return refused(Reason.STORE_FULL, Optional.empty(), module.id(), state.used(module), bound);
        }
        if (over) {
            switch (module.consequence().effect()) {
                case STOP_GATE -> {
                    Verdict verdict = Verdicts.stopGate(draft, module, used, Optional.of(wanted));
                    return refused(Reason.GATE_STOPPED, Optional.of(verdict), module.id(), used, bound);
                }
                case REFUSE -> {
                    Verdict verdict = Verdicts.stand(draft, module, used, Optional.of(wanted));
                    return refused(Reason.LIMIT_EXCEEDED, Optional.of(verdict), module.id(), state.used(module), bound);
                }
                case HOLD -> {
                    Verdict verdict = Verdicts.stand(draft, module, used, Optional.of(wanted));
                    return refused(Reason.MODULE_HELD, Optional.of(verdict), module.id(), used, bound);
                }
                case SUSPEND -> {
                    // it is let in with its new weight, and whoever does not fit now is cut
                }
            }
        }
        draft.change(own, wanted, more);
        Verdicts.reconsider(draft, module, more ? Optional.of(wanted) : Optional.empty());
        return granted(draft.state, module, wanted, true);
    }

    /** Every latch is against sessions at the gate; against other modules only their own. */
    private static Optional<Verdict> latchAgainst(State state, Module module) {
        return module.counting() == Module.Counting.GATE_SESSIONS
                ? Verdicts.foremost(state)
                : state.latches().stream()
                        .filter(latch -> Verdicts.isOf(latch, module))
                        .findFirst();
    }

    private static Reply admit(Draft draft, Module module, Change.Connect wish) {
        State state = draft.state;
        // Back within some days, it goes before those who came later
        long order = state.placeOf(SubjectKey.of(module.id(), wish.subject()), draft.now)
                .map(Place::order)
                .orElse(state.nextOrder());
        Seat seat = new Seat(
                wish.seat(),
                order,
                state.nextFence(),
                module.id(),
                wish.subject(),
                wish.group(),
                wish.weight(),
                wish.features(),
                draft.now);
        long wanted = Saturating.sum(state.used(module), wish.weight());
        long bound = state.bound(module.id());
        if (wanted <= state.ceiling(module) || displaceFor(draft, module, wish)) {
            return take(draft, module, seat, wish.lives());
        }
        return switch (module.consequence().effect()) {
            case STOP_GATE -> {
                draft.useNumbersOf(seat);
                Verdict verdict = Verdicts.stopGate(draft, module, wanted, Optional.of(seat));
                yield refused(Reason.GATE_STOPPED, Optional.of(verdict), module.id(), wanted, bound);
            }
            case REFUSE -> {
                Verdict verdict = Verdicts.stand(draft, module, wanted, Optional.of(seat));
                yield refused(Reason.LIMIT_EXCEEDED, Optional.of(verdict), module.id(), wanted - wish.weight(), bound);
            }
            case HOLD -> {
                Verdict verdict = Verdicts.stand(draft, module, wanted, Optional.of(seat));
                yield refused(Reason.MODULE_HELD, Optional.of(verdict), module.id(), wanted, bound);
            }
            case SUSPEND -> {
                if (state.storeFailing()) {
                    yield refused(Reason.STORE_FULL, Optional.empty(), module.id(), wanted, bound);
                }
                yield take(draft, module, seat, wish.lives());
            }
        };
    }

    private static Reply take(Draft draft, Module module, Seat seat, Duration lives) {
        draft.take(seat, lives);
        Verdicts.reconsider(draft, module, Optional.of(seat));
        return granted(draft.state, module, seat, false);
    }

    /**
     * Makes room for a newcomer who is at work: those that have been idle longest go, no more of them than are needed, and
     * none where all of them together would not do (R46).
     */
    private static boolean displaceFor(Draft draft, Module module, Change.Connect wish) {
        State state = draft.state;
        Optional<Duration> idle = state.terms().displaceIdle(module);
        if (idle.isEmpty() || state.storeFailing() || isIdle(wish, idle.get(), draft.now)) {
            return false;
        }
        List<Seat> leaving = new ArrayList<>();
        long left = state.used(module);
        for (SeatId id : wish.idle()) {
            if (Saturating.sum(left, wish.weight()) <= state.ceiling(module)) {
                break;
            }
            Seat seat = state.seats().get(id);
            if (seat != null && seat.module().equals(module.id())) {
                leaving.add(seat);
                left -= seat.weight();
            }
        }
        if (Saturating.sum(left, wish.weight()) > state.ceiling(module)) {
            return false;
        }
        for (Seat seat : leaving) {
            SubjectKey subject = SubjectKey.of(seat);
            draft.end(seat, EndReason.DISPLACED, Optional.empty());
            draft.madeRoom(subject, new Displaced(draft.now, false));
            draft.state = draft.state.withEvictions(draft.state.evictions().plus(seat.id(), displacement(subject)));
        }
        return true;
    }

    private static boolean isIdle(Change.Connect wish, Duration idle, Instant now) {
        return wish.lastActiveAt().filter(at -> !at.plus(idle).isAfter(now)).isPresent();
    }

    private static Optional<HeldOut> heldOut(State state, SubjectKey subject, Instant now) {
        return Optional.ofNullable(state.heldOut().get(subject)).filter(held -> !held.isOver(now));
    }

    private static Reply keepAlive(Draft draft, SeatId id) {
        Seat seat = draft.state.seats().get(id);
        Optional<Module> module = Optional.ofNullable(seat).flatMap(known -> draft.state.module(known.module()));
        if (seat == null || module.isEmpty()) {
            return unknownSeat(draft.state, id);
        }
        return again(draft.state, seat, true);
    }

    private static Reply end(Draft draft, SeatId id, EndReason reason, Optional<String> by) {
        Seat seat = draft.state.seats().get(id);
        if (seat == null) {
            return unknownSeat(draft.state, id);
        }
        draft.end(seat, reason, by);
        draft.state.module(seat.module()).ifPresent(module -> {
            boolean wentAway = reason == EndReason.CLOSED || reason == EndReason.EXPIRED;
            if (wentAway && module.counting() == Module.Counting.CONNECTIONS) {
                draft.keepPlace(seat);
            }
            Verdicts.reconsider(draft, module, Optional.empty());
        });
        return new Reply.Done();
    }

    private static Reply evict(Draft draft, Change.Evict evict) {
        Seat seat = draft.state.seats().get(evict.seat());
        Reply reply = end(draft, evict.seat(), EndReason.EVICTED, Optional.of(evict.by()));
        if (seat == null) {
            return reply;
        }
        SubjectKey subject = SubjectKey.of(seat);
        Optional<HeldOut> out = Optional.of(evict.hold())
                .filter(hold -> !hold.isZero() && !hold.isNegative())
                .map(hold -> new HeldOut(draft.now.plus(hold), evict.reason()));
        out.ifPresent(held -> {
            draft.state = draft.state.withHeldOut(draft.state.heldOut().plus(subject, held));
            draft.add(new Entry.KeptOut(subject, held));
        });
        Eviction eviction = new Eviction(subject.module(), subject.device(), out.map(HeldOut::until), evict.reason());
        draft.state = draft.state.withEvictions(draft.state.evictions().plus(seat.id(), eviction));
        return reply;
    }

    private static Reply timePassed(Draft draft, Change.TimePassed passed) {
        for (SeatId lapsed : passed.lapsed()) {
            end(draft, lapsed, EndReason.EXPIRED, Optional.empty());
        }
        var over = draft.state.heldOut().entrySet().stream()
                .filter(held -> held.getValue().isOver(draft.now))
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (!over.isEmpty()) {
            draft.state = draft.state.withHeldOut(draft.state.heldOut().minusAll(over));
        }
        forgetPlaces(draft);
        List<SubjectKey> newcomers = draft.state.displaced().entrySet().stream()
                .filter(mark -> mark.getValue().isOver(draft.now))
                .map(java.util.Map.Entry::getKey)
                .sorted(SubjectKey.ORDER)
                .toList();
        if (!newcomers.isEmpty()) {
            draft.forgetRoom(newcomers);
        }
        return new Reply.Done();
    }

    private static void forgetPlaces(Draft draft) {
        List<SubjectKey> gone = draft.state.seating().places().entrySet().stream()
                .filter(place -> place.getValue().isOver(draft.now))
                .map(java.util.Map.Entry::getKey)
                .sorted(SubjectKey.ORDER)
                .toList();
        if (!gone.isEmpty()) {
            draft.state = draft.state.forgetting(gone);
            draft.add(new Entry.PlacesForgotten(gone));
        }
    }

    private static Reply stop(Draft draft, Change.Stop stop) {
        if (draft.state.limits().isEmpty()) {
            return new Reply.Refused(Reason.STARTING, Optional.empty(), Optional.empty(), 0, 0);
        }
        boolean stopped = draft.state.latches().stream()
                .anyMatch(verdict -> verdict.module().isEmpty());
        if (!stopped) {
            Verdicts.stopByAdministrator(draft, stop);
        }
        return new Reply.Done();
    }

    private static Reply resume(Draft draft, Change.Resume resume) {
        State state = draft.state;
        if (!state.isReady()) {
            return new Reply.Refused(Reason.STARTING, Optional.empty(), Optional.empty(), 0, 0);
        }
        for (Verdict latch : state.latches()) {
            if (Verdicts.causeStands(state, latch)) {
                return new Reply.Refused(
                        Reason.CAUSE_STANDS, Optional.of(latch), latch.module(), latch.used(), latch.limit());
            }
        }
        if (state.storeFailing() && !state.latches().isEmpty()) {
            return new Reply.Refused(Reason.STORE_FULL, Optional.empty(), Optional.empty(), 0, 0);
        }
        state.latches().forEach(latch -> Verdicts.clear(draft, latch, resume.by()));
        return new Reply.Done();
    }

    /** The answer for a seat that is held already, from a keep-alive or a repeated request. */
    static Reply again(State state, Seat seat, boolean returning) {
        Optional<Verdict> refusing = Verdicts.refusing(state, seat);
        if (refusing.isPresent()) {
            Verdict verdict = refusing.get();
            return refused(Reason.LIMIT_EXCEEDED, refusing, seat.module(), verdict.used(), verdict.limit());
        }
        return state.module(seat.module())
                .map(module -> granted(state, module, seat, returning))
                .orElseGet(() -> unknownSeat(state, seat.id()));
    }

    private static Reply granted(State state, Module module, Seat seat, boolean returning) {
        return new Reply.Granted(
                seat, returning, Verdicts.suspending(state, seat), state.used(module), state.bound(module.id()));
    }

    private static Reply refused(Reason reason, Optional<Verdict> verdict, ModuleId module, long used, long limit) {
        return new Reply.Refused(reason, verdict, Optional.of(module), used, limit);
    }

    /** There is no such seat, or no longer; its holder is told where an administrator ended it. */
    static Reply unknownSeat(State state, SeatId seat) {
        return Reply.Refused.seatUnknown(state.evictions().of(seat));
    }
}
