// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class UncataloguedTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final Set<ModuleId> NAMED = Set.of(WAITER);
    private static final Evidence.OfRegistry EMPTY = new Evidence.OfRegistry(true, Set.of(), List.of());
    private static final Evidence.OfRegistry KNOWN = new Evidence.OfRegistry(
            true,
            Set.of(),
            List.of(new Module(
                    WAITER,
                    "ACME",
                    new LocalizedText("x", "x"),
                    Metric.SESSIONS,
                    new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                    Module.Counting.GATE_SESSIONS,
                    true,
                    Set.of())));

    private final Uncatalogued uncatalogued = new Uncatalogued();

    @Test
    void r54ClosedGateStaysClosedWhilePluginsModuleIsNotInTheCatalogue() {
        assertThat(uncatalogued.obstacles(NAMED, EMPTY, false, 0))
                .singleElement()
                .extracting(LocalizedText::english)
                .asString()
                .contains("acme.waiter");
        assertThat(uncatalogued.obstacles(NAMED, KNOWN, false, 0)).isEmpty();
        assertThat(uncatalogued.obstacles(Set.of(), EMPTY, false, 0)).isEmpty();
    }

    @Test
    void r53RunningGateClosesWhenTheRegistryHasHadTimeToReadTheEntry() {
        assertThat(uncatalogued.obstacles(NAMED, EMPTY, true, 5)).isEmpty();
        assertThat(uncatalogued.timeLeft(5)).isEqualTo(Uncatalogued.PATIENCE);
        assertThat(uncatalogued.obstacles(NAMED, EMPTY, true, 4 + Uncatalogued.PATIENCE))
                .isEmpty();
        assertThat(uncatalogued.obstacles(NAMED, EMPTY, true, 5 + Uncatalogued.PATIENCE))
                .hasSize(1);
        assertThat(uncatalogued.timeLeft(5 + Uncatalogued.PATIENCE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void entryThatVanishesLaterGetsItsOwnTime() {
        assertThat(uncatalogued.obstacles(NAMED, EMPTY, true, 0)).isEmpty();
        assertThat(uncatalogued.obstacles(NAMED, KNOWN, true, 1)).isEmpty();

        assertThat(uncatalogued.obstacles(NAMED, EMPTY, true, Uncatalogued.PATIENCE))
                .isEmpty();
    }

    @Test
    void moduleWhoseBundleIsMissingIsNotToldTwice() {
        Evidence.OfRegistry missing = new Evidence.OfRegistry(true, NAMED, List.of());

        assertThat(uncatalogued.obstacles(NAMED, missing, false, 0)).isEmpty();
    }
}
