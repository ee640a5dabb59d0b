// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

final class WhyTest {

    private static final Speech ENGLISH = new Speech(Locale.ENGLISH, ZoneOffset.UTC);

    private final FakePlane plane = new FakePlane();
    private final Why why = new Why(plane, ENGLISH);

    @ParameterizedTest
    @ValueSource(strings = {"example.waiter", "com.example.waiter", "waiter"})
    void anExcessIsToldWithVerdictUsedOfLimitSinceAndRemedy(String name) {
        plane.view = Samples.stopped(Samples.VERDICT);
        plane.ledger.usages.add(Samples.usage(10, 0, Optional.of(Samples.VERDICT)));
        assertThat(why.of(name))
                .contains(
                        "Mobile waiter (example.waiter)",
                        "0 of 10",
                        "11 sessions in use, 10 licensed",
                        "Install licences for at least 11 sessions",
                        "7, excess, stop-gate",
                        "2026-11-22 12:00 +00:00",
                        "11 of 10");
    }

    @Test
    void aPluginIsExplainedByTheGatesVerdictThatIsNotItsOwn() {
        plane.view = Samples.stopped(Samples.BY_HAND);
        plane.ledger.usages.add(Samples.usage(10, 1, Optional.empty()));
        assertThat(why.of("com.example.waiter"))
                .contains("The gate is stopped.", "An administrator stopped the gate", "8, administrator")
                .doesNotContain("It was");
    }

    @Test
    void anObstacleIsTheReasonWhereNoVerdictIs() {
        plane.view = new GateView(
                false,
                FakePlane.NOW,
                Optional.empty(),
                false,
                List.of(new LocalizedText("The store is not open.", "Хранилище не открыто.")),
                List.of(Samples.plugin(GateView.Plugin.State.STOPPED, Optional.empty())));
        plane.hasLedger = false;
        assertThat(why.of("waiter")).contains("The store is not open.");
    }

    @Test
    void aModuleWithoutALicenceIsSaidToHaveNoneAndTheDocumentThatDoesNotCountIsNamed() {
        plane.ledger.usages.add(Samples.usage(0, 0, Optional.empty()));
        plane.registry.licenses.add(
                Samples.installed("l-1", LicenseState.EXPIRED, Optional.of(LocalDate.of(2026, 2, 1))));
        plane.registry.licenses.add(Samples.damaged());
        assertThat(why.of("example.waiter"))
                .contains("is not licensed", "Does not count", "l-1, expired")
                .doesNotContain("sha256:abc");
    }

    @Test
    void aModuleThatIsFullIsNotStopped() {
        plane.ledger.usages.add(Samples.usage(10, 10, Optional.empty()));
        assertThat(why.of("example.waiter")).contains("Nothing is stopped", "stop-gate");
    }

    @Test
    void whereNothingIsWrongNothingIsSaidToBe() {
        plane.ledger.usages.add(Samples.usage(10, 3, Optional.empty()));
        plane.registry.licenses.add(Samples.installed("l-1", LicenseState.VALID, Optional.empty()));
        assertThat(why.of("example.waiter"))
                .contains("3 of 10", "No verdict stops or refuses anything here.")
                .doesNotContain("l-1", "Verdict  ");
    }
}
