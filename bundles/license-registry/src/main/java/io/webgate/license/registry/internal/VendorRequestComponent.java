// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.VendorRequest;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The request to the vendor as a service: wires what the framework gives to {@link Requests}. */
@Component
public final class VendorRequestComponent implements VendorRequest {

    private final LicenseRegistry registry;
    private final SignedTime time;
    private final MachineIdentity machine;
    private final MediaIdentity media;
    private final String version;

    /** Called by SCR. */
    @Activate
    public VendorRequestComponent(
            BundleContext context,
            @Reference LicenseRegistry registry,
            @Reference SignedTime time,
            @Reference MachineIdentity machine,
            @Reference MediaIdentity media) {
        this.registry = registry;
        this.time = time;
        this.machine = machine;
        this.media = media;
        version = Optional.ofNullable(context.getProperty("webgate.version"))
                .orElseGet(() -> context.getBundle().getVersion().toString());
    }

    @Override
    public byte[] file() {
        return Requests.of(
                        machine.machineKey(),
                        media.plugged(),
                        registry.applications(),
                        version,
                        registry.licenses(),
                        time.instant().truncatedTo(ChronoUnit.SECONDS),
                        time.ask(),
                        registry.activations())
                .toJson();
    }
}
