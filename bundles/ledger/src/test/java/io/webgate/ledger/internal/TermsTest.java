// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Module;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import io.webgate.license.api.Verdict.Leniency;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static io.webgate.ledger.internal.Given.CENTRE;
import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.REPORTS;
import static io.webgate.ledger.internal.Given.TILL;
import static io.webgate.ledger.internal.Given.WAITER;
import static io.webgate.ledger.internal.Given.connect;
import static io.webgate.ledger.internal.Given.licensed;
import static io.webgate.ledger.internal.Given.register;
import static io.webgate.ledger.internal.Given.seat;
import static io.webgate.ledger.internal.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

/** What the vendor lets wait: shadow mode (R58), overdraft and grace (D12). */
final class TermsTest {

    private static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));
    private static final Module.Terms SHADOW = new Module.Terms(Optional.of(TOMORROW), 0, Optional.empty());
    private static final Module.Terms OVERDRAFT = new Module.Terms(Optional.empty(), 2, Optional.empty());
    private static final Module.Terms GRACE = new Module.Terms(Optional.empty(), 2, Optional.of(Duration.ofDays(3)));

    private static Change.Connect one(Module module, String device, String... features) {
        return register(module, device, Optional.empty(), 1, features);
    }

    private static Verdict standing(Scenario s, Module module) {
        return s.standing(module);
    }

    private static Usage usage(Scenario s, Module module) {
        return new StatePicture(1, s.state, List.of()).usage(module.id()).orElseThrow();
    }

    // ------------------------------------------------------------------ shadow mode

    @Test
    void r58BeforeItIsEnforcedAVerdictIsShownAndRecordedAndNotApplied() {
        Module shadowed = with(REGISTER, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 1));
        s.granted(one(shadowed, "a"));
        assertThat(s.granted(one(shadowed, "b")).suspendedBy()).isEmpty();

        Verdict verdict = standing(s, shadowed);
        assertThat(verdict.leniency()).contains(new Leniency(Leniency.Kind.SHADOW, Optional.of(TOMORROW)));
        assertThat(verdict.cut()).as("whom it would hit").containsExactly(seat(REGISTER, "b"));
        assertThat(s.entries(Entry.Passed.class)).hasSize(1);
        assertThat(usage(s, shadowed).state()).isEqualTo(Usage.State.FULL);
    }

    @Test
    void r58FromItsTimeOnItIsApplied() {
        Module shadowed = with(REGISTER, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 1));
        s.granted(one(shadowed, "a"));
        s.granted(one(shadowed, "b"));
        assertThat(s.state.nextEnforced()).contains(TOMORROW);

        s.now = TOMORROW.minusMillis(1);
        s.then(new Change.TimePassed(List.of()));
        assertThat(standing(s, shadowed).isApplied()).isFalse();
        s.now = TOMORROW;
        s.then(new Change.TimePassed(List.of()));

        assertThat(standing(s, shadowed).isApplied()).isTrue();
        assertThat(s.granted(one(shadowed, "b")).suspendedBy()).hasSize(1);
        assertThat(s.state.nextEnforced()).isEmpty();
        assertThat(usage(s, shadowed).state()).isEqualTo(Usage.State.OVER);
    }

    @Test
    void r58NothingIsWithheldInShadow() {
        Module shadowed = with(REGISTER, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 0));
        assertThat(usage(s, shadowed).withheld()).isFalse();
        s.granted(one(shadowed, "a"));
        assertThat(standing(s, shadowed).isApplied()).isFalse();

        Scenario later = new Scenario(licensed(shadowed, 0));
        later.now = TOMORROW;
        later.refused(one(shadowed, "a"), Reason.NOT_LICENSED);
        assertThat(usage(later, shadowed).withheld()).isTrue();
    }

    @Test
    void r58TheGateStopsOnlyFromThenOn() {
        Module shadowed = with(WAITER, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 1));
        s.granted(connect(shadowed, "a"));
        s.granted(connect(shadowed, "b"));
        assertThat(s.state.latches()).isEmpty();
        assertThat(standing(s, shadowed).isApplied()).isFalse();
        s.now = TOMORROW;
        s.then(new Change.TimePassed(List.of()));
        assertThat(s.state.latches()).hasSize(1);
        assertThat(s.state.standing()).as("one verdict on it, not two").isEmpty();
        assertThat(s.state.seats()).isEmpty();
    }

    @Test
    void r58FeaturesWaitLikeQuantities() {
        Module shadowed = with(TILL, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 5, Set.of()));
        assertThat(s.granted(one(shadowed, "a", "bonus-accounts")).suspendedBy())
                .isEmpty();
        assertThat(s.lacking(TILL).leniency()).isPresent();
        s.now = TOMORROW;
        assertThat(s.granted(one(shadowed, "a", "bonus-accounts")).suspendedBy())
                .hasSize(1);
    }

    @Test
    void r58AHeldModuleRunsInShadow() {
        Module shadowed = with(MAILER, SHADOW);
        Scenario s = new Scenario(licensed(shadowed, 1), new Change.Configured(MAILER.id(), 2));
        assertThat(usage(s, shadowed).withheld()).isFalse();
        s.now = TOMORROW;
        s.then(new Change.TimePassed(List.of()));
        assertThat(usage(s, shadowed).withheld()).isTrue();
    }

    // ------------------------------------------------------------------ overdraft

    @Test
    void d12AnOverdraftIsServedAndRecorded() {
        Module lent = with(REGISTER, OVERDRAFT);
        Scenario s = new Scenario(licensed(lent, 1));
        for (String device : List.of("a", "b", "c")) {
            assertThat(s.granted(one(lent, device)).suspendedBy()).isEmpty();
        }
        assertThat(standing(s, lent).leniency()).contains(new Leniency(Leniency.Kind.OVERDRAFT, Optional.empty()));
        assertThat(s.granted(one(lent, "d")).suspendedBy()).hasSize(1);
        assertThat(standing(s, lent).cut())
                .as("beyond the overdraft the licence alone counts")
                .containsExactly(seat(REGISTER, "b"), seat(REGISTER, "c"), seat(REGISTER, "d"));
        s.then(new Change.Leave(seat(REGISTER, "d"), EndReason.CLOSED));
        assertThat(standing(s, lent).isApplied()).as("within it again").isFalse();
        assertThat(s.granted(one(lent, "c")).suspendedBy()).isEmpty();
    }

    @Test
    void d12AnOverdraftWithATimeIsOverAfterIt() {
        Module lent = with(REGISTER, GRACE);
        Scenario s = new Scenario(licensed(lent, 1));
        s.granted(one(lent, "a"));
        Instant begun = s.now;
        s.granted(one(lent, "b"));
        s.later(Duration.ofDays(1));
        s.granted(one(lent, "c"));
        assertThat(standing(s, lent).leniency().flatMap(Leniency::until))
                .as("its time runs from when it began")
                .contains(begun.plus(Duration.ofDays(3)));

        s.now = begun.plus(Duration.ofDays(3));
        s.then(new Change.TimePassed(List.of()));
        assertThat(standing(s, lent).isApplied()).isTrue();
        s.then(new Change.Leave(seat(REGISTER, "c"), EndReason.CLOSED));
        assertThat(standing(s, lent).isApplied()).as("the overdraft is spent").isTrue();
        s.then(new Change.Leave(seat(REGISTER, "b"), EndReason.CLOSED));
        assertThat(s.state.standing()).isEmpty();
        s.granted(one(lent, "b"));
        assertThat(standing(s, lent).isApplied()).as("a new one begins").isFalse();
    }

    @Test
    void d12AStoppedGateOpensOnlyWhenTheUseIsWithinTheLicence() {
        Module lent = with(REPORTS, GRACE);
        Scenario s = new Scenario(licensed(lent, 1), new Change.Configured(REPORTS.id(), 2));
        assertThat(s.state.latches()).isEmpty();
        s.later(Duration.ofDays(3));
        s.then(new Change.TimePassed(List.of()));
        assertThat(s.state.latches()).hasSize(1);
        s.refused(new Change.Resume("olga"), Reason.CAUSE_STANDS);
        s.then(new Change.Configured(REPORTS.id(), 1));
        s.then(new Change.Resume("olga"));
        assertThat(s.state.latches()).isEmpty();
    }

    @Test
    void d12RefusingBeginsAboveTheOverdraft() {
        Module lent = with(MANAGER, OVERDRAFT);
        Scenario s = new Scenario(licensed(lent, 1));
        for (String device : List.of("a", "b", "c")) {
            s.granted(one(lent, device));
        }
        s.refused(one(lent, "d"), Reason.LIMIT_EXCEEDED);
    }

    @Test
    void r32TheGatesOwnSettingIsNotOverdrawn() {
        Module lent = with(WAITER, OVERDRAFT);
        Scenario s = new Scenario(licensed(lent, 3), new Change.Bounded(Map.of(WAITER.id(), 1L)));
        s.granted(connect(lent, "a"));
        s.refused(connect(lent, "b"), Reason.GATE_STOPPED);
    }

    @Test
    void d12AnUnlicensedModuleIsWithheldAllTheSame() {
        Module lent = with(REGISTER, OVERDRAFT);
        Scenario s = new Scenario(licensed(lent, 0));
        s.refused(one(lent, "a"), Reason.NOT_LICENSED);
    }

    @Test
    void d12AnOverdraftOfAModuleThatHasLeftTheCatalogueIsWaitedForByNobody() {
        Module lent = with(REGISTER, GRACE);
        Scenario s = new Scenario(licensed(lent, 1));
        s.granted(one(lent, "a"));
        s.granted(one(lent, "b"));
        assertThat(s.state.nextEnforced()).contains(NOON.plusMillis(2).plus(Duration.ofDays(3)));

        s.then(licensed(TILL, 1));
        assertThat(s.state.nextEnforced())
                .as("else the ledger would wake for nothing, for ever")
                .isEmpty();

        s.later(Duration.ofDays(4)).then(licensed(lent, 1));
        assertThat(s.granted(one(lent, "a")).suspendedBy()).isEmpty();
        assertThat(s.granted(one(lent, "b")).suspendedBy())
                .as("it is over all the same")
                .hasSize(1);
    }

    @Test
    void d12NothingIsWaitedForBeforeAnythingCanBeDecided() {
        Module lent = with(REGISTER, GRACE);
        Scenario s = new Scenario(licensed(lent, 1));
        s.granted(one(lent, "a"));
        s.granted(one(lent, "b"));
        s.then(licensed(lent, 1, MAILER, 1));
        assertThat(s.state.isReady()).as("the mailer's meter has not reported").isFalse();
        assertThat(s.state.nextEnforced()).isEmpty();
        s.then(new Change.Configured(MAILER.id(), 0));
        assertThat(s.state.nextEnforced()).isPresent();
    }

    @Test
    void r60WhatIsOverAtOnceIsDecidedInOneOrder() {
        Module first = with(REGISTER, GRACE);
        Module second = with(TILL, GRACE);
        Module third = with(CENTRE, GRACE);
        Scenario s = new Scenario(licensed(first, 0, second, 1, third, 1));
        s.then(licensed(first, 1, second, 1, third, 1));
        for (Module module : List.of(second, first, third)) {
            s.granted(one(module, "a"));
            s.granted(one(module, "b"));
        }
        s.entries.clear();
        s.later(Duration.ofDays(4)).then(new Change.TimePassed(List.of()));
        assertThat(s.entries(Entry.Passed.class))
                .extracting(passed -> passed.verdict().module().orElseThrow())
                .containsExactly(third.id(), first.id(), second.id());
    }

    @Test
    void aStateWithoutWaitingConsequencesHasNothingToWaitFor() {
        Scenario s = new Scenario(licensed(REGISTER, 1));
        s.granted(one(REGISTER, "a"));
        s.granted(one(REGISTER, "b"));
        assertThat(s.state.nextEnforced()).isEmpty();
    }
}
