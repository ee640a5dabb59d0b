// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.VendorRequest;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The request to the vendor as a service: wires what the framework gives to {@link Requests}. */
@Component
public final class VendorRequestComponent implements VendorRequest {

    private final LicenseRegistry registry;
    private final TrustedTime time;
    private final MachineIdentity machine;
    private final MediaIdentity media;
    private final String version;
    private final RequestNonce nonce;

    /** Called by SCR. */
    @Activate
    public VendorRequestComponent(
            BundleContext context,
            @Reference LicenseRegistry registry,
            @Reference TrustedTime time,
            @Reference MachineIdentity machine,
            @Reference MediaIdentity media) {
        this.registry = registry;
        this.time = time;
        this.machine = machine;
        this.media = media;
        version = Optional.ofNullable(context.getProperty("webgate.version"))
                .orElseGet(() -> context.getBundle().getVersion().toString());
        Path home = Path.of(Optional.ofNullable(context.getProperty("webgate.home"))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "Property webgate.home is not set: a request's nonce needs the home's path")));
        SecureRandom random = new SecureRandom();
        nonce = new RequestNonce(home.resolve("var").resolve("request-nonce"), new DiskFiles(), length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @Override
    public byte[] file() {
        try {
            return Requests.of(
                            machine.machineKey(),
                            media.plugged(),
                            registry.applications(),
                            version,
                            registry.licenses(),
                            time.instant().truncatedTo(ChronoUnit.SECONDS),
                            nonce.current())
                    .toJson();
        } catch (IOException e) {
            throw new UncheckedIOException("The request's nonce can't be kept", e);
        }
    }
}
