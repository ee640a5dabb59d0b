// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Preview.Kind;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a preview of other limits says (R9). */
class PreviewsTest {

    private State state = State.EMPTY;
    private final Activity activity = new Activity();

    private void happens(Change change) {
        state = Decide.decide(state, change, NOON).next();
    }

    private static Limits limits(long waiters, long registers, long managers, long jobs) {
        return Given.limits(WAITER, waiters, REGISTER, registers, MANAGER, managers, MAILER, jobs);
    }

    private List<String> effects(Limits limits) {
        return words(Previews.of(state, limits, NOON));
    }

    private static List<String> words(Preview preview) {
        return preview.effects().stream()
                .map(effect ->
                        effect.kind() + effect.module().map(id -> " " + id).orElse("") + " " + effect.used() + "/"
                                + effect.limit() + " " + effect.seats().size())
                .toList();
    }

    @Test
    void nothingHappensNothingIsSaid() {
        happens(new Change.NewLimits(limits(2, 2, 2, 2)));
        happens(new Change.Configured(MAILER.id(), 1));
        State before = state;
        assertThat(effects(limits(3, 4, 5, 6))).isEmpty();
        assertThat(state).isSameAs(before);
    }

    @Test
    void fewerThanAreInUseSaysWhoIsHit_R22_R23() {
        happens(new Change.NewLimits(limits(2, 3, 2, 2)));
        happens(new Change.Configured(MAILER.id(), 2));
        for (String device : List.of("a", "b")) {
            happens(Given.connect(WAITER, device));
        }
        for (String device : List.of("a", "b", "c")) {
            happens(Given.connect(REGISTER, device));
        }
        assertThat(effects(limits(1, 1, 0, 1)))
                .containsExactly(
                        "GATE_STOPS test.waiter 2/1 2",
                        "CONSEQUENCE_BEGINS test.mailer 2/1 0",
                        "CONSEQUENCE_BEGINS test.register 3/1 2",
                        "WITHHELD test.manager 0/0 0");
    }

    @Test
    void moreSaysWhatBeginsToRun_R54() {
        happens(new Change.NewLimits(limits(1, 1, 0, 1)));
        happens(new Change.Configured(MAILER.id(), 2));
        happens(Given.connect(WAITER, "a"));
        happens(Given.connect(WAITER, "b"));
        for (String device : List.of("a", "b", "c")) {
            happens(Given.connect(REGISTER, device));
        }
        assertThat(effects(limits(2, 2, 1, 2)))
                .containsExactly(
                        "GRANTED test.manager 0/1 0",
                        "FEWER_CUT test.register 3/2 1",
                        "CONSEQUENCE_ENDS test.mailer 2/2 0",
                        "GATE_OPENS 0/0 0");
        assertThat(effects(limits(1, 0, 0, 1))).containsExactly("MORE_CUT test.register 3/0 1");
    }

