// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Preview.Effect;
import io.webgate.license.api.Preview.Kind;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What would happen under other limits: {@link Decide} decides, and what it leaves is held against what is (R9). Pure. */
final class Previews {

    private static final long MOST_SIMULATED = 10_000;

    private Previews() {}

    static Preview of(State state, Limits limits, Instant now) {
        State then = Decide.decide(state, new Change.NewLimits(newer(state, limits)), now)
                .next();
        List<Effect> effects = new ArrayList<>();
        gate(state, then, effects);
        limits.modules().values().stream()
                .sorted(Comparator.comparing(Module::id))
                .forEach(module -> module(module, state, then, effects));
        effects.sort(Comparator.comparing(Effect::kind));
        return new Preview(effects);
    }

    /**
     * What would happen if so many more connected, or were configured; one after another, as they would come.
     *
     * @param activity which of those who are there would make room (R46)
     */
    static Preview simulated(State state, ModuleId id, long more, Activity activity, Instant now) {
        if (more < 1 || more > MOST_SIMULATED) {
            throw new IllegalArgumentException("Between 1 and " + MOST_SIMULATED + " more, not " + more);
        }
        Optional<Module> known = state.module(id);
        if (known.isEmpty() || known.get().counting() == Module.Counting.HOST) {
            return new Preview(List.of());
        }
        Module module = known.get();
        List<SeatId> newcomers = new ArrayList<>();
        long refused = 0;
        State then = state;
        if (module.counting() == Module.Counting.METER) {
            then = Decide.decide(then, new Change.Configured(id, Saturating.sum(state.used(module), more)), now)
                    .next();
        } else {
            for (int number = 1; number <= more; number++) {
                Change.Connect wish = activity.besides(then, newcomer(state, module, number), now);
                Decision decision = Decide.decide(then, wish, now);
                then = decision.next();
                newcomers.add(wish.seat());
                refused += decision.reply() instanceof Reply.Refused ? 1 : 0;
            }
        }
        return new Preview(effects(state, then, module, newcomers, refused));
    }

    private static List<Effect> effects(State state, State then, Module module, List<SeatId> newcomers, long refused) {
        List<Effect> effects = new ArrayList<>();
        gate(state, then, effects);
        boolean stops = effects.stream().anyMatch(effect -> effect.kind() == Kind.GATE_STOPS);
        if (refused > 0 && !stops) {
            effects.add(new Effect(
                    Kind.NEWCOMERS_REFUSED, Optional.of(module.id()), then.bound(module.id()), refused, List.of()));
        }
        List<SeatId> suspended = newcomers.stream()
                .filter(seat -> Optional.ofNullable(then.seats().get(seat))
                        .filter(taken -> !Verdicts.suspending(then, taken).isEmpty())
                        .isPresent())
                .toList();
        if (!suspended.isEmpty()) {
            effects.add(new Effect(
                    Kind.NEWCOMERS_SUSPENDED,
                    Optional.of(module.id()),
                    then.bound(module.id()),
                    suspended.size(),
                    List.of()));
        }
        List<SeatId> displaced = module.consequence().displaceIdle().isEmpty()
                ? List.of()
                : state.inOrder(module.id()).stream()
                        .map(Seat::id)
                        .filter(seat -> !then.seats().containsKey(seat))
                        .toList();
        if (!displaced.isEmpty()) {
            effects.add(effect(Kind.DISPLACED, module, then, displaced));
        }
        state.limits().stream()
                .flatMap(limits -> limits.modules().values().stream())
                .sorted(Comparator.comparing(Module::id))
                .forEach(other -> module(other, state, then, effects));
        // of those who are asked about it has been told; what remains concerns who is there now
        boolean told = refused > 0 || !suspended.isEmpty();
        return effects.stream()
                .map(effect -> known(effect, newcomers))
                .filter(effect -> !effect.seats().isEmpty() || !isOfSeats(effect.kind(), told))
                .sorted(Comparator.comparing(Effect::kind))
                .toList();
    }

