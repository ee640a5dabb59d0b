// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class DependentsTest {

    private static final long WATCHDOG = 5;
    private static final long GATE = 10;
    private static final Set<Long> UNTOUCHABLE = Set.of(0L, WATCHDOG);

    private static Wire host(long plugin) {
        return new Wire(plugin, GATE, "webgate.host");
    }

    private static Wire imports(long requirer, long provider) {
        return new Wire(requirer, provider, "osgi.wiring.package");
    }

    private static Dependents of(Wire... wires) {
        return of(Map.of(), wires);
    }

    private static Dependents of(Map<Long, Integer> levels, Wire... wires) {
        return Dependents.of(Arrays.asList(wires), Set.of(GATE), UNTOUCHABLE, Set.of(), levels);
    }

    @Test
    void gateWithoutPluginsIsAlone() {
        assertThat(of().startOrder()).containsExactly(GATE);
    }

    @Test
    void noGateMeansNoDependents() {
        Dependents none = Dependents.of(List.of(imports(20, 21)), Set.of(), UNTOUCHABLE, Set.of(), Map.of());

        assertThat(none.startOrder()).isEmpty();
    }

    @Test
    void r50FindsDependentsOfDependents() {
        Dependents found = of(host(20), imports(21, 20), new Wire(22, 21, "acme.extension"), imports(30, 31));

        assertThat(found.startOrder()).containsExactly(GATE, 20L, 21L, 22L);
        assertThat(found.stopOrder()).containsExactly(22L, 21L, 20L, GATE);
    }

    @Test
    void stopsUserBeforeWhatItUsesWhateverTheirIds() {
        assertThat(of(host(20), host(30), imports(20, 30)).stopOrder()).containsExactly(20L, 30L, GATE);
    }

    @Test
    void startLevelDecidesWhereDependencyLeavesChoice() {
        Map<Long, Integer> levels = Map.of(GATE, 20, 20L, 31, 30L, 30, 25L, 30);

        assertThat(of(levels, host(20), host(30), host(25)).startOrder()).containsExactly(GATE, 25L, 30L, 20L);
    }

    @Test
    void ringOfImportsIsOrderedAndWhole() {
        Dependents ring = of(host(20), host(21), imports(20, 21), imports(21, 22), imports(22, 20));

        assertThat(ring.startOrder()).containsExactly(GATE, 20L, 22L, 21L);
    }

    @Test
    void gateThatImportsFromPluginStaysFirst() {
        assertThat(of(host(20), imports(GATE, 20)).startOrder()).containsExactly(GATE, 20L);
    }

    @Test
    void fragmentsAndEnvironmentsMakeNoDependents() {
        Dependents found =
                of(host(20), new Wire(21, 20, "osgi.wiring.host"), new Wire(22, 20, "osgi.ee"), imports(20, 20));

        assertThat(found.startOrder()).containsExactly(GATE, 20L);
    }

    @Test
    void t44PluginCannotDragLicensingPlaneDownByExportingItsPackages() {
        Map<Long, Integer> levels = new HashMap<>(Map.of(GATE, 20, 20L, 30, WATCHDOG, 10, 6L, 10, 7L, 10));
        // the watchdog stands on 6, 6 imports from the plugin; 7 lies below the gate and does so too
        Dependents found = Dependents.of(
                List.of(host(20), imports(WATCHDOG, 6), imports(6, 20), imports(7, 20), imports(WATCHDOG, 20)),
                Set.of(GATE),
                UNTOUCHABLE,
                Set.of(),
                levels);

        assertThat(found.startOrder()).containsExactly(GATE, 20L);
    }

    @Test
    void registrarsOfTheWatchdogsServicesAreShelteredUnlessTheyRequireTheGate() {
        Dependents found = Dependents.of(
                List.of(host(20), host(8), imports(8, 20), imports(9, 20)),
                Set.of(GATE),
                UNTOUCHABLE,
                Set.of(8L, 9L),
                Map.of());

        assertThat(found.startOrder()).containsExactly(GATE, 20L, 8L);
    }

    @Test
    void watchdogAndFrameworkAreNeverStoppedEvenIfTheyRequireTheGate() {
        assertThat(of(host(0), host(WATCHDOG), host(20)).startOrder()).containsExactly(GATE, 20L);
    }

    @Test
    void t90SecondGateStopsWithItsPlugins() {
        Dependents two = Dependents.of(
                List.of(host(20), new Wire(21, 11, "webgate.host")),
                Set.of(GATE, 11L),
                UNTOUCHABLE,
                Set.of(),
                Map.of());

        assertThat(two.startOrder()).containsExactly(GATE, 11L, 20L, 21L);
    }

    @Test
    void uninstalledGateStillHasItsPlugins() {
        Dependents found = Dependents.of(List.of(host(20)), Set.of(), UNTOUCHABLE, Set.of(), Map.of(20L, 30));

        assertThat(found.stopOrder()).containsExactly(20L, GATE);
    }

    @Test
    void cutsIntoPiecesWithinWhichNobodyDependsOnAnother() {
        Dependents found = of(host(20), host(21), host(22), imports(23, 21));

        assertThat(found.stopOrder()).containsExactly(23L, 22L, 21L, 20L, GATE);
        assertThat(found.pieces(found.stopOrder()))
                .containsExactly(List.of(23L, 22L), List.of(21L, 20L), List.of(GATE));
        assertThat(found.pieces(List.of(GATE))).containsExactly(List.of(GATE));
    }

    @Test
    void namesWhatLiesBetweenAndWhatStopsWith() {
        Dependents found = of(host(20), imports(21, 20), imports(22, 21), host(30));

        assertThat(found.requires(22)).containsExactly(GATE, 20L, 21L);
        assertThat(found.dependents(20)).containsExactly(21L, 22L);
        assertThat(found.requires(30)).containsExactly(GATE);
        assertThat(found.dependents(30)).isEmpty();
    }
}
