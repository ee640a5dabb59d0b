// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Latch;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class PermitsTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final ModuleId RETAIL = new ModuleId("acme.retail");

    private record Fixed(boolean isOpen, long generation, List<Latch> latches) implements GatePermit {}

    private static GatePermit permit(boolean open, Latch... latches) {
        return new Fixed(open, 1, List.of(latches));
    }

    private static Latch latch(long seq, boolean stands) {
        return new Latch(
                new Verdict(
                        seq,
                        Optional.of(WAITER),
                        Cause.EXCESS,
                        5,
                        6,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        List.of(),
                        Optional.empty()),
                stands);
    }

    @Test
    void openWithOneOpenPermit() {
        assertThat(new Permits(List.of(permit(true))).isOpen()).isTrue();
    }

    @Test
    void closedWithoutAnyPermit() {
        assertThat(new Permits(List.of()).isOpen()).isFalse();
    }

    @Test
    void t44ForgedPermitCanCloseTheGateButNotOpenIt() {
        assertThat(new Permits(List.of(permit(true), permit(false))).isOpen()).isFalse();
        assertThat(new Permits(List.of(permit(false), permit(true))).isOpen()).isFalse();
    }

    @Test
    void t44PermitOfAnotherBundleThanTheWatchdogCountsForNothing() {
        Map.Entry<Map<String, Object>, GatePermit> own = Map.entry(Map.of("service.bundleid", 7L), permit(true));
        Map.Entry<Map<String, Object>, GatePermit> forged = Map.entry(Map.of("service.bundleid", 8L), permit(true));
        Map.Entry<Map<String, Object>, GatePermit> nameless = Map.entry(Map.of("service.bundleid", 9L), permit(true));
        Map<Long, String> names = Map.of(7L, "io.webgate.watchdog", 8L, "rogue");

        assertThat(Permits.of(List.of(forged, nameless), names::get).isOpen()).isFalse();
        assertThat(Permits.of(List.of(forged, own), names::get)).isEqualTo(new Permits(List.of(own.getValue())));
    }

    @Test
    void r51RefusalNamesTheOldestVerdictWhoseCauseStandsElseTheOldest() {
        Reply.Refused refusal = new Permits(
                        List.of(permit(false, latch(2, false), latch(4, true), latch(3, true), latch(8, false))))
                .refusal(Optional.of(RETAIL));

        assertThat(refusal.reason()).isEqualTo(Reply.Reason.GATE_STOPPED);
        assertThat(refusal.verdict().map(Verdict::seq)).contains(3L);
        assertThat(refusal.module()).contains(WAITER);
        assertThat(refusal.used()).isEqualTo(6);
        assertThat(refusal.limit()).isEqualTo(5);

        assertThat(new Permits(List.of(permit(false, latch(9, false), latch(8, false))))
                        .refusal(Optional.empty())
                        .verdict()
                        .map(Verdict::seq))
                .contains(8L);
    }

    @Test
    void refusalWithoutVerdictNamesTheModuleThatWasAskedFor() {
        Reply.Refused refusal = new Permits(List.of(permit(false))).refusal(Optional.of(RETAIL));

        assertThat(refusal)
                .isEqualTo(new Reply.Refused(Reply.Reason.GATE_STOPPED, Optional.empty(), Optional.of(RETAIL), 0, 0));
    }
}
