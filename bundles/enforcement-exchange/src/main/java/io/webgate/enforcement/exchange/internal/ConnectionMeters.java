// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/**
 * A meter for each module whose catalogue entry lies in this bundle: what is connected is counted in the ledger, and
 * without that count there is no gate (R53). Which modules these are stands in the entries alone. Thread-safe.
 */
@Component(
        service = {},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class ConnectionMeters {

    private static final String CATALOGUE = "META-INF/webgate/catalogue/";
    private static final String ENDING = ".json";

    private final List<ServiceRegistration<Meter>> meters;

    /** Counts in this ledger; without one there are no meters. */
    @Activate
    public ConnectionMeters(@Reference Ledger ledger, BundleContext context) {
        meters = modules(context.getBundle()).stream()
                .map(module -> context.registerService(
                        Meter.class,
                        (Meter) new ConnectionMeter(ledger, module),
                        FrameworkUtil.asDictionary(Map.of("module", module.value()))))
                .toList();
    }

    @Deactivate
    void close() {
        meters.forEach(ServiceRegistration::unregister);
    }

    /** An entry is named after its module; the assembly of the distribution holds it to that. */
    private static List<ModuleId> modules(Bundle bundle) {
        Enumeration<String> paths = bundle.getEntryPaths(CATALOGUE);
        return paths == null
                ? List.of()
                : Collections.list(paths).stream()
                        .filter(path -> path.endsWith(ENDING))
                        .map(path -> new ModuleId(
                                path.substring(path.lastIndexOf('/') + 1, path.length() - ENDING.length())))
                        .toList();
    }

    /** Units in use of one module, from the ledger's picture. */
    record ConnectionMeter(Ledger ledger, ModuleId module) implements Meter {

        @Override
        public long value() {
            return ledger.picture().usage(module).map(Usage::used).orElse(0L);
        }
    }
}
