// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.WAITER;
import static io.webgate.ledger.internal.Given.licensed;
import static io.webgate.ledger.internal.Given.register;
import static org.assertj.core.api.Assertions.assertThat;

/** The order of connection: who is cut, and whose place is kept. */
final class OrderTest {

    private static final Optional<String> ALONE = Optional.empty();

    private static Change.Connect alone(String device) {
        return register(REGISTER, device, ALONE, 1);
    }

    private static Change.Connect scale(String device, String manager) {
        return register(REGISTER, device, Optional.of(manager), 1);
    }

    private static SeatId id(String device) {
        return new SeatId("test-register-" + device);
    }

    private static List<SeatId> cut(Scenario s) {
        return Optional.ofNullable(s.state.standing().get(REGISTER.id()))
                .map(Verdict::cut)
                .orElse(List.of());
    }

    private static void leave(Scenario s, String device) {
        s.then(new Change.Leave(id(device), EndReason.CLOSED));
    }

    // ------------------------------------------------------------------ groups

    @Test
    void r21TheManagersThatConnectedLastAreCutWhicheverAddedTheScale() {
        Scenario s = new Scenario(licensed(REGISTER, 4));
        s.then(scale("a1", "a"));
        s.then(scale("b1", "b"));
        s.then(scale("b2", "b"));
        s.then(scale("a2", "a"));
        assertThat(cut(s)).isEmpty();

        s.then(scale("a3", "a"));

        assertThat(cut(s)).as("a was first, whichever scale came last").containsExactlyInAnyOrder(id("b1"), id("b2"));
    }

    @Test
    void r21FromTheNewestBackUntilTheRestFits() {
        Scenario s = new Scenario(licensed(REGISTER, 3));
        for (String manager : List.of("a", "b", "c")) {
            s.then(scale(manager + "1", manager));
            s.then(scale(manager + "2", manager));
        }
        assertThat(cut(s)).containsExactlyInAnyOrder(id("b1"), id("b2"), id("c1"), id("c2"));
    }

    @Test
    void r21ASingleManagerOverTheLimitIsCutWhole() {
        Scenario s = new Scenario(licensed(REGISTER, 2));
        s.then(register(REGISTER, "m", ALONE, 2));
        assertThat(cut(s)).isEmpty();
        s.then(register(REGISTER, "m", ALONE, 3));
        assertThat(cut(s)).containsExactly(id("m"));
        s.then(register(REGISTER, "m", ALONE, 2));
        assertThat(cut(s)).isEmpty();
    }

    @Test
    void r21AManagerKeepsItsPlaceWhenTheScaleThatCameFirstGoes() {
        Scenario s = new Scenario(licensed(REGISTER, 10));
        s.then(scale("a1", "a"));
        s.then(scale("b1", "b"));
        s.then(scale("a2", "a"));
        leave(s, "a1");
        s.then(licensed(REGISTER, 1));
        assertThat(cut(s)).containsExactly(id("b1"));
    }

    @Test
    void aSmallerNewerOneNeverJumpsTheQueue() {
        Scenario s = new Scenario(licensed(REGISTER, 4));
        s.then(alone("old"));
        s.then(register(REGISTER, "big", ALONE, 5));
        s.then(alone("small"));
        assertThat(cut(s)).containsExactly(id("big"), id("small"));
    }

    // ------------------------------------------------------------------ weight

    @Test
    void aGrowingWeightKeepsItsPlace() {
        Scenario s = new Scenario(licensed(REGISTER, 3));
        Reply.Granted first = s.granted(alone("old"));
        s.then(alone("new"));

        Reply.Granted grown = s.granted(register(REGISTER, "old", ALONE, 3));

        assertThat(grown.returning()).isTrue();
        assertThat(grown.seat().order()).isEqualTo(first.seat().order());
        assertThat(grown.seat().fence()).isEqualTo(first.seat().fence());
        assertThat(grown.suspendedBy()).isEmpty();
        assertThat(cut(s)).containsExactly(id("new"));
        assertThat(s.entries(Entry.SeatChanged.class)).hasSize(1);
    }

