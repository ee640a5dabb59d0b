// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which licences are worth a warning: nobody is reminded to renew what he has renewed. Pure. */
public final class Renewals {

    /** This long before its end a licence is soon to end. */
    public static final Duration SOON = Duration.ofDays(30);

    private Renewals() {}

    /** Whether a licence ends soon; also true of what has ended. */
    public static boolean endsSoon(License license, Instant now) {
        return endsBefore(license, now.plus(SOON));
    }

    /** Holds for licences without a successor, of the same lineage, that is or will be valid beyond the time of warning. */
    public static Predicate<License> missing(Collection<InstalledLicense> licenses, Instant now) {
        Set<Lineage> renewed = licenses.stream()
                .filter(one -> one.state() == LicenseState.VALID || one.state() == LicenseState.NOT_YET_VALID)
                .flatMap(one -> one.license().stream())
                .filter(license -> !endsSoon(license, now))
                .map(License::lineage)
                .collect(Collectors.toUnmodifiableSet());
        return license -> !renewed.contains(license.lineage());
    }

    static boolean endsBefore(License license, Instant then) {
        return license.ends().filter(end -> end.isBefore(then)).isPresent();
    }
}
