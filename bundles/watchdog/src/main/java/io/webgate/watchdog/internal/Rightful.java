// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GatePermit;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.api.Sessions;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.license.spi.BuiltInEdition;
import io.webgate.license.spi.IntegrityReport;
import io.webgate.license.spi.LimitsListener;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which bundle each service of the licensing plane belongs to. The same service from any other bundle might be used in
 * place of the real one, so the gate stays closed as long as it is there (T44, D7). Pure.
 */
final class Rightful {

    private static final String ACCESS = "io.webgate.access";
    private static final String ADMIN = "io.webgate.admin";
    private static final String GATE = "io.webgate.gate";
    private static final String LEDGER = "io.webgate.ledger";
    private static final String MACHINE_KEY = "io.webgate.machine.key";
    private static final String REGISTRY = "io.webgate.license.registry";
    private static final String TRADE = "io.webgate.trade";
    private static final String WATCHDOG = "io.webgate.watchdog";

    /**
     * By the service's type, the symbolic name of its bundle: all that the plane's bundles publish and nobody else may.
     * What stands here by name is nothing that this bundle uses.
     */
    static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry(Ledger.class.getName(), LEDGER),
            Map.entry(LimitsListener.class.getName(), LEDGER),
            Map.entry(Journal.class.getName(), LEDGER),
            Map.entry(UsageHistory.class.getName(), LEDGER),
            Map.entry(LicenseRegistry.class.getName(), REGISTRY),
            Map.entry(VendorRequest.class.getName(), REGISTRY),
            Map.entry(TrustedTime.class.getName(), REGISTRY),
            // inside its bundle, and what the registry itself takes for the time
            Map.entry("io.webgate.license.registry.internal.SignedTime", REGISTRY),
            Map.entry(IntegrityReport.class.getName(), REGISTRY),
            Map.entry(BuiltInEdition.class.getName(), "io.webgate.edition.small"),
            Map.entry(MachineIdentity.class.getName(), MACHINE_KEY),
            Map.entry(MediaIdentity.class.getName(), MACHINE_KEY),
            Map.entry(Exchange.class.getName(), "io.webgate.enforcement.exchange"),
            Map.entry("io.webgate.store.Store", "io.webgate.store"),
            Map.entry("io.webgate.access.Access", ACCESS),
            Map.entry("io.webgate.access.Accounts", ACCESS),
            Map.entry("io.webgate.access.Door", ACCESS),
            Map.entry("io.webgate.settings.Settings", "io.webgate.settings"),
            Map.entry("io.webgate.admin.internal.frame.DevicePages", ADMIN),
            Map.entry("io.webgate.admin.internal.frame.Extensions", ADMIN),
            Map.entry("io.webgate.trade.Trade", TRADE),
            Map.entry("io.webgate.trade.internal.TradeComponent", TRADE),
            Map.entry(Gate.class.getName(), GATE),
            Map.entry(Sessions.class.getName(), GATE),
            Map.entry("io.webgate.gate.internal.Door", GATE),
            Map.entry(GateWatch.class.getName(), WATCHDOG),
            Map.entry(GatePermit.class.getName(), WATCHDOG));

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
