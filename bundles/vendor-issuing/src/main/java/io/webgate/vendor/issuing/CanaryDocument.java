// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.Purpose;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The licence that every host verifies over and over, to see that it still can (D7). It gives nothing to anybody who
 * installs it: no module, no feature, for an application that nobody plays, and over since long ago.
 */
final class CanaryDocument {

    private static final LocalDate DAY = LocalDate.of(2000, 1, 1);

    private CanaryDocument() {}

    /** The signed file. The same keys make the same one, so that a build repeats. */
    static byte[] of(VendorKeys keys) {
        License canary = new License(
                new LicenseId(keys.prefix() + "-CANARY"),
                new Lineage(keys.prefix() + "-CANARY"),
                1,
                keys.prefix(),
                "Canary",
                Set.of(new ApplicationId("webgate.canary")),
                Optional.empty(),
                keys.firstMoment(Purpose.LICENSE),
                DAY,
                Optional.of(DAY),
                keys.zone(),
                Term.TEMPORARY,
                Binding.ANYWHERE,
                List.of(),
                Set.of(),
                Optional.empty(),
                Set.of());
        return new DocumentSigner(keys).sign(LicenseDocuments.payload(canary), Purpose.LICENSE);
    }
}
