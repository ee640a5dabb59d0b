// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a licence has been renewed (R10), so that nobody is asked to renew it again. The one rule for pages, health, metrics
 * and advice. Pure.
 */
public final class Renewal {

    private Renewal() {}

    /**
     * Whether a later issue of the same vendor's same lineage is installed that takes over without a gap: it counts already, or
     * will by itself no later than this one ends. One that fits another computer, was revoked or is damaged takes over nothing,
     * and neither does one that waits for somebody to activate it (R59).
     *
     * @param license that ends, or has ended
     * @param installed all documents, the licence's own among them
     */
    public static boolean isInstalled(License license, Collection<InstalledLicense> installed) {
        return installed.stream().anyMatch(entry -> entry.license()
                .filter(other -> isLaterIssue(other, license))
                .filter(other -> entry.state() == LicenseState.VALID
                        || (entry.state() == LicenseState.NOT_YET_VALID
                                && !entry.isDormant()
                                && leavesNoGap(license, other)))
                .isPresent());
    }

    /**
     * Holds for licences of which {@link #isInstalled} does not. For asking it of many: the documents are sorted by their
     * lineages once, and a licence is held against its own lineage alone.
     */
    public static Predicate<License> missing(Collection<InstalledLicense> installed) {
        Map<Lineage, List<InstalledLicense>> byLineage = new HashMap<>();
        for (InstalledLicense entry : installed) {
            entry.license().ifPresent(license -> byLineage
                    .computeIfAbsent(license.lineage(), lineage -> new ArrayList<>(1))
                    .add(entry));
        }
        return license -> !isInstalled(license, byLineage.getOrDefault(license.lineage(), List.of()));
    }

    private static boolean isLaterIssue(License other, License license) {
        return other.vendor().equals(license.vendor())
                && other.lineage().equals(license.lineage())
                && other.generation() > license.generation();
    }

    /** In instants: the two may count their days in different zones. */
    private static boolean leavesNoGap(License license, License next) {
        return license.ends().map(end -> !next.begins().isAfter(end)).orElse(true);
    }
}