    private static Effect known(Effect effect, List<SeatId> newcomers) {
        Set<SeatId> unknown = Set.copyOf(newcomers);
        return new Effect(
                effect.kind(),
                effect.module(),
                effect.limit(),
                effect.used(),
                effect.seats().stream().filter(seat -> !unknown.contains(seat)).toList());
    }

    private static boolean isOfSeats(Kind kind, boolean told) {
        return kind == Kind.MORE_CUT || kind == Kind.FEWER_CUT || (kind == Kind.CONSEQUENCE_BEGINS && told);
    }

    private static Change.Connect newcomer(State state, Module module, int number) {
        SeatId seat = new SeatId("simulated-" + state.nextOrder() + "-" + number);
        return new Change.Connect(
                seat,
                module.id(),
                new Subject(seat.value(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                Long.MAX_VALUE,
                Duration.ofMinutes(5));
    }

    /** Whatever revision they bear, they are looked at as the next ones. */
    private static Limits newer(State state, Limits limits) {
        long next = state.limits().map(known -> known.revision() + 1).orElse(limits.revision());
        return new Limits(next, limits.at(), limits.nextChange(), limits.modules(), limits.byModule());
    }

    private static void gate(State state, State then, List<Effect> effects) {
        Set<Long> known = state.latches().stream().map(Verdict::seq).collect(Collectors.toSet());
        for (Verdict latch : then.latches()) {
            if (!known.contains(latch.seq())) {
                effects.add(new Effect(Kind.GATE_STOPS, latch.module(), latch.limit(), latch.used(), latch.cut()));
            }
        }
        if (!state.latches().isEmpty() && then.latches().isEmpty()) {
            effects.add(new Effect(Kind.GATE_OPENS, Optional.empty(), 0, 0, List.of()));
        }
    }

    private static void module(Module module, State state, State then, List<Effect> effects) {
        Optional<Verdict> before = applied(state.standing(), module);
        Optional<Verdict> after = applied(then.standing(), module);
        if (before.isEmpty() && after.isEmpty()) {
            boolean withheld = Withheld.is(state, module);
            if (withheld != Withheld.is(then, module)) {
                effects.add(effect(withheld ? Kind.GRANTED : Kind.WITHHELD, module, then, List.of()));
            }
        } else {
            verdict(module, then, before, after, effects);
        }
        verdict(module, then, applied(state.lacking(), module), applied(then.lacking(), module), effects);
    }

    private static Optional<Verdict> applied(Map<ModuleId, Verdict> verdicts, Module module) {
        return Optional.ofNullable(verdicts.get(module.id())).filter(Verdict::isApplied);
    }

    private static void verdict(
            Module module, State then, Optional<Verdict> before, Optional<Verdict> after, List<Effect> effects) {
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        if (before.isEmpty()) {
            effects.add(effect(
                    Kind.CONSEQUENCE_BEGINS, module, then, after.orElseThrow().cut()));
        } else if (after.isEmpty()) {
            effects.add(effect(
                    Kind.CONSEQUENCE_ENDS, module, then, before.orElseThrow().cut()));
        } else {
            List<SeatId> was = before.orElseThrow().cut();
            List<SeatId> is = after.orElseThrow().cut();
            more(Kind.MORE_CUT, module, then, was, is).ifPresent(effects::add);
            more(Kind.FEWER_CUT, module, then, is, was).ifPresent(effects::add);
        }
    }

    private static Optional<Effect> more(Kind kind, Module module, State then, List<SeatId> less, List<SeatId> more) {
        Set<SeatId> common = Set.copyOf(less);
        List<SeatId> added =
                more.stream().filter(seat -> !common.contains(seat)).toList();
        return added.isEmpty() ? Optional.empty() : Optional.of(effect(kind, module, then, added));
    }

    private static Effect effect(Kind kind, Module module, State then, List<SeatId> seats) {
        return new Effect(kind, Optional.of(module.id()), then.bound(module.id()), then.used(module), seats);
    }
}
