// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What use is measured against, and what is counted outside the ledger.
 *
 * @param limits empty until the registry has read all documents (R52)
 * @param bounds the gate's own settings (R32)
 * @param counts what meters reported
 * @param displacing from which idle time on the customer lets seats be displaced (R46)
 * @param shadow the modules that are not enforced yet (R58)
 */
record Terms(
        Optional<Limits> limits,
        PMap<ModuleId, Long> bounds,
        PMap<ModuleId, Long> counts,
        PMap<ModuleId, Duration> displacing,
        Set<ModuleId> shadow) {

    static final Terms UNKNOWN =
            new Terms(Optional.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Set.of());

    Terms {
        shadow = Set.copyOf(shadow);
    }

    /** What is waited for before any verdict may be passed (R52). */
    List<LocalizedText> waitingFor() {
        if (limits.isEmpty()) {
            return List.of(Waits.documents());
        }
        return limits.get().modules().values().stream()
                .filter(module -> module.counting() == Module.Counting.METER)
                .map(Module::id)
                .filter(id -> !counts.containsKey(id))
                .sorted()
                .map(Waits::meter)
                .toList();
    }

    Optional<Module> module(ModuleId id) {
        return limits.map(known -> known.modules().get(id));
    }

    Limit licensed(ModuleId id) {
        return limits.map(known -> known.of(id)).orElse(Limit.NONE);
    }

    /** The smaller of licence and the gate's setting (R32). */
    long bound(ModuleId id) {
        return Math.min(licensed(id).quantity(), setting(id));
    }

    /** What the gate's own setting admits; the largest number where there is none. */
    long setting(ModuleId id) {
        return bounds.getOrDefault(id, Long.MAX_VALUE);
    }

    /** From which idle time on a seat makes room: the longer of what the vendor admits and the customer set (R46). */
    Optional<Duration> displaceIdle(Module module) {
        Optional<Duration> set = Optional.ofNullable(displacing.get(module.id()));
        return module.consequence()
                .displaceIdle()
                .flatMap(shortest -> set.map(own -> own.compareTo(shortest) < 0 ? shortest : own));
    }

    Terms withLimits(Limits fresh, Instant now) {
        return new Terms(Optional.of(fresh), bounds, counts, displacing, shadowed(fresh, now));
    }

    /** These limits with what was found of them when they came. */
    Terms saying(Limits recorded, Set<ModuleId> inShadow) {
        return new Terms(Optional.of(recorded), bounds, counts, displacing, inShadow);
    }

    Terms withBounds(Map<ModuleId, Long> fresh) {
        return new Terms(limits, HashTreePMap.from(fresh), counts, displacing, shadow);
    }

    Terms withCount(ModuleId module, long count) {
        return new Terms(limits, bounds, counts.plus(module, count), displacing, shadow);
    }

    Terms withDisplacing(Map<ModuleId, Duration> fresh) {
        return new Terms(limits, bounds, counts, HashTreePMap.from(fresh), shadow);
    }

    /** The same once these modules are enforced. */
    Terms enforcing(Set<ModuleId> modules) {
        Set<ModuleId> left = new HashSet<>(shadow);
        left.removeAll(modules);
        return new Terms(limits, bounds, counts, displacing, left);
    }

    private static Set<ModuleId> shadowed(Limits limits, Instant now) {
        return limits.modules().values().stream()
                .filter(module ->
                        module.terms().enforcedFrom().filter(now::isBefore).isPresent())
                .map(Module::id)
                .collect(Collectors.toSet());
    }
}
