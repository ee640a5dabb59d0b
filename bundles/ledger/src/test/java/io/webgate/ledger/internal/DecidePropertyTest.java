// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds after any changes in any order. Seeded: a failure names its seed and replays. */
final class DecidePropertyTest {

    private static final Module LENT =
            Given.with(Given.TERMINAL, new Module.Terms(Optional.empty(), 2, Optional.of(Duration.ofMillis(40))));
    private static final Module SHADOWED =
            Given.with(Given.CENTRE, new Module.Terms(Optional.of(Given.NOON.plusMillis(60)), 0, Optional.empty()));
    private static final List<Module> MODULES = List.of(
            Given.WAITER,
            Given.RETAIL,
            Given.REPORTS,
            Given.MAILER,
            Given.MANAGER,
            Given.REGISTER,
            Given.TILL,
            Given.PHONE,
            Given.SERVER,
            Given.CLIENT,
            Given.SITE,
            LENT,
            SHADOWED);
    private static final int SEEDS =
            Integer.getInteger("webgate.seeds", Boolean.getBoolean("webgate.long") ? 20_000 : 300);
    private static final int STEPS = 200;

    @Test
    void whateverHappensTheInvariantsHold() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Walk(seed).walk();
        }
    }

    @Test
    void applyingARemedyMakesTheVerdictGo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Walk walk = new Walk(seed);
            walk.walk();
            walk.remedies();
        }
    }

    private static final class Walk {
        private final int seed;
        private final Random random;
        private State state = State.EMPTY;
        private Instant now = Given.NOON;
        private long lastSeq;
        private long lastFence;
        private int seats;
        private final Durable durable = new Durable();

        Walk(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void walk() {
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(2)); // ties in the same millisecond too
                if (random.nextInt(40) == 0) {
                    state = state.withStoreFailing(!state.storeFailing());
                    if (!state.storeFailing()) {
                        take(Decide.reconsider(state, now));
                    }
                }
                Change change = change();
                Decision decision = Decide.decide(state, change, now);
                assertThat(decision).as("seed %s: the same again", seed).isEqualTo(Decide.decide(state, change, now));
                answerFits(change, decision);
                take(decision);
                invariants();
            }
        }

        /** Each remedy of each verdict that stands makes it go; raising limit and setting is one. */
        void remedies() {
            if (state.storeFailing()) {
                state = state.withStoreFailing(false);
                take(Decide.reconsider(state, now));
            }
            if (!state.isReady()) {
                return;
            }
            List<Verdict> verdicts = new ArrayList<>(state.standing().values());
            verdicts.addAll(state.lacking().values());
            for (Verdict verdict : verdicts) {
                ModuleId id = verdict.module().orElseThrow();
                Module module = state.module(id).orElseThrow();
                for (Remedy remedy : verdict.remedies()) {
                    State before = state;
                    if (remedy.action() == Remedy.Action.RAISE_SETTING
                            || remedy.action() == Remedy.Action.RAISE_LIMIT) {
                        verdict.remedies().stream()
                                .filter(other -> other.action() == Remedy.Action.RAISE_SETTING)
                                .forEach(other -> state = applied(other, module));
                    }
                    State then = remedy.action() == Remedy.Action.RAISE_SETTING
                                    && verdict.remedies().get(0).action() == Remedy.Action.RAISE_LIMIT
                            ? applied(verdict.remedies().get(0), module)
                            : applied(remedy, module);
                    state = before;
                    Optional<Verdict> left = Optional.ofNullable(
                            (verdict.cause() == Cause.FEATURES ? then.lacking() : then.standing()).get(id));
                    assertThat(left.filter(known -> known.cause() == verdict.cause()))
                            .as("seed %s: %s of %s", seed, remedy, verdict)
                            .isEmpty();
                }
            }
        }

        private State applied(Remedy remedy, Module module) {
            Limits known = state.limits().orElseThrow();
            Limit limit = known.of(module.id());
            return switch (remedy.action()) {
                case RAISE_LIMIT -> limited(known, module, new Limit(remedy.quantity(), limit.features(), List.of()));
                case LICENSE_FEATURES -> {
                    Set<Feature> more = new HashSet<>(limit.features());
                    more.addAll(remedy.features());
                    yield limited(known, module, new Limit(limit.quantity(), more, List.of()));
                }
                case RAISE_SETTING -> then(new Change.Bounded(Map.of(module.id(), remedy.quantity())));
                case DROP_FEATURES -> {
                    State next = state;
                    for (Seat seat : state.inOrder(module.id())) {
                        Set<Feature> kept = new HashSet<>(seat.features());
                        kept.removeAll(remedy.features());
                        Change.Connect plain = new Change.Connect(
                                seat.id(),
                                seat.module(),
                                seat.subject(),
                                seat.group(),
                                seat.weight(),
                                kept,
                                Long.MAX_VALUE,
                                Duration.ofMinutes(30));
                        next = Decide.decide(next, plain, now).next();
                    }
                    yield next;
                }
                case REDUCE_USE -> {
                    if (module.counting() == Module.Counting.METER) {
                        yield then(new Change.Configured(module.id(), state.used(module) - remedy.quantity()));
                    }
                    State next = state;
                    long gone = 0;
                    for (Seat seat : state.inOrder(module.id())) {
                        if (gone < remedy.quantity()) {
                            gone += seat.weight();
                            next = Decide.decide(next, new Change.Leave(seat.id(), EndReason.CLOSED), now)
                                    .next();
                        }
                    }
                    yield next;
                }
                case RESUME -> then(new Change.Resume("olga"));
            };
        }

        private State limited(Limits known, Module module, Limit limit) {
            Map<ModuleId, Limit> byModule = new HashMap<>(known.byModule());
            byModule.put(module.id(), limit);
            return then(new Change.NewLimits(
                    new Limits(known.revision() + 1, known.at(), known.nextChange(), known.modules(), byModule)));
        }

        private State then(Change change) {
            return Decide.decide(state, change, now).next();
        }

        private void take(Decision decision) {
            durable.take(decision, now, "seed " + seed);
            for (Entry entry : decision.entries()) {
                if (entry instanceof Entry.SeatTaken taken) {
                    assertThat(taken.seat().fence()).as("I4, seed %s", seed).isGreaterThan(lastFence);
                    lastFence = taken.seat().fence();
                } else if (entry instanceof Entry.Passed passed) {
                    assertThat(passed.verdict().seq()).as("seed %s", seed).isGreaterThan(lastSeq);
                    lastSeq = passed.verdict().seq();
                }
                assertThat(state.storeFailing() && entry.permits())
                        .as("R56, seed %s: %s", seed, entry)
                        .isFalse();
            }
            state = decision.next();
        }

        private void answerFits(Change change, Decision decision) {
            if (change instanceof Change.Connect && decision.reply() instanceof Reply.Granted granted) {
                assertThat(decision.next().seats())
                        .as("seed %s", seed)
                        .containsKey(granted.seat().id());
            }
            if (decision.reply() instanceof Reply.Refused && !(change instanceof Change.Connect)) {
                assertThat(decision.entries())
                        .as("seed %s: a refusal changes nothing but what is due by itself", seed)
                        .isIn(
                                List.of(),
                                Decide.decide(state, new Change.TimePassed(List.of()), now)
                                        .entries());
            }
        }

        private void invariants() {
            for (Module module : MODULES) {
                List<Seat> inOrder = state.inOrder(module.id());
                long weight = inOrder.stream().mapToLong(Seat::weight).sum();
                boolean seated = module.counting() == Module.Counting.GATE_SESSIONS
                        || module.counting() == Module.Counting.CONNECTIONS;
                if (seated) {
                    assertThat(state.used(module)).as("seed %s", seed).isEqualTo(weight);
                }
                for (Seat seat : inOrder) {
                    assertThat(state.seatOf(SubjectKey.of(seat)))
                            .as("seed %s", seed)
                            .contains(seat);
                }
                if (!state.isReady()) {
                    continue;
                }
                boolean over = state.isOver(module);
                boolean latched = state.latches().stream()
                        .anyMatch(verdict ->
                                verdict.module().filter(module.id()::equals).isPresent());
                boolean standing = state.standing().containsKey(module.id());
                switch (module.consequence().effect()) {
                    case STOP_GATE ->
                        assertThat(over && !latched).as("I1, seed %s", seed).isFalse();
                    case REFUSE, HOLD, SUSPEND ->
                        assertThat(over && !standing).as("I1, seed %s", seed).isFalse();
                }
                if (module.counting() == Module.Counting.CONNECTIONS) {
                    served(module, inOrder);
                }
                Verdict told = state.standing().get(module.id());
                if (told != null && !state.storeFailing()) {
                    assertThat(told.limit())
                            .as("tells of now, seed %s, %s", seed, told)
                            .isEqualTo(state.bound(module.id()));
                    assertThat(told.cause() == Cause.SETTING)
                            .as("tells of now, seed %s, %s", seed, told)
                            .isEqualTo(state.bound(module.id())
                                    < state.licensed(module.id()).quantity());
                    assertThat(state.seats().keySet())
                            .as("seed %s, %s", seed, told)
                            .containsAll(told.cut());
                    if (module.counting() == Module.Counting.METER) {
                        assertThat(told.used()).as("seed %s, %s", seed, told).isEqualTo(state.used(module));
                    }
                    assertThat(told.isApplied() || !over)
                            .as("seed %s, %s", seed, told)
                            .isTrue();
                    assertThat(told.leniency().flatMap(Verdict.Leniency::until).filter(until -> !now.isBefore(until)))
                            .as("seed %s, %s", seed, told)
                            .isEmpty();
                }
                if (module.counting() == Module.Counting.GATE_SESSIONS
                        && !state.latches().isEmpty()) {
                    assertThat(inOrder).as("then nobody, seed %s", seed).isEmpty();
                }
            }
        }

        /** Served is never more than what is licensed or lent; the oldest are served; features are paid for. */
        private void served(Module module, List<Seat> inOrder) {
            List<Seat> served = inOrder.stream()
                    .filter(seat -> state.standing().values().stream()
                            .filter(Verdict::isApplied)
                            .noneMatch(verdict -> verdict.cut().contains(seat.id())))
                    .toList();
            assertThat(module.aggregate()
                            || inOrder.stream()
                                    .allMatch(seat ->
                                            seat.weight() > 0 && seat.group().isEmpty()))
                    .as("each is one, for itself; seed %s, %s", seed, module.id())
                    .isTrue();
            long weight = served.stream().mapToLong(Seat::weight).sum();
            assertThat(weight).as("I1, seed %s, %s", seed, module.id()).isLessThanOrEqualTo(state.ceiling(module));
            Set<Feature> features = state.licensed(module.id()).features();
            Optional<Verdict> lacking = Optional.ofNullable(state.lacking().get(module.id()));
            for (Seat seat : inOrder) {
                boolean cut = lacking.filter(verdict -> verdict.cut().contains(seat.id()))
                        .isPresent();
                boolean licensed = features.containsAll(seat.features());
                assertThat(cut || licensed).as("R45, seed %s, %s", seed, seat).isTrue();
                assertThat(cut && licensed && !state.storeFailing())
                        .as("R45, seed %s, %s", seed, seat)
                        .isFalse();
            }
            if (!state.storeFailing()
                    && inOrder.stream().allMatch(seat -> seat.group().isEmpty())) {
                List<Seat> prefix = inOrder.subList(0, served.size());
                assertThat(served)
                        .as("the oldest are served, seed %s, %s", seed, module.id())
                        .isEqualTo(prefix);
            }
        }

        private Change change() {
            Module module = MODULES.get(random.nextInt(MODULES.size()));
            return switch (random.nextInt(13)) {
                case 0, 1, 2, 3, 4 -> connect(module);
                case 5 -> new Change.Leave(anySeat(), EndReason.CLOSED);
                case 6 -> new Change.Configured(module.id(), random.nextInt(5));
                case 7 -> limits();
                case 8 -> new Change.TimePassed(List.of(anySeat()));
                case 9 -> new Change.Resume("olga");
                case 11 ->
                    new Change.Displacing(
                            random.nextBoolean() ? Map.of() : Map.of(Given.PHONE.id(), Duration.ofMinutes(10)));
                case 10 ->
                    random.nextBoolean()
                            ? new Change.Evict(
                                    anySeat(), "olga", Optional.empty(), Duration.ofMillis(random.nextInt(3)))
                            : new Change.Bounded(Map.of(module.id(), (long) random.nextInt(4)));
                default ->
                    random.nextInt(5) == 0
                            ? new Change.Stop("olga", Optional.empty())
                            : new Change.KeepAlive(anySeat());
            };
        }

        private Change limits() {
            List<Object> arguments = new ArrayList<>();
            for (Module module : MODULES) {
                arguments.add(module);
                arguments.add(random.nextInt(6));
            }
            Limits plain = Given.limits(arguments.toArray());
            Map<ModuleId, Limit> byModule = new HashMap<>(plain.byModule());
            byModule.computeIfPresent(
                    Given.TILL.id(),
                    (id, limit) -> new Limit(
                            limit.quantity(), random.nextBoolean() ? Set.of(Given.BONUS) : Set.of(), List.of()));
            return new Change.NewLimits(
                    new Limits(plain.revision(), plain.at(), plain.nextChange(), plain.modules(), byModule));
        }

        private Change connect(Module module) {
            return new Change.Connect(
                    new SeatId("s" + ++seats),
                    module.id(),
                    new Subject("d" + random.nextInt(6), Optional.of("w" + random.nextInt(2)), Optional.empty()),
                    random.nextInt(3) == 0 ? Optional.of("g" + random.nextInt(2)) : Optional.empty(),
                    random.nextInt(4),
                    module.equals(Given.TILL) && random.nextInt(3) == 0
                            ? Set.of(random.nextBoolean() ? Given.BONUS : Given.VIDEO)
                            : Set.of(),
                    random.nextBoolean()
                            ? Optional.of(now.minus(Duration.ofMinutes(random.nextInt(20))))
                            : Optional.empty(),
                    1 + random.nextInt(3),
                    Duration.ofMinutes(30),
                    state.inOrder(module.id()).stream()
                            .map(Seat::id)
                            .limit(random.nextInt(3))
                            .toList());
        }

        private SeatId anySeat() {
            List<SeatId> all = List.copyOf(state.seats().keySet());
            return all.isEmpty() ? new SeatId("none") : all.get(random.nextInt(all.size()));
        }
    }
}
