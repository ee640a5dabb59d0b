// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Picture;

import java.util.List;
import java.util.Optional;

/**
 * The licensing plane at one look. A service that is missing leaves its part empty, and that it came or went is a change
 * as well.
 */
public record Sight(Optional<Picture> picture, Optional<GateView> gate, Optional<Documents> documents) {

    /**
     * What the registry keeps.
     *
     * @param revision of the limits that the documents add up to
     */
    public record Documents(long revision, List<InstalledLicense> licenses) {

        public Documents {
            licenses = List.copyOf(licenses);
        }
    }

    /** A look at the services as they are now; reads only, blocks nobody. */
    public static Sight of(Optional<Ledger> ledger, Optional<GateWatch> watch, Optional<LicenseRegistry> registry) {
        return new Sight(
                ledger.map(Ledger::picture),
                watch.map(GateWatch::view),
                registry.map(known -> new Documents(known.limits().revision(), known.licenses())));
    }
}
