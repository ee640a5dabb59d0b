// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the watchdog knows when it decides.
 *
 * @param ledger what the ledger's picture says; empty without a ledger
 * @param registry what the registry says; empty without one
 * @param metered modules that a meter counts
 * @param selfBrought modules whose catalogue entry the plugin itself brings (R57)
 * @param impostors services that don't count because a plugin registers them, in words for an operator
 */
record Evidence(
        Optional<OfLedger> ledger,
        Optional<OfRegistry> registry,
        Set<ModuleId> metered,
        Set<ModuleId> selfBrought,
        List<String> impostors) {

    Evidence {
        metered = Set.copyOf(metered);
        selfBrought = Set.copyOf(selfBrought);
        impostors = List.copyOf(impostors);
    }

    /** See {@link io.webgate.license.api.Picture}. */
    record OfLedger(boolean ready, List<String> waitingFor, List<Latch> latches) {}

    /** See {@link io.webgate.license.api.LicenseRegistry}. */
    record OfRegistry(boolean ready, Set<ModuleId> missing, Collection<Module> catalogue) {}
}
