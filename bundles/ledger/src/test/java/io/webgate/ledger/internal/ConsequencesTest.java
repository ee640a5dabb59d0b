// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Module;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static io.webgate.ledger.internal.Given.BONUS;
import static io.webgate.ledger.internal.Given.CENTRE;
import static io.webgate.ledger.internal.Given.CLIENT;
import static io.webgate.ledger.internal.Given.DEBIT;
import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.PHONE;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.SERVER;
import static io.webgate.ledger.internal.Given.SITE;
import static io.webgate.ledger.internal.Given.TERMINAL;
import static io.webgate.ledger.internal.Given.TILL;
import static io.webgate.ledger.internal.Given.VIDEO;
import static io.webgate.ledger.internal.Given.active;
import static io.webgate.ledger.internal.Given.licensed;
import static io.webgate.ledger.internal.Given.register;
import static io.webgate.ledger.internal.Given.requiring;
import static io.webgate.ledger.internal.Given.seat;
import static org.assertj.core.api.Assertions.assertThat;

/** What excess does to applications outside the gate, one test a rule. */
final class ConsequencesTest {

    private static final Optional<String> ALONE = Optional.empty();

    private static Change.Connect one(Module module, String device, String... features) {
        return register(module, device, ALONE, 1, features);
    }

    private static List<SeatId> cut(Scenario s, Module module) {
        return Optional.ofNullable(s.state.standing().get(module.id()))
                .filter(Verdict::isApplied)
                .map(Verdict::cut)
                .orElse(List.of());
    }

    private static void leave(Scenario s, Module module, String device) {
        s.then(new Change.Leave(seat(module, device), EndReason.CLOSED));
    }

    // ------------------------------------------------------------------ suspension

    @Test
    void r20AllAreSuspendedAndWhatTheVendorNamesGoesOn() {
        Scenario s = new Scenario(licensed(CENTRE, 1000));
        assertThat(s.granted(register(CENTRE, "main", ALONE, 1000)).suspendedBy())
                .isEmpty();

        Reply.Granted over = s.granted(register(CENTRE, "main", ALONE, 1001));

        Verdict verdict = over.suspendedBy().get(0);
        assertThat(over.suspendedBy()).hasSize(1);
        assertThat(verdict.used()).isEqualTo(1001);
        assertThat(verdict.limit()).isEqualTo(1000);
        assertThat(verdict.culprit()).map(seat -> seat.id()).contains(seat(CENTRE, "main"));
        assertThat(verdict.consequence().orElseThrow().goesOn()).containsExactly(DEBIT);
        assertThat(s.granted(register(CENTRE, "main", ALONE, 999)).suspendedBy())
                .as("resumes by itself")
                .isEmpty();
    }

    @Test
    void r20ACentreWithoutClientsMayExchange() {
        Scenario s = new Scenario(licensed(CENTRE, 10));
        assertThat(s.granted(register(CENTRE, "new", ALONE, 0)).suspendedBy()).isEmpty();
        assertThat(s.state.used(CENTRE)).isZero();
        s.granted(register(CENTRE, "old", ALONE, 11));
        assertThat(cut(s, CENTRE)).containsExactly(seat(CENTRE, "new"), seat(CENTRE, "old"));
    }

    @Test
    void r24AllTerminalsAreSuspendedByOneTooMany() {
        Scenario s = new Scenario(licensed(TERMINAL, 2));
        s.granted(one(TERMINAL, "a"));
        s.granted(one(TERMINAL, "b"));
        s.granted(one(TERMINAL, "c"));
        assertThat(cut(s, TERMINAL)).hasSize(3);
        assertThat(s.granted(one(TERMINAL, "a")).suspendedBy()).hasSize(1);
        leave(s, TERMINAL, "c");
        assertThat(cut(s, TERMINAL)).isEmpty();
    }

    @Test
    void r31SitesBeyondTheCoveredOnesAreNotSynchronised() {
        Scenario s = new Scenario(licensed(SITE, 2));
        for (String site : List.of("first", "second", "third", "fourth")) {
            s.granted(one(SITE, site));
        }
        assertThat(cut(s, SITE)).containsExactly(seat(SITE, "third"), seat(SITE, "fourth"));
    }

