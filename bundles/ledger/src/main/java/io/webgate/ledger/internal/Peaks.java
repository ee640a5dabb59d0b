// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The most of each module that was in use since this was taken last, for the history alone. Thread-safe. */
final class Peaks {

    private final ConcurrentHashMap<ModuleId, Long> most = new ConcurrentHashMap<>();

    void note(ModuleId module, long used) {
        Long known = most.get(module);
        if (known == null || known < used) {
            most.merge(module, used, Math::max);
        }
    }

    /** Each is told once. */
    Map<ModuleId, Long> take() {
        Map<ModuleId, Long> taken = new HashMap<>();
        for (ModuleId module : most.keySet()) {
            Long peak = most.remove(module);
            if (peak != null) {
                taken.put(module, peak);
            }
        }
        return taken;
    }
}
