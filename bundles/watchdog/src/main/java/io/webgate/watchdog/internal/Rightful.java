// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.spi.IntegrityReport;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which bundle each service of the licensing plane belongs to. The same service from any other bundle might be used in
 * place of the real one, so the gate stays closed as long as it is there (T44, D7). Pure.
 */
final class Rightful {

    /** By the service's type, the symbolic name of its bundle. */
    static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry(Ledger.class.getName(), "io.webgate.ledger"),
            Map.entry(LicenseRegistry.class.getName(), "io.webgate.license.registry"),
            Map.entry(TrustedTime.class.getName(), "io.webgate.license.registry"),
            // by name: inside its bundle, and what the registry itself takes for the time
            Map.entry("io.webgate.license.registry.internal.SignedTime", "io.webgate.license.registry"),
            Map.entry(IntegrityReport.class.getName(), "io.webgate.license.registry"),
            Map.entry(MachineIdentity.class.getName(), "io.webgate.machine.key"),
            Map.entry(MediaIdentity.class.getName(), "io.webgate.machine.key"),
            Map.entry("io.webgate.store.Store", "io.webgate.store"), // by name: nothing here uses a store
            Map.entry(GatePermit.class.getName(), "io.webgate.watchdog"));

    /** All of these services. */
    static final String FILTER = OWNERS.keySet().stream()
            .sorted()
            .map(type -> "(objectClass=" + type + ")")
            .collect(Collectors.joining("", "(|", ")"));

    private Rightful() {}

    /**
     * What is wrong with it; empty: nothing.
     *
     * @param bundle symbolic name of the bundle that registers it; an old bundle has none
     */
    static Optional<LocalizedText> impostor(String type, @Nullable String bundle) {
        String owner = OWNERS.get(type);
        if (owner == null || owner.equals(bundle)) {
            return Optional.empty();
        }
        return Optional.of(Reasons.impostor(bundle, type.substring(type.lastIndexOf('.') + 1), owner));
    }
}