    @Test
    void aLapseInUseIsAnExcessForEveryone() {
        Scenario s = new Scenario(licensed(REGISTER, 2));
        s.granted(one(REGISTER, "a"));
        s.then(licensed(REGISTER, 0));
        Verdict verdict = s.granted(one(REGISTER, "a")).suspendedBy().get(0);
        assertThat(verdict.cause()).isEqualTo(Cause.NOT_LICENSED);
        assertThat(verdict.limit()).isZero();
        s.granted(one(REGISTER, "b"));
        assertThat(cut(s, REGISTER)).as("who comes now has a place, and waits").hasSize(2);
        s.then(licensed(REGISTER, 1));
        assertThat(cut(s, REGISTER)).containsExactly(seat(REGISTER, "b"));
    }

    @Test
    void aSmallerLimitShedsTheWholeExcessAtOnce() {
        Scenario s = new Scenario(licensed(REGISTER, 5));
        for (String device : List.of("a", "b", "c", "d", "e")) {
            s.granted(one(REGISTER, device));
        }
        s.then(licensed(REGISTER, 2));
        assertThat(cut(s, REGISTER)).containsExactly(seat(REGISTER, "c"), seat(REGISTER, "d"), seat(REGISTER, "e"));
    }

    // ------------------------------------------------------------------ refusal

    @Test
    void r40TheOneTooManyIsRefusedAndTheOthersWorkOn() {
        Scenario s = new Scenario(licensed(MANAGER, 1));
        s.granted(one(MANAGER, "a"));
        Reply.Refused refused = s.refused(one(MANAGER, "b"), Reason.LIMIT_EXCEEDED);
        assertThat(refused.used()).isEqualTo(1);
        assertThat(refused.limit()).isEqualTo(1);
        assertThat(s.granted(one(MANAGER, "a")).suspendedBy()).isEmpty();
        leave(s, MANAGER, "a");
        s.granted(one(MANAGER, "b"));
    }

    @Test
    void r40AfterASmallerLimitTheNewestAreRefusedAtTheirNextCall() {
        Scenario s = new Scenario(licensed(MANAGER, 3));
        for (String device : List.of("a", "b", "c")) {
            s.granted(one(MANAGER, device));
        }
        s.then(licensed(MANAGER, 1));

        Reply.Refused refused = s.refused(one(MANAGER, "b"), Reason.LIMIT_EXCEEDED);
        assertThat(refused.used()).isEqualTo(3);
        assertThat(refused.limit()).isEqualTo(1);
        s.refused(new Change.KeepAlive(seat(MANAGER, "c")), Reason.LIMIT_EXCEEDED);
        s.granted(one(MANAGER, "a"));

        s.then(licensed(MANAGER, 2));
        s.granted(one(MANAGER, "b"));
        s.refused(one(MANAGER, "c"), Reason.LIMIT_EXCEEDED);
    }

    // ------------------------------------------------------------------ this host itself

    @Test
    void r42WithoutTheServersLicenceNoClientConnects() {
        Scenario s = new Scenario(licensed(SERVER, 0, CLIENT, 5, REGISTER, 5));
        Reply.Refused refused = s.refused(one(CLIENT, "a"), Reason.NOT_LICENSED);
        assertThat(refused.module()).as("names what is missing").contains(SERVER.id());
        s.granted(one(REGISTER, "a"));
        assertThat(s.state.standing()).as("nothing in use, so nothing is wrong").isEmpty();
    }

