// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.ModuleId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changes only when bundles are installed, resolved, updated or uninstalled.
 *
 * @param dependents the gate and what stops with it
 * @param unresolved bundles that require the gate and lack something, so that there are no wires
 * @param declared what bundles say about their licensing (D3)
 * @param selfBrought modules whose catalogue entry lies, signed, in the plugin itself (R57)
 * @param counters whose meter counts which module
 * @param bundles all that were read
 */
record Topology(
        Dependents dependents,
        List<Long> unresolved,
        Map<Long, Declared> declared,
        Set<ModuleId> selfBrought,
        Counters counters,
        Set<Long> bundles) {

    /** Before the first reading. */
    static final Topology NONE = new Topology(Dependents.NONE, List.of(), Map.of(), Set.of(), Counters.NONE, Set.of());

    Topology {
        unresolved = List.copyOf(unresolved);
        declared = Map.copyOf(declared);
        selfBrought = Set.copyOf(selfBrought);
        bundles = Set.copyOf(bundles);
    }

    /** A bundle's {@code webgate.license} requirement. */
    record Declared(Optional<ModuleId> module, Optional<String> path) {

        static final Declared NOTHING = new Declared(Optional.empty(), Optional.empty());
    }

    Declared of(long id) {
        return declared.getOrDefault(id, Declared.NOTHING);
    }

    /** The modules of plugins that are resolved: whose code may run. */
    Set<ModuleId> pluginModules() {
        return dependents.startOrder().stream()
                .flatMap(id -> of(id).module().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every module that an installed bundle names. */
    Set<ModuleId> modules() {
        return modules(declared.values());
    }

    private static Set<ModuleId> modules(Collection<Declared> declared) {
        return declared.stream().flatMap(one -> one.module().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