    @Test
    void r40AGrowthThatDoesNotFitIsRefusedAndNothingChanges() {
        Scenario s = new Scenario(licensed(MANAGER, 2));
        s.granted(register(MANAGER, "m", ALONE, 2));
        Reply.Refused refused = s.refused(register(MANAGER, "m", ALONE, 3), Reason.LIMIT_EXCEEDED);
        assertThat(refused.used()).isEqualTo(2);
        assertThat(s.state.used(MANAGER)).isEqualTo(2);
        s.granted(register(MANAGER, "m", ALONE, 1));
        assertThat(s.state.used(MANAGER)).isEqualTo(1);
    }

    @Test
    void r23AGrowthAboveTheLimitStopsTheGate() {
        Scenario s = new Scenario(licensed(WAITER, 2));
        s.granted(Given.connect(WAITER, "tablet", "anna", 2, 9));
        s.refused(Given.connect(WAITER, "tablet", "anna", 3, 9), Reason.GATE_STOPPED);
        assertThat(s.state.latches()).hasSize(1);
    }

    @Test
    void r56GrowingWaitsForTheStoreAndShrinkingDoesNot() {
        Scenario s = new Scenario(licensed(REGISTER, 5));
        s.granted(register(REGISTER, "m", ALONE, 2));
        s.state = s.state.withStoreFailing(true);
        s.refused(register(REGISTER, "m", ALONE, 3), Reason.STORE_FULL);
        assertThat(s.state.used(REGISTER)).isEqualTo(2);
        s.granted(register(REGISTER, "m", ALONE, 1));
        assertThat(s.state.used(REGISTER)).isEqualTo(1);
    }

    // ------------------------------------------------------------------ kept places

    @Test
    void anOlderDeviceThatComesBackGoesBeforeNewerOnes() {
        Scenario s = new Scenario(licensed(REGISTER, 2));
        s.then(alone("a"));
        s.then(alone("b"));
        leave(s, "a");
        s.later(Duration.ofHours(12));
        s.then(alone("c"));
        assertThat(cut(s)).isEmpty();

        s.then(alone("a"));

        assertThat(s.order(REGISTER)).containsExactly(id("a"), id("b"), id("c"));
        assertThat(cut(s)).containsExactly(id("c"));
    }

    @Test
    void aPlaceIsKeptForSevenDaysAndNotLonger() {
        Scenario kept = away(Place.KEPT.minusMillis(10));
        assertThat(kept.order(REGISTER)).containsExactly(id("a"), id("b"));

        Scenario lost = away(Place.KEPT);
        assertThat(lost.order(REGISTER)).containsExactly(id("b"), id("a"));
    }

    private static Scenario away(Duration time) {
        Scenario s = new Scenario(licensed(REGISTER, 9));
        s.then(alone("a"));
        s.then(alone("b"));
        leave(s, "a");
        s.later(time);
        s.then(alone("a"));
        return s;
    }

    @Test
    void aPlaceThatWasKeptLongEnoughIsForgotten() {
        Scenario s = new Scenario(licensed(REGISTER, 9));
        s.then(alone("a"));
        leave(s, "a");
        assertThat(s.state.seating().places()).hasSize(1);
        s.later(Place.KEPT);
        s.then(new Change.TimePassed(List.of()));
        assertThat(s.state.seating().places()).isEmpty();
        assertThat(s.entries(Entry.PlacesForgotten.class)).hasSize(1);
    }

    @Test
    void whoExpiresKeepsItsPlaceAndWhoIsEvictedDoesNot() {
        Scenario s = new Scenario(licensed(REGISTER, 9));
        s.then(alone("a"));
        s.then(alone("b"));
        s.then(new Change.TimePassed(List.of(id("a"))));
        s.then(alone("a"));
        assertThat(s.order(REGISTER)).containsExactly(id("a"), id("b"));

        s.then(new Change.Evict(id("a"), "olga", Optional.empty(), Duration.ZERO));
        s.then(alone("a"));
        assertThat(s.order(REGISTER)).containsExactly(id("b"), id("a"));
    }

    @Test
    void sessionsAtTheGateLeaveNoPlaceBehind() {
        Scenario s = new Scenario(licensed(WAITER, 9));
        Reply.Granted granted = s.granted(Given.connect(WAITER, "tablet"));
        s.then(new Change.Leave(granted.seat().id(), EndReason.CLOSED));
        assertThat(s.state.seating().places()).isEmpty();
    }
}