    @Test
    void r42WhenTheServersLicenceLapsesItsClientsStopAndTheRestGoesOn() {
        Scenario s = new Scenario(licensed(SERVER, 1, CLIENT, 5, REGISTER, 5));
        s.granted(one(CLIENT, "a"));
        s.granted(one(CLIENT, "b"));
        s.granted(one(REGISTER, "till"));
        assertThat(s.state.used(SERVER)).isEqualTo(1);

        s.then(licensed(SERVER, 0, CLIENT, 5, REGISTER, 5));

        assertThat(cut(s, SERVER)).containsExactly(seat(CLIENT, "a"), seat(CLIENT, "b"));
        Reply.Granted client = s.granted(one(CLIENT, "a"));
        assertThat(client.suspendedBy())
                .extracting(verdict -> verdict.module().orElseThrow())
                .containsExactly(SERVER.id());
        assertThat(s.granted(one(REGISTER, "till")).suspendedBy()).isEmpty();
        s.refused(one(CLIENT, "c"), Reason.NOT_LICENSED);

        s.then(licensed(SERVER, 1, CLIENT, 5, REGISTER, 5));
        assertThat(s.granted(one(CLIENT, "a")).suspendedBy()).isEmpty();
        s.granted(one(CLIENT, "c"));
    }

    @Test
    void r42WhatTheCatalogueDoesNotHaveIsNotLicensed() {
        Scenario s = new Scenario(licensed(CLIENT, 5));
        Reply.Refused refused = s.refused(one(CLIENT, "a"), Reason.NOT_LICENSED);
        assertThat(refused.module()).contains(SERVER.id());
        assertThat(Withheld.is(s.state, CLIENT)).isTrue();
    }

    @Test
    void r42ARequiredModuleThatIsNoHostStopsWorkAtTheNextCall() {
        Module dependent = requiring(MANAGER, TILL.id());
        Scenario s = new Scenario(licensed(dependent, 5, TILL, 1));
        s.granted(one(dependent, "a"));
        s.then(licensed(dependent, 5, TILL, 0));
        Reply.Refused refused = s.refused(one(dependent, "a"), Reason.NOT_LICENSED);
        assertThat(refused.module()).contains(TILL.id());
        s.refused(one(dependent, "b"), Reason.NOT_LICENSED);
        s.then(licensed(dependent, 5, TILL, 1));
        s.granted(one(dependent, "a"));
    }

    @Test
    void r42ModulesThatRequireEachOtherAreNoEndlessQuestion() {
        Module one = requiring(MANAGER, TILL.id());
        Module other = requiring(TILL, MANAGER.id());
        Scenario s = new Scenario(licensed(one, 5, other, 5));
        s.granted(one(one, "a"));
        s.then(licensed(one, 5, other, 0));
        s.refused(one(one, "b"), Reason.NOT_LICENSED);
    }

    @Test
    void r20AVerdictTellsWhatIsCountedNow() {
        Scenario s = new Scenario(licensed(CENTRE, 50));
        s.granted(register(CENTRE, "centre", ALONE, 57));
        s.granted(register(CENTRE, "centre", ALONE, 100));
        assertThat(s.standing(CENTRE).used()).isEqualTo(100);
        assertThat(s.standing(CENTRE).remedies().get(0).quantity())
                .as("else it would not cure")
                .isEqualTo(100);
        s.granted(register(CENTRE, "centre", ALONE, 60));
        assertThat(s.standing(CENTRE).remedies().get(0).quantity()).isEqualTo(60);
    }

    @Test
    void r22WhoIsAUnitItselfCountsOneAndStandsInTheOrderForItself() {
        Scenario s = new Scenario(licensed(TILL, 2));
        s.granted(register(TILL, "a", Optional.of("x"), 1));
        s.granted(register(TILL, "b", Optional.empty(), 1));
        assertThat(s.granted(register(TILL, "c", Optional.of("x"), 1)).suspendedBy())
                .as("no group moves it up")
                .hasSize(1);
        assertThat(s.granted(register(TILL, "c", Optional.of("x"), 0)).suspendedBy())
                .as("it can't count nothing")
                .hasSize(1);
        assertThat(s.granted(one(TILL, "a")).suspendedBy()).isEmpty();
        assertThat(s.state.used(TILL)).isEqualTo(3);
    }

    @Test
    void r42TheServerIsOutOfUseWhenItsLastClientHasGone() {
        Scenario s = new Scenario(licensed(SERVER, 1, CLIENT, 5));
        s.granted(one(CLIENT, "a"));
        s.then(licensed(SERVER, 0, CLIENT, 5));
        assertThat(s.state.standing()).containsKey(SERVER.id());
        assertThat(s.standing(SERVER).remedies()).extracting(Remedy::action).containsExactly(Remedy.Action.RAISE_LIMIT);
        leave(s, CLIENT, "a");
        assertThat(s.state.standing()).isEmpty();
    }

