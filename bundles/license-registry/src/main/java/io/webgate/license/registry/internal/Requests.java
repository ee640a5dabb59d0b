// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Media;
import io.webgate.license.format.HostRequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request to the vendor says of this host. Pure. */
final class Requests {

    private Requests() {}

    static HostRequest of(
            String machineKey,
            List<Media> media,
            Set<ApplicationId> played,
            String version,
            List<InstalledLicense> licenses,
            Instant now,
            String nonce,
            List<BreakGlassUse> used) {
        return new HostRequest(
                machineKey,
                media.stream().flatMap(drive -> drive.key().stream()).toList(),
                played.stream().map(ApplicationId::value).toList(),
                version,
                holder(licenses),
                now,
                nonce,
                used.stream()
                        .map(use -> new HostRequest.Use(
                                use.license(),
                                use.activation().at(),
                                use.activation().lastDay()))
                        .toList());
    }

    /** Of the licences that count, where all have the same: whose it is among several the vendor must ask. */
    private static Optional<String> holder(List<InstalledLicense> licenses) {
        List<String> holders = licenses.stream()
                .filter(entry -> entry.state() == LicenseState.VALID)
                .flatMap(entry -> entry.license().stream())
                .map(License::holder)
                .distinct()
                .toList();
        return holders.size() == 1 ? Optional.of(holders.get(0)) : Optional.empty();
    }
}
