// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All limits at one moment: one step of the registry's step function of time (R10).
 *
 * @param revision grows with every change of the registry's documents, evidence or time step
 * @param at from when these limits hold
 * @param nextChange when the next step begins if nothing is installed or removed
 * @param modules every module of the catalogue, limit 0 too
 * @param byModule the limit of each; a module without an entry has limit 0
 */
public record Limits(
        long revision,
        Instant at,
        Optional<Instant> nextChange,
        Map<ModuleId, Module> modules,
        Map<ModuleId, Limit> byModule) {

    public Limits {
        modules = Map.copyOf(modules);
        byModule = Map.copyOf(byModule);
    }

    /** The limit of a module; {@link Limit#NONE} where no valid licence names it. */
    public Limit of(ModuleId module) {
        return byModule.getOrDefault(module, Limit.NONE);
    }
}