    @Test
    void nothingConnectsToWhatIsCountedOtherwise() {
        Scenario s = new Scenario(licensed(SERVER, 1, MAILER, 1), new Change.Configured(MAILER.id(), 1));
        s.refused(one(SERVER, "a"), Reason.MODULE_UNKNOWN);
        s.refused(one(MAILER, "a"), Reason.MODULE_UNKNOWN);
        assertThat(s.state.standing()).isEmpty();
    }

    // ------------------------------------------------------------------ features

    @Test
    void r45AProfileWithOneUnlicensedFeatureIsSuspendedKeepsItsPlaceAndCounts() {
        Scenario s = new Scenario(licensed(TILL, 2, Set.of(VIDEO)));
        assertThat(s.granted(one(TILL, "plain")).suspendedBy()).isEmpty();
        Reply.Granted bonus = s.granted(one(TILL, "bonus", "bonus-accounts", "video-events"));

        Verdict verdict = bonus.suspendedBy().get(0);
        assertThat(verdict.cause()).isEqualTo(Cause.FEATURES);
        assertThat(verdict.features()).containsExactly(BONUS);
        assertThat(verdict.cut()).containsExactly(seat(TILL, "bonus"));
        assertThat(s.state.used(TILL)).isEqualTo(2);
        assertThat(s.granted(one(TILL, "plain")).suspendedBy()).isEmpty();

        s.granted(one(TILL, "newest"));
        assertThat(cut(s, TILL)).as("it counts and keeps its place").containsExactly(seat(TILL, "newest"));
    }

    @Test
    void r45TheBaseLicenceNeedsNoFeature() {
        Scenario s = new Scenario(licensed(TILL, 1, Set.of()));
        assertThat(s.granted(one(TILL, "plain")).suspendedBy()).isEmpty();
        assertThat(s.state.lacking()).isEmpty();
    }

    @Test
    void r45EachRemedyMakesTheVerdictGo() {
        for (Remedy.Action action : List.of(Remedy.Action.LICENSE_FEATURES, Remedy.Action.DROP_FEATURES)) {
            Scenario s = new Scenario(licensed(TILL, 2, Set.of()));
            s.granted(one(TILL, "till", "bonus-accounts", "video-events"));
            Remedy remedy = s.lacking(TILL).remedies().stream()
                    .filter(one -> one.action() == action)
                    .findFirst()
                    .orElseThrow();
            assertThat(remedy.features()).containsExactlyInAnyOrder(BONUS, VIDEO);
            s.then(action == Remedy.Action.LICENSE_FEATURES ? licensed(TILL, 2, remedy.features()) : one(TILL, "till"));
            assertThat(s.state.lacking()).as("%s", action).isEmpty();
            assertThat(s.entries(Entry.Ended.class)).hasSize(1);
        }
    }

    @Test
    void r45AVerdictOnFeaturesIsRecordedAnewWhenItHitsOthers() {
        Scenario s = new Scenario(licensed(TILL, 9, Set.of()));
        s.granted(one(TILL, "a", "bonus-accounts"));
        s.granted(one(TILL, "b", "bonus-accounts"));
        s.granted(one(TILL, "c"));
        assertThat(s.entries(Entry.Passed.class)).hasSize(2);
        assertThat(s.entries(Entry.Ended.class)).hasSize(1).allMatch(Entry.Ended::replaced);
        leave(s, TILL, "b");
        assertThat(s.lacking(TILL).cut()).containsExactly(seat(TILL, "a"));
    }

