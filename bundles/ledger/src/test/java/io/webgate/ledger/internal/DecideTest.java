// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
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

import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.REPORTS;
import static io.webgate.ledger.internal.Given.RETAIL;
import static io.webgate.ledger.internal.Given.WAITER;
import static io.webgate.ledger.internal.Given.connect;
import static io.webgate.ledger.internal.Given.licensed;
import static org.assertj.core.api.Assertions.assertThat;

/** The decision, rule by rule. */
final class DecideTest {

    @Test
    void r23TheFourthSessionOfThreeStopsTheGateAndEndsAllSessionsAtIt() {
        Scenario s = new Scenario(licensed(WAITER, 3, RETAIL, 5));
        s.granted(connect(RETAIL, "till"));
        for (String device : List.of("a", "b", "c")) {
            Reply.Granted granted = s.granted(connect(WAITER, device));
            assertThat(granted.limit()).isEqualTo(3);
        }
        Reply.Refused refused = s.refused(connect(WAITER, "d"), Reason.GATE_STOPPED);

        assertThat(refused.used()).isEqualTo(4);
        assertThat(refused.limit()).isEqualTo(3);
        Verdict verdict = refused.verdict().orElseThrow();
        assertThat(verdict.cause()).isEqualTo(Cause.EXCESS);
        assertThat(verdict.culprit().orElseThrow().subject().device()).isEqualTo("d");
        assertThat(s.state.latches()).containsExactly(verdict);
        assertThat(s.state.seats()).as("I1: then nobody").isEmpty();
        assertThat(s.entries(Entry.SeatEnded.class))
                .extracting(Entry.SeatEnded::reason)
                .containsOnly(EndReason.GATE_STOPPED)
                .hasSize(4);
        assertThat(verdict.remedies())
                .containsExactly(
                        new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(WAITER.id()), 4),
                        new Remedy(Remedy.Action.RESUME, Optional.of(WAITER.id()), 0));
    }

    @Test
    void r23WhileTheGateIsStoppedEverySessionIsRefusedWithTheSameVerdictAndNoSecondOneIsPassed() {
        Scenario s = stopped();
        Verdict first = s.state.latches().get(0);
        Reply.Refused again = s.refused(connect(WAITER, "e"), Reason.GATE_STOPPED);
        s.refused(connect(RETAIL, "e"), Reason.GATE_STOPPED);
        assertThat(again.verdict()).contains(first);
        assertThat(s.entries(Entry.Passed.class)).hasSize(1);
    }

    @Test
    void r54TheLatchClearsByItselfOnlyWhenTheLimitReachesWhatWasInUseAtTheBreach() {
        Scenario s = stopped();
        s.then(licensed(WAITER, 2, RETAIL, 5));
        assertThat(s.state.latches()).hasSize(1);
        s.then(licensed(WAITER, 3, RETAIL, 5));
        assertThat(s.state.latches()).hasSize(1);
        s.then(licensed(WAITER, 4, RETAIL, 5));
        assertThat(s.state.latches()).isEmpty();
        assertThat(s.entries(Entry.Cleared.class)).extracting(Entry.Cleared::by).containsExactly(Verdicts.LIMIT);
        s.granted(connect(WAITER, "a"));
    }

    @Test
    void r54AnAdministratorMayResumeSessionModulesAtOnce() {
        Scenario s = stopped();
        assertThat(s.then(new Change.Resume("olga"))).isEqualTo(new Reply.Done());
        assertThat(s.state.latches()).isEmpty();
        assertThat(s.entries(Entry.Cleared.class)).extracting(Entry.Cleared::by).containsExactly("olga");
    }

    @Test
    void r54ResumingIsRefusedWhileAConfiguredCountIsOverTheLimit() {
        Scenario s = new Scenario(licensed(REPORTS, 2), new Change.Configured(REPORTS.id(), 3));
        assertThat(s.state.latches()).hasSize(1);
        Reply.Refused refused = s.refused(new Change.Resume("olga"), Reason.CAUSE_STANDS);
        assertThat(refused.used()).isEqualTo(3);
        s.then(new Change.Configured(REPORTS.id(), 2));
        assertThat(s.state.latches())
                .as("a count that falls does not open the gate by itself")
                .hasSize(1);
        s.then(new Change.Resume("olga"));
        assertThat(s.state.latches()).isEmpty();
    }

    @Test
    void r54ResumingAnOpenGateChangesNothing() {
        Scenario s = new Scenario(licensed(WAITER, 1));
        assertThat(s.then(new Change.Resume("olga"))).isEqualTo(new Reply.Done());
        assertThat(s.entries).isEmpty();
    }

    @Test
    void r27MoreReportsConfiguredThanLicensedStopTheGate() {
        Scenario s = new Scenario(licensed(REPORTS, 2), new Change.Configured(REPORTS.id(), 2));
        assertThat(s.state.latches()).isEmpty();
        s.then(new Change.Configured(REPORTS.id(), 3));
        assertThat(s.state.latches().get(0).used()).isEqualTo(3);
        assertThat(s.state.latches().get(0).remedies())
                .extracting(Remedy::action)
                .containsExactly(Remedy.Action.RAISE_LIMIT, Remedy.Action.REDUCE_USE, Remedy.Action.RESUME);
    }

    @Test
    void r29AHeldModuleIsWithheldWhileTheGateGoesOnAndReturnsByItself() {
        Scenario s = new Scenario(licensed(MAILER, 1, WAITER, 1), new Change.Configured(MAILER.id(), 2));
        StatePicture picture = new StatePicture(1, s.state, List.of());
        assertThat(picture.latches()).isEmpty();
        assertThat(picture.usage(MAILER.id()).orElseThrow().withheld()).isTrue();
        s.granted(connect(WAITER, "a"));

        s.then(new Change.Configured(MAILER.id(), 1));
        assertThat(new StatePicture(2, s.state, List.of())
                        .usage(MAILER.id())
                        .orElseThrow()
                        .withheld())
                .isFalse();
        assertThat(s.entries(Entry.Ended.class)).hasSize(1);
    }

    @Test
    void r40TheClientThatIsOneTooManyIsRefusedAndTheVerdictIsRecordedOnce() {
        Scenario s = new Scenario(licensed(MANAGER, 1));
        s.granted(connect(MANAGER, "a"));
        Reply.Refused first = s.refused(connect(MANAGER, "b"), Reason.LIMIT_EXCEEDED);
        Reply.Refused second = s.refused(connect(MANAGER, "c"), Reason.LIMIT_EXCEEDED);
        assertThat(second.verdict()).isEqualTo(first.verdict());
        assertThat(first.used()).isEqualTo(1);
        assertThat(s.entries(Entry.Passed.class)).hasSize(1);

        s.then(new Change.Leave(new SeatId("test-manager-a-anna"), EndReason.CLOSED));
        assertThat(s.state.standing()).isEmpty();
        s.granted(connect(MANAGER, "b"));
    }

    @Test
    void r22TheRegistersConnectedLastAreSuspended() {
        Scenario s = new Scenario(licensed(REGISTER, 2));
        s.granted(connect(REGISTER, "a"));
        s.granted(connect(REGISTER, "b"));
        assertThat(s.granted(connect(REGISTER, "c")).suspendedBy()).isNotEmpty();
        assertThat(s.granted(connect(REGISTER, "a")).suspendedBy()).isEmpty();
        s.then(new Change.Leave(new SeatId("test-register-a-anna"), EndReason.CLOSED));
        assertThat(s.granted(connect(REGISTER, "c")).suspendedBy())
                .as("resumes by itself")
                .isEmpty();
    }

    @Test
    void aVerdictThatIsReplacedIsEndedInTheRecord() {
        Scenario s = new Scenario(licensed(REGISTER, 1));
        for (String device : List.of("a", "b", "c")) {
            s.granted(connect(REGISTER, device));
        }
        assertThat(s.entries(Entry.Passed.class)).hasSize(2);
        assertThat(s.entries(Entry.Ended.class))
                .extracting(Entry.Ended::replaced)
                .containsExactly(true);
        s.then(licensed(REGISTER, 3));
        assertThat(s.entries(Entry.Ended.class)).hasSize(2);
        assertThat(s.state.standing()).isEmpty();
    }

    @Test
    void theLatchThatIsToldIsTheOldestWhoseCauseStands() {
        Scenario s = new Scenario(licensed(WAITER, 1, REPORTS, 1), new Change.Configured(REPORTS.id(), 0));
        s.granted(connect(WAITER, "a"));
        s.refused(connect(WAITER, "b"), Reason.GATE_STOPPED);
        s.then(new Change.Configured(REPORTS.id(), 5));
        assertThat(Verdicts.foremost(s.state).orElseThrow().module()).contains(REPORTS.id());
    }

    @Test
    void r32TheSmallerOfSettingAndLicenceBindsAndTheVerdictNamesWhichItWas() {
        Scenario s = new Scenario(licensed(WAITER, 3), new Change.Bounded(Map.of(WAITER.id(), 1L)));
        s.granted(connect(WAITER, "a"));
        Verdict verdict =
                s.refused(connect(WAITER, "b"), Reason.GATE_STOPPED).verdict().orElseThrow();
        assertThat(verdict.cause()).isEqualTo(Cause.SETTING);
        assertThat(verdict.limit()).isEqualTo(1);
        assertThat(verdict.remedies()).contains(new Remedy(Remedy.Action.RAISE_SETTING, Optional.of(WAITER.id()), 2));

        s.then(new Change.Bounded(Map.of(WAITER.id(), 2L)));
        assertThat(s.state.latches()).isEmpty();
    }

    @Test
    void r32ASettingAboveTheLicenceHasNoEffect() {
        Scenario s = new Scenario(licensed(WAITER, 1), new Change.Bounded(Map.of(WAITER.id(), 50L)));
        s.granted(connect(WAITER, "a"));
        Verdict verdict =
                s.refused(connect(WAITER, "b"), Reason.GATE_STOPPED).verdict().orElseThrow();
        assertThat(verdict.cause()).isEqualTo(Cause.EXCESS);
        assertThat(verdict.limit()).isEqualTo(1);
    }

    @Test
    void limitZeroWithNothingInUseWithholdsTheModuleAndPassesNoVerdict() {
        Scenario s = new Scenario(licensed(WAITER, 0));
        s.refused(connect(WAITER, "a"), Reason.NOT_LICENSED);
        assertThat(s.entries).isEmpty();
        assertThat(new StatePicture(1, s.state, List.of())
                        .usage(WAITER.id())
                        .orElseThrow()
                        .withheld())
                .isTrue();
    }

    @Test
    void aLicenceThatLapsesWhileSeatsAreInUseIsAnExcess() {
        Scenario s = new Scenario(licensed(WAITER, 2));
        s.granted(connect(WAITER, "a"));
        s.then(licensed(WAITER, 0));
        assertThat(s.state.latches()).hasSize(1);
        assertThat(s.state.latches().get(0).cause()).isEqualTo(Cause.NOT_LICENSED);
    }

    @Test
    void r52NothingIsDecidedBeforeLimitsAreKnownAndEachMeterHasReported() {
        Scenario s = new Scenario();
        s.refused(connect(WAITER, "a"), Reason.STARTING);
        s.then(licensed(WAITER, 1, REPORTS, 0));
        s.refused(connect(WAITER, "a"), Reason.STARTING);
        assertThat(s.state.waitingFor()).containsExactly(Waits.meter(REPORTS.id()));
        s.then(new Change.Configured(REPORTS.id(), 0));
        s.granted(connect(WAITER, "a"));
    }

    @Test
    void r62TheSameWaiterOnTheSameDeviceGetsTheSameSession() {
        Scenario s = new Scenario(licensed(WAITER, 1));
        Reply.Granted first = s.granted(connect(WAITER, "a"));
        Reply.Granted second = s.granted(connect(WAITER, "a"));
        assertThat(second.seat()).isEqualTo(first.seat());
        assertThat(first.returning()).isFalse();
        assertThat(second.returning()).isTrue();
        assertThat(second.used()).isEqualTo(1);
    }

    @Test
    void d8ADeviceBeyondItsEnrolmentIsRefusedAndCantStopTheGate() {
        Scenario s = new Scenario(licensed(WAITER, 1));
        s.granted(connect(WAITER, "a", "anna", 1, 1));
        Reply.Refused refused = s.refused(connect(WAITER, "a", "boris", 1, 1), Reason.ENROLMENT_EXCEEDED);
        assertThat(refused.verdict()).isEmpty();
        assertThat(s.state.latches()).isEmpty();
    }

    @Test
    void i4OrderAndFenceGrowEvenForASeatThatWasNotGranted() {
        Scenario s = stopped();
        long fence = s.state.nextFence();
        assertThat(fence).isEqualTo(5);
        s.then(new Change.Resume("olga"));
        assertThat(s.granted(connect(WAITER, "a")).seat().fence()).isEqualTo(5);
    }

    @Test
    void anEvictedSubjectStaysOutForAsLongAsTheAdministratorSaid() {
        Scenario s = new Scenario(licensed(WAITER, 3));
        SeatId seat = s.granted(connect(WAITER, "a")).seat().id();
        Instant until = s.now.plus(Duration.ofMinutes(15));
        s.then(new Change.Evict(seat, "olga", Optional.of("the till\nis broken"), Duration.ofMinutes(15)));
        Reply.Refused out = s.refused(connect(WAITER, "a"), Reason.HELD_OUT);
        assertThat(out.eviction()).contains(eviction("a", Optional.of(until), Optional.of("the till is broken")));
        s.granted(connect(WAITER, "b"));
        s.later(Duration.ofMinutes(15));
        s.granted(connect(WAITER, "a"));
    }

    @Test
    void r102WhoseSeatAnAdministratorClosedIsToldWhyAndOthersAreNot() {
        Scenario s = new Scenario(licensed(WAITER, 3));
        SeatId seat = s.granted(connect(WAITER, "a")).seat().id();
        SeatId left = s.granted(connect(WAITER, "b")).seat().id();
        s.then(new Change.Evict(seat, "olga", Optional.of("stock-taking"), Duration.ZERO));
        s.then(new Change.Leave(left, EndReason.CLOSED));
        Optional<Eviction> told = Optional.of(eviction("a", Optional.empty(), Optional.of("stock-taking")));
        assertThat(s.refused(new Change.KeepAlive(seat), Reason.SEAT_UNKNOWN).eviction())
                .isEqualTo(told);
        assertThat(s.refused(new Change.Leave(seat, EndReason.CLOSED), Reason.SEAT_UNKNOWN)
                        .eviction())
                .isEqualTo(told);
        assertThat(s.refused(new Change.KeepAlive(left), Reason.SEAT_UNKNOWN).eviction())
                .isEmpty();
        assertThat(s.granted(connect(WAITER, "a")).returning()).isFalse();
    }

    @Test
    void theOldestEvictionsAreForgotten() {
        Evictions evictions = Evictions.NONE;
        for (int i = 0; i <= Evictions.MOST; i++) {
            evictions = evictions.plus(new SeatId("s" + i), eviction("d" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(evictions.of(new SeatId("s0"))).isEmpty();
        assertThat(evictions.of(new SeatId("s1"))).isPresent();
        assertThat(evictions.of(new SeatId("s" + Evictions.MOST))).isPresent();
        assertThat(evictions.bySeat()).hasSize(Evictions.MOST);
        assertThat(evictions.order()).hasSize(Evictions.MOST);
    }

    @Test
    void r102AnAdministratorsReasonStandsInTheVerdict() {
        Scenario s = new Scenario(licensed(WAITER, 3));
        s.then(new Change.Stop("olga", Optional.of(" stock-taking ")));
        assertThat(s.state.latches().get(0).reason()).contains("stock-taking");
        assertThat(VerdictJson.read(VerdictJson.write(s.state.latches().get(0))))
                .isEqualTo(s.state.latches().get(0));
    }

    private static Eviction eviction(String device, Optional<Instant> until, Optional<String> reason) {
        return new Eviction(WAITER.id(), device, until, reason);
    }

    @Test
    void lapsedSeatsEndAndUnknownOnesAreIgnored() {
        Scenario s = new Scenario(licensed(WAITER, 3));
        SeatId seat = s.granted(connect(WAITER, "a")).seat().id();
        s.then(new Change.TimePassed(List.of(seat, new SeatId("gone"))));
        assertThat(s.state.seats()).isEmpty();
        assertThat(s.entries(Entry.SeatEnded.class))
                .extracting(Entry.SeatEnded::reason)
                .containsExactly(EndReason.EXPIRED);
        s.refused(new Change.Leave(seat, EndReason.CLOSED), Reason.SEAT_UNKNOWN);
        s.refused(new Change.KeepAlive(seat), Reason.SEAT_UNKNOWN);
    }

    @Test
    void anAdministratorStopsTheGateOnceAndOnlyAnAdministratorOpensItAgain() {
        Scenario s = new Scenario(licensed(WAITER, 3));
        s.granted(connect(WAITER, "a"));
        s.then(new Change.Stop("olga", Optional.empty()));
        s.then(new Change.Stop("olga", Optional.empty()));
        assertThat(s.state.latches()).hasSize(1);
        assertThat(s.state.seats()).isEmpty();
        s.then(licensed(WAITER, 100));
        assertThat(s.state.latches()).hasSize(1);
        s.then(new Change.Resume("olga"));
        assertThat(s.state.latches()).isEmpty();
    }

    @Test
    void r56AFailingStoreAdmitsNothingNewButStillStops() {
        Scenario s = new Scenario(licensed(WAITER, 1));
        s.granted(connect(WAITER, "a"));
        s.state = s.state.withStoreFailing(true);
        assertThat(s.granted(connect(WAITER, "a")).returning()).isTrue();
        s.refused(connect(WAITER, "b"), Reason.GATE_STOPPED);
        s.refused(new Change.Resume("olga"), Reason.STORE_FULL);
        s.then(licensed(WAITER, 9));
        assertThat(s.state.latches()).as("opening is a permission").hasSize(1);
        assertThat(s.entries.stream().filter(Entry::permits)).hasSize(1);

        Decision healed = Decide.reconsider(s.state.withStoreFailing(false), s.now);
        assertThat(healed.next().latches()).isEmpty();
    }

    @Test
    void r56AFailingStoreRefusesASeatThatWouldFit() {
        Scenario s = new Scenario(licensed(WAITER, 1));
        s.state = s.state.withStoreFailing(true);
        s.refused(connect(WAITER, "a"), Reason.STORE_FULL);
    }

    @Test
    void t32WeightsAddUpWithoutTurningNegative() {
        Scenario s = new Scenario(licensed(REGISTER, Long.MAX_VALUE));
        s.granted(connect(REGISTER, "a", "anna", Long.MAX_VALUE, Long.MAX_VALUE));
        s.granted(connect(REGISTER, "b", "anna", 5, Long.MAX_VALUE));
        assertThat(s.state.used(REGISTER)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void olderLimitsThanThoseSeenAreIgnored() {
        Change.NewLimits older = licensed(WAITER, 1);
        Scenario s = new Scenario(licensed(WAITER, 2), older);
        assertThat(s.state.bound(WAITER.id())).isEqualTo(2);
    }

    @Test
    void everyRemedyMakesItsVerdictGo() {
        for (Remedy.Action action : List.of(Remedy.Action.RAISE_LIMIT, Remedy.Action.RESUME)) {
            Scenario s = stopped();
            Remedy remedy = s.state.latches().get(0).remedies().stream()
                    .filter(one -> one.action() == action)
                    .findFirst()
                    .orElseThrow();
            s.then(
                    action == Remedy.Action.RESUME
                            ? new Change.Resume("olga")
                            : licensed(WAITER, remedy.quantity(), RETAIL, 5));
            assertThat(s.state.latches()).as("after %s", action).isEmpty();
        }
    }

    @Test
    void theSameInputsGiveTheSameDecision() {
        Scenario one = new Scenario(licensed(WAITER, 3));
        Change change = connect(WAITER, "a");
        assertThat(Decide.decide(one.state, change, Given.NOON))
                .isEqualTo(Decide.decide(one.state, change, Given.NOON));
    }

    private static Scenario stopped() {
        Scenario s = new Scenario(licensed(WAITER, 3, RETAIL, 5));
        for (String device : List.of("a", "b", "c")) {
            s.granted(connect(WAITER, device));
        }
        s.refused(connect(WAITER, "d"), Reason.GATE_STOPPED);
        return s;
    }
}
