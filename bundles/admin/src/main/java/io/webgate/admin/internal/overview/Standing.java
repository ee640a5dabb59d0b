// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.overview;

import io.webgate.admin.internal.frame.Renewals;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Usage;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How licensing stands as a whole, in one word: the worst that holds. Pure.
 *
 * @param code of the state: {@code over}, {@code expired}, {@code none}, {@code expiring}, {@code full}, {@code near} or
 *     {@code ok}
 * @param firstToEnd the valid licence that ends first; empty where none is valid or all are permanent
 * @param valid the valid licences
 */
record Standing(String code, Optional<License> firstToEnd, List<License> valid) {

    Standing {
        valid = List.copyOf(valid);
    }

    static Standing of(Collection<Usage> usages, Collection<InstalledLicense> installed, Instant now) {
        List<License> valid = installed.stream()
                .filter(one -> one.state() == LicenseState.VALID)
                .flatMap(one -> one.license().stream())
                .toList();
        Optional<License> first = valid.stream()
                .filter(license -> license.ends().isPresent())
                .min(Comparator.comparing(license -> license.ends().orElseThrow()));
        return new Standing(code(usages, installed, valid, now), first, valid);
    }

    private static String code(
            Collection<Usage> usages, Collection<InstalledLicense> installed, List<License> valid, Instant now) {
        if (any(usages, Usage.State.OVER)) {
            return "over";
        }
        if (valid.isEmpty()) {
            boolean lapsed = installed.stream().anyMatch(one -> one.state() == LicenseState.EXPIRED);
            return lapsed ? "expired" : "none";
        }
        Predicate<License> unrenewed = Renewals.missing(installed);
        boolean soon = valid.stream().anyMatch(unrenewed.and(license -> Renewals.endsSoon(license, now)));
        if (soon) {
            return "expiring";
        }
        if (usages.stream()
                .anyMatch(usage ->
                        usage.state() == Usage.State.FULL && usage.module().summed())) {
            return "full";
        }
        return any(usages, Usage.State.NEAR) ? "near" : "ok";
    }

    private static boolean any(Collection<Usage> usages, Usage.State state) {
        return usages.stream().anyMatch(usage -> usage.state() == state);
    }
}