    @Test
    void r56ASeatThatIsServedAgainWaitsForTheStore() {
        Scenario s = new Scenario(licensed(TILL, 1, Set.of()));
        s.granted(one(TILL, "a", "bonus-accounts"));
        s.granted(one(TILL, "b"));
        s.granted(one(TILL, "c"));
        assertThat(cut(s, TILL)).containsExactly(seat(TILL, "b"), seat(TILL, "c"));
        s.state = s.state.withStoreFailing(true);
        s.then(licensed(TILL, 2, Set.of(BONUS)));
        assertThat(cut(s, TILL)).as("nobody is let in before it is durable").hasSize(2);
        assertThat(s.state.lacking()).containsKey(TILL.id());
        s.state = s.state.withStoreFailing(false);
        s.state = Decide.reconsider(s.state, s.now).next();
        assertThat(cut(s, TILL)).containsExactly(seat(TILL, "c"));
        assertThat(s.state.lacking()).isEmpty();
    }

    // ------------------------------------------------------------------ several modules on one application

    @Test
    void anExchangeIsAllowedOnlyIfAllModulesOfTheApplicationAllowIt() {
        Scenario s = new Scenario(licensed(REGISTER, 1, TERMINAL, 1, TILL, 9));
        s.granted(one(REGISTER, "shop"));
        s.granted(one(REGISTER, "box"));
        s.granted(one(TERMINAL, "box"));
        s.granted(one(TERMINAL, "other"));

        Reply.Granted box = s.granted(one(TILL, "box", "bonus-accounts"));

        assertThat(box.suspendedBy())
                .extracting(verdict -> verdict.module().orElseThrow())
                .containsExactlyInAnyOrder(REGISTER.id(), TERMINAL.id(), TILL.id());
        assertThat(s.granted(one(REGISTER, "shop")).suspendedBy())
                .as("another application of the same module")
                .isEmpty();
        leave(s, TERMINAL, "other");
        leave(s, REGISTER, "shop");
        assertThat(s.granted(one(TILL, "box")).suspendedBy()).isEmpty();
    }

    // ------------------------------------------------------------------ displacement

    private static final Instant LONG_AGO = NOON.minus(Duration.ofHours(2));
    private static final Instant AWHILE_AGO = NOON.minus(Duration.ofHours(1));

    private static Scenario phones(long limit, Duration idle) {
        return new Scenario(licensed(PHONE, limit), new Change.Displacing(Map.of(PHONE.id(), idle)));
    }

