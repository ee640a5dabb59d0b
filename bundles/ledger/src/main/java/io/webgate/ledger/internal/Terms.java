// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What use is measured against, and what is counted outside the ledger.
 *
 * @param limits empty until the registry has read all documents (R52)
 * @param bounds the gate's own settings (R32)
 * @param counts what meters reported
 */
record Terms(Optional<Limits> limits, PMap<ModuleId, Long> bounds, PMap<ModuleId, Long> counts) {

    static final Terms UNKNOWN = new Terms(Optional.empty(), HashTreePMap.empty(), HashTreePMap.empty());

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
        return Math.min(licensed(id).quantity(), bounds.getOrDefault(id, Long.MAX_VALUE));
    }

    Terms withLimits(Limits fresh) {
        return new Terms(Optional.of(fresh), bounds, counts);
    }

    Terms withBounds(Map<ModuleId, Long> fresh) {
        return new Terms(limits, HashTreePMap.from(fresh), counts);
    }

    Terms withCount(ModuleId module, long count) {
        return new Terms(limits, bounds, counts.plus(module, count));
    }
}
