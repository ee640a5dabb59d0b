// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.api.GatePermit;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

import java.util.List;
import java.util.Map;

/** The gate as plugins see it; there only with the watchdog's permit (R53). Thread-safe. */
@Capability(namespace = GateNames.HOST_NAMESPACE, version = "1.0")
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class OpenGate implements Gate {

    private final Permits permits;

    /** Serves with these permits. */
    @Activate
    public OpenGate(
            @Reference(service = GatePermit.class, cardinality = ReferenceCardinality.AT_LEAST_ONE)
                    List<Map.Entry<Map<String, Object>, GatePermit>> permits,
            BundleContext context) {
        this.permits = Permits.of(permits, context);
    }

    @Override
    public boolean isOpen() {
        return permits.isOpen();
    }
}
