// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Module;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds after any changes in any order. Seeded: a failure names its seed and replays. */
final class DecidePropertyTest {

    private static final List<Module> MODULES =
            List.of(Given.WAITER, Given.RETAIL, Given.REPORTS, Given.MAILER, Given.MANAGER, Given.REGISTER);
    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 20_000 : 300;
    private static final int STEPS = 200;

    @Test
    void whateverHappensTheInvariantsHold() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Walk(seed).walk();
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

        private void take(Decision decision) {
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
                        .as("seed %s: a refusal changes nothing", seed)
                        .isEmpty();
            }
        }

        private void invariants() {
            for (Module module : MODULES) {
                List<Seat> inOrder = state.inOrder(module.id());
                long weight = inOrder.stream().mapToLong(Seat::weight).sum();
                if (module.counting() != Module.Counting.METER) {
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
                Verdict suspending = state.standing().get(module.id());
                if (suspending != null && module.equals(Given.REGISTER)) {
                    long served = inOrder.stream()
                            .filter(seat -> !suspending.cut().contains(seat.id()))
                            .mapToLong(Seat::weight)
                            .sum();
                    assertThat(served).as("I1, seed %s", seed).isLessThanOrEqualTo(state.bound(module.id()));
                }
                if (module.counting() == Module.Counting.GATE_SESSIONS
                        && !state.latches().isEmpty()) {
                    assertThat(inOrder).as("then nobody, seed %s", seed).isEmpty();
                }
            }
        }

        private Change change() {
            Module module = MODULES.get(random.nextInt(MODULES.size()));
            return switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> connect(module);
                case 5 -> new Change.Leave(anySeat(), EndReason.CLOSED);
                case 6 -> new Change.Configured(module.id(), random.nextInt(5));
                case 7 -> limits();
                case 8 -> new Change.TimePassed(List.of(anySeat()));
                case 9 -> new Change.Resume("olga");
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
            return Given.licensed(arguments.toArray());
        }

        private Change connect(Module module) {
            return new Change.Connect(
                    new SeatId("s" + ++seats),
                    module.id(),
                    new Subject("d" + random.nextInt(6), Optional.of("w" + random.nextInt(2)), Optional.empty()),
                    random.nextInt(3) == 0 ? Optional.of("g" + random.nextInt(2)) : Optional.empty(),
                    1 + random.nextInt(2),
                    Set.of(),
                    1 + random.nextInt(3),
                    Duration.ofMinutes(30));
        }

        private SeatId anySeat() {
            List<SeatId> all = List.copyOf(state.seats().keySet());
            return all.isEmpty() ? new SeatId("none") : all.get(random.nextInt(all.size()));
        }
    }
}