    @Test
    void r46TheLongestIdleOneMakesRoomAndIsToldWhy() {
        Scenario s = phones(2, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", AWHILE_AGO));
        s.granted(active(PHONE, "boris", LONG_AGO));

        s.granted(active(PHONE, "vera", NOON, "boris", "anna"));

        assertThat(s.order(PHONE)).containsExactly(seat(PHONE, "anna"), seat(PHONE, "vera"));
        assertThat(s.entries(Entry.SeatEnded.class))
                .extracting(Entry.SeatEnded::reason)
                .containsExactly(EndReason.DISPLACED);
        Reply.Refused told = s.refused(active(PHONE, "boris", LONG_AGO), Reason.SEAT_DISPLACED);
        assertThat(told.eviction().orElseThrow().how()).isEqualTo(EndReason.DISPLACED);
        assertThat(told.module()).contains(PHONE.id());
        s.refused(active(PHONE, "boris", LONG_AGO), Reason.SEAT_DISPLACED);
        s.refused(new Change.KeepAlive(seat(PHONE, "boris")), Reason.SEAT_UNKNOWN);
        s.refused(active(PHONE, "boris", s.now), Reason.LIMIT_EXCEEDED);
        assertThat(s.state.displaced()).as("he has been told and is a newcomer").isEmpty();
    }

    @Test
    void r46WhoDoesNotSayWhenHeWorkedIsToldOnce() {
        Scenario s = phones(1, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.granted(active(PHONE, "vera", NOON, "anna"));
        s.refused(one(PHONE, "anna"), Reason.SEAT_DISPLACED);
        s.refused(one(PHONE, "anna"), Reason.LIMIT_EXCEEDED);
    }

    @Test
    void r46NobodyIsDisplacedUnlessTheCustomerSwitchedItOn() {
        Scenario s = new Scenario(licensed(PHONE, 1));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.refused(active(PHONE, "vera", NOON, "anna"), Reason.LIMIT_EXCEEDED);
        s.then(new Change.Displacing(Map.of(PHONE.id(), Duration.ofMinutes(10))));
        s.granted(active(PHONE, "vera", NOON, "anna"));
    }

    @Test
    void r46NobodyIsDisplacedWhereTheVendorDoesNotAdmitIt() {
        Scenario s =
                new Scenario(licensed(MANAGER, 1), new Change.Displacing(Map.of(MANAGER.id(), Duration.ofMinutes(10))));
        s.granted(active(MANAGER, "anna", LONG_AGO));
        s.refused(active(MANAGER, "vera", NOON, "anna"), Reason.LIMIT_EXCEEDED);
        assertThat(s.order(MANAGER)).hasSize(1);
    }

    @Test
    void r46AnIdleNewcomerDisplacesNobody() {
        Scenario s = phones(1, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.refused(active(PHONE, "vera", LONG_AGO, "anna"), Reason.LIMIT_EXCEEDED);
        assertThat(s.order(PHONE)).containsExactly(seat(PHONE, "anna"));
    }

    @Test
    void r46NoMoreLeaveThanAreNeededAndNoneWhereAllWouldNotDo() {
        Scenario s = phones(3, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.granted(active(PHONE, "boris", AWHILE_AGO));
        s.granted(active(PHONE, "vera", NOON));
        Change.Connect big =
                register(PHONE, "big", ALONE, 3).besides(List.of(seat(PHONE, "anna"), seat(PHONE, "boris")));
        s.refused(big, Reason.LIMIT_EXCEEDED);
        assertThat(s.order(PHONE)).hasSize(3);
        Change.Connect two =
                register(PHONE, "two", ALONE, 1).besides(List.of(seat(PHONE, "anna"), seat(PHONE, "boris")));
        s.granted(two);
        assertThat(s.order(PHONE)).containsExactly(seat(PHONE, "boris"), seat(PHONE, "vera"), seat(PHONE, "two"));
    }

    @Test
    void r46NobodyIsDisplacedWhileTheStoreFails() {
        Scenario s = phones(1, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.state = s.state.withStoreFailing(true);
        s.refused(active(PHONE, "vera", NOON, "anna"), Reason.LIMIT_EXCEEDED);
        assertThat(s.order(PHONE)).containsExactly(seat(PHONE, "anna"));
    }

    @Test
    void r46TheIdleTimeIsTheLongerOfTheVendorsAndTheCustomers() {
        Scenario s = phones(1, Duration.ofMinutes(1));
        assertThat(s.state.terms().displaceIdle(PHONE)).contains(Duration.ofMinutes(5));
        s.then(new Change.Displacing(Map.of(PHONE.id(), Duration.ofMinutes(20))));
        assertThat(s.state.terms().displaceIdle(PHONE)).contains(Duration.ofMinutes(20));
    }

    @Test
    void r46WhoWasDisplacedLongAgoIsANewcomer() {
        Scenario s = phones(1, Duration.ofMinutes(10));
        s.granted(active(PHONE, "anna", LONG_AGO));
        s.granted(active(PHONE, "vera", NOON, "anna"));
        s.later(Displaced.KEPT);
        s.then(new Change.TimePassed(List.of()));
        assertThat(s.state.displaced()).isEmpty();
        assertThat(s.entries(Entry.RoomForgotten.class)).hasSize(1);
    }

    @Test
    void r46IdleIsLongestFirst() {
        Scenario s = new Scenario(licensed(PHONE, 4));
        for (String name : List.of("a", "b", "c", "d")) {
            s.granted(one(PHONE, name));
        }
        Map<SeatId, Instant> last = Map.of(
                seat(PHONE, "a"), NOON.minusSeconds(600),
                seat(PHONE, "b"), NOON.minusSeconds(900),
                seat(PHONE, "c"), NOON.minusSeconds(599));
        assertThat(Activity.idle(s.state.inOrder(PHONE.id()), last, Duration.ofMinutes(10), NOON))
                .containsExactly(seat(PHONE, "b"), seat(PHONE, "a"));
    }
}