    /** The gate is latched afterwards, a seat is cut afterwards, exactly where the preview says so. */
    @Test
    void previewIsWhatThenHappens_R9() {
        List<Module> modules = List.of(WAITER, REGISTER, MANAGER, MAILER);
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            state = State.EMPTY;
            happens(new Change.NewLimits(random(random)));
            for (int step = 0; step < 30; step++) {
                if (random.nextInt(3) == 0) {
                    Limits next = random(random);
                    State before = state;
                    Preview preview = Previews.of(state, next, NOON);
                    happens(new Change.NewLimits(next));
                    compare(seed, before, preview);
                } else if (random.nextInt(3) == 0) {
                    happens(new Change.Configured(MAILER.id(), random.nextInt(4)));
                } else if (random.nextInt(6) == 0) {
                    happens(new Change.Resume("anna"));
                } else {
                    happens(Given.connect(modules.get(random.nextInt(3)), "d" + random.nextInt(6)));
                }
            }
        }
    }

    private List<String> simulated(Module module, long more) {
        return words(Previews.simulated(state, module.id(), more, activity, NOON));
    }

    @Test
    void r46WhoIsIdleMakesRoomInTheSimulationToo() {
        happens(Given.licensed(Given.PHONE, 2));
        happens(new Change.Displacing(Map.of(Given.PHONE.id(), Duration.ofMinutes(10))));
        happens(Given.active(Given.PHONE, "a", NOON));
        happens(Given.active(Given.PHONE, "b", NOON));
        activity.at(Given.seat(Given.PHONE, "a"), NOON.minus(Duration.ofHours(1)));
        activity.at(Given.seat(Given.PHONE, "b"), NOON);
        assertThat(simulated(Given.PHONE, 1)).containsExactly("DISPLACED test.phone 2/2 1");
        assertThat(simulated(Given.PHONE, 2))
                .containsExactly("NEWCOMERS_REFUSED test.phone 1/2 0", "DISPLACED test.phone 2/2 1");
    }

    @Test
    void whatIfSoManyMoreConnect() {
        happens(new Change.NewLimits(limits(2, 2, 2, 2)));
        happens(new Change.Configured(MAILER.id(), 1));
        happens(Given.connect(WAITER, "a"));
        happens(Given.connect(REGISTER, "a"));
        happens(Given.connect(MANAGER, "a"));
        State before = state;
        assertThat(simulated(WAITER, 1)).isEmpty();
        assertThat(simulated(WAITER, 2)).containsExactly("GATE_STOPS test.waiter 3/2 1");
        assertThat(simulated(MAILER, 1)).isEmpty();
        assertThat(simulated(MAILER, 2)).containsExactly("CONSEQUENCE_BEGINS test.mailer 3/2 0");
        assertThat(simulated(MANAGER, 3)).containsExactly("NEWCOMERS_REFUSED test.manager 2/2 0");
        assertThat(simulated(REGISTER, 3)).containsExactly("NEWCOMERS_SUSPENDED test.register 2/2 0");
        assertThat(state).isSameAs(before);
        assertThatThrownBy(() -> simulated(WAITER, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> simulated(WAITER, 10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThat(simulated(Given.TILL, 1)).isEmpty();
    }

    @Test
    void whatIfTellsOfThoseWhoAreThereNow_R24() {
        state = Decide.decide(State.EMPTY, Given.licensed(Given.TERMINAL, 2), NOON)
                .next();
        happens(Given.register(Given.TERMINAL, "a", Optional.empty(), 1));
        happens(Given.register(Given.TERMINAL, "b", Optional.empty(), 1));
        assertThat(simulated(Given.TERMINAL, 1))
                .containsExactly("CONSEQUENCE_BEGINS test.terminal 3/2 2", "NEWCOMERS_SUSPENDED test.terminal 1/2 0");
    }

    @Test
    void previewsTellOfFeatures_R45() {
        state = Decide.decide(State.EMPTY, Given.licensed(Given.TILL, 2, Set.of(Given.BONUS)), NOON)
                .next();
        happens(Given.register(Given.TILL, "a", Optional.empty(), 1, "bonus-accounts"));
        Limits without = Given.licensed(Given.TILL, 2, Set.of()).limits();
        assertThat(effects(without)).containsExactly("CONSEQUENCE_BEGINS test.till 1/2 1");
        happens(new Change.NewLimits(without));
        assertThat(effects(Given.licensed(Given.TILL, 2, Set.of(Given.BONUS)).limits()))
                .containsExactly("CONSEQUENCE_ENDS test.till 1/2 1");
    }

    private static Limits random(Random random) {
        return limits(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
    }

    private void compare(int seed, State before, Preview preview) {
        assertThat(says(preview, Kind.GATE_STOPS))
                .as("seed %s", seed)
                .isEqualTo(!before.latches().containsAll(state.latches()));
        assertThat(says(preview, Kind.GATE_OPENS))
                .as("seed %s", seed)
                .isEqualTo(!before.latches().isEmpty() && state.latches().isEmpty());
        Set<SeatId> begins = new HashSet<>(cut(state));
        begins.removeAll(cut(before));
        Set<SeatId> ends = new HashSet<>(cut(before));
        ends.removeAll(cut(state));
        assertThat(seats(preview, Kind.CONSEQUENCE_BEGINS, Kind.MORE_CUT))
                .as("seed %s", seed)
                .isEqualTo(begins);
        assertThat(seats(preview, Kind.CONSEQUENCE_ENDS, Kind.FEWER_CUT))
                .as("seed %s", seed)
                .isEqualTo(ends);
    }

    private static boolean says(Preview preview, Kind kind) {
        return preview.effects().stream().anyMatch(effect -> effect.kind() == kind);
    }

    private static Set<SeatId> seats(Preview preview, Kind one, Kind other) {
        List<SeatId> seats = new ArrayList<>();
        preview.effects().stream()
                .filter(effect -> effect.kind() == one || effect.kind() == other)
                .forEach(effect -> seats.addAll(effect.seats()));
        return new HashSet<>(seats);
    }

    private static Set<SeatId> cut(State state) {
        Set<SeatId> cut = new HashSet<>();
        state.standing().values().stream().map(Verdict::cut).forEach(cut::addAll);
        return cut;
    }
}
