// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.Module.Counting;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class DesiredTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final ModuleId REPORTS = new ModuleId("acme.reports");
    private static final Latch LATCH = latch(Cause.EXCESS);

    private static Latch latch(Cause cause) {
        return new Latch(
                new Verdict(
                        7,
                        Optional.of(WAITER),
                        cause,
                        5,
                        6,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        List.of(),
                        Optional.empty()),
                false);
    }

    /** Then nothing flickers (T87), and who resumes need not wait (R54). */
    @Test
    void r54AGateIsClosedByHandWhereNothingElseKeepsItClosed() {
        Latch byHand = latch(Cause.ADMINISTRATOR);
        assertThat(closed(List.of(), byHand).isByHand()).isTrue();
        assertThat(closed(List.of(), byHand, LATCH).isByHand()).isFalse();
        assertThat(closed(List.of(), LATCH).isByHand()).isFalse();
        assertThat(closed(List.of()).isByHand()).isFalse();
        assertThat(closed(List.of(new LocalizedText("No registry", "Нет реестра")), byHand)
                        .isByHand())
                .isFalse();
    }

    private static Desired closed(List<LocalizedText> obstacles, Latch... latches) {
        return new Desired(Desired.Wish.CLOSED, obstacles, List.of(latches));
    }

    private static final Evidence.OfLedger READY = new Evidence.OfLedger(true, List.of(), List.of());

    private static Module module(ModuleId id, Counting counting) {
        return new Module(
                id,
                "ACME",
                new LocalizedText("x", "x"),
                Metric.SESSIONS,
                new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                counting,
                true,
                Set.of());
    }

    private static Evidence.OfRegistry registry(Module... catalogue) {
        return new Evidence.OfRegistry(true, Set.of(), List.of(catalogue));
    }

    private static Evidence evidence(
            Evidence.@Nullable OfLedger ledger, Evidence.@Nullable OfRegistry registry, ModuleId... metered) {
        return new Evidence(
                Optional.ofNullable(ledger), Optional.ofNullable(registry), Set.of(metered), Set.of(), List.of());
    }

    private static Desired decide(Evidence evidence) {
        return Desired.decide(evidence, false);
    }

    private static void assertClosedBy(Evidence evidence, String words) {
        Desired desired = decide(evidence);
        assertThat(desired.wish()).isEqualTo(Desired.Wish.CLOSED);
        assertThat(desired.obstacles())
                .singleElement()
                .extracting(LocalizedText::english)
                .asString()
                .contains(words);
        assertThat(Desired.decide(evidence, true).wish()).isEqualTo(Desired.Wish.UNDECIDED);
    }

    @Test
    void opensWhenEverythingIsThereAndNothingIsAgainstIt() {
        Desired desired = decide(evidence(READY, registry(module(WAITER, Counting.GATE_SESSIONS)), WAITER));

        assertThat(desired).isEqualTo(new Desired(Desired.Wish.OPEN, List.of(), List.of()));
    }

    @Test
    void r52LatchKeepsItClosedAtBootToo() {
        Evidence latched = evidence(new Evidence.OfLedger(true, List.of(), List.of(LATCH)), registry());

        assertThat(Desired.decide(latched, true))
                .isEqualTo(new Desired(Desired.Wish.CLOSED, List.of(), List.of(LATCH)));
    }

    @Test
    void r53ClosesWithoutLedger() {
        assertClosedBy(evidence(null, registry()), "ledger is not there");
    }

    @Test
    void r53ClosesWhileLedgerWaits() {
        assertClosedBy(
                evidence(
                        new Evidence.OfLedger(false, List.of(new LocalizedText("Limits.", "Лимиты.")), List.of()),
                        registry()),
                "Limits.");
    }

    @Test
    void r53ClosesWithoutRegistry() {
        assertClosedBy(evidence(READY, null), "registry is not there");
    }

    @Test
    void r52ClosesUntilRegistryHasReadEverything() {
        assertClosedBy(
                evidence(READY, new Evidence.OfRegistry(false, Set.of(), List.of())), "has not read all documents");
    }

    @Test
    void r53ClosesWhenModulesBundleIsGone() {
        Evidence missing = evidence(
                READY, new Evidence.OfRegistry(true, Set.of(WAITER), List.of(module(WAITER, Counting.GATE_SESSIONS))));

        assertClosedBy(missing, "belongs to module acme.waiter");
    }

    @Test
    void r53ClosesWithoutMeterOfAnyKindOfModule() {
        for (Counting counting : Counting.values()) {
            assertClosedBy(evidence(READY, registry(module(REPORTS, counting))), "Nothing counts module acme.reports");
        }
    }

    @Test
    void r57SessionsThatPluginBringsItselfNeedNoMeterButItsCountsDo() {
        for (Counting counting : Counting.values()) {
            Evidence brought = new Evidence(
                    Optional.of(READY),
                    Optional.of(registry(module(WAITER, counting))),
                    Set.of(),
                    Set.of(WAITER),
                    List.of());

            assertThat(decide(brought).wish())
                    .isEqualTo(counting == Counting.METER ? Desired.Wish.CLOSED : Desired.Wish.OPEN);
        }
    }

    @Test
    void t44ImpostorKeepsItClosed() {
        Evidence forged = new Evidence(
                Optional.of(READY),
                Optional.of(registry()),
                Set.of(),
                Set.of(),
                List.of(new LocalizedText("The meter is a plugin's.", "Счётчик плагина.")));

        assertClosedBy(forged, "a plugin's");
    }

    @Test
    void namesEveryObstacle() {
        Evidence none = new Evidence(Optional.empty(), Optional.empty(), Set.of(), Set.of(), List.of());

        assertThat(decide(none).obstacles()).hasSize(2);
    }
}
