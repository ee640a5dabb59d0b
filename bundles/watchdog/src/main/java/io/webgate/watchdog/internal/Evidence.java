// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the watchdog knows when it decides.
 *
 * @param ledger what the ledger's picture says; empty without a ledger
 * @param registry what the registry says; empty without one
 * @param metered modules that a meter counts
 * @param selfBrought modules whose catalogue entry the plugin itself brings (R57)
 * @param impostors services that don't count because of who registers them, and other obstacles in bundles
 * @param unread bundles that register services and were not there yet when the bundles were read
 */
record Evidence(
        Optional<OfLedger> ledger,
        Optional<OfRegistry> registry,
        Set<ModuleId> metered,
        Set<ModuleId> selfBrought,
        List<LocalizedText> impostors,
        Set<Long> unread) {

    Evidence {
        metered = Set.copyOf(metered);
        selfBrought = Set.copyOf(selfBrought);
        impostors = List.copyOf(impostors);
        unread = Set.copyOf(unread);
    }

    /** Of bundles that were all read. */
    Evidence(
            Optional<OfLedger> ledger,
            Optional<OfRegistry> registry,
            Set<ModuleId> metered,
            Set<ModuleId> selfBrought,
            List<LocalizedText> impostors) {
        this(ledger, registry, metered, selfBrought, impostors, Set.of());
    }

    /** The same with more obstacles in bundles. */
    Evidence against(List<LocalizedText> more) {
        return new Evidence(
                ledger,
                registry,
                metered,
                selfBrought,
                Stream.concat(impostors.stream(), more.stream()).toList(),
                unread);
    }

    /** See {@link io.webgate.license.api.Picture}. */
    record OfLedger(boolean ready, List<LocalizedText> waitingFor, List<Latch> latches) {}

    /** See {@link io.webgate.license.api.LicenseRegistry}. */
    record OfRegistry(boolean ready, Set<ModuleId> missing, Collection<Module> catalogue) {}
}
