// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of a licence document (R3).
 *
 * @param id of this document
 * @param lineage the licence through its renewals
 * @param generation which issue of the lineage, from 1
 * @param vendor the four-letter prefix of who issued it
 * @param holder the customer
 * @param applications for which it counts (R4)
 * @param version of the product, where it is for one
 * @param issuedAt when it was signed
 * @param validFrom its first day
 * @param validUntil its last day; empty: permanent
 * @param zone in which its days begin and end
 * @param term for how long it is meant
 * @param binding to what it is bound
 * @param entitlements modules and quantities
 * @param features what is on
 * @param renewalDate when it is to be renewed
 * @param supersedes documents that count no more once this one is here
 */
public record License(
        LicenseId id,
        Lineage lineage,
        long generation,
        String vendor,
        String holder,
        Set<ApplicationId> applications,
        Optional<String> version,
        Instant issuedAt,
        LocalDate validFrom,
        Optional<LocalDate> validUntil,
        ZoneId zone,
        Term term,
        Binding binding,
        List<Entitlement> entitlements,
        Set<Feature> features,
        Optional<LocalDate> renewalDate,
        Set<LicenseId> supersedes) {

    public License {
        Text.require("Vendor", vendor, "[A-Z]{4}");
        Bounded.text("Holder", holder, 200);
        version.ifPresent(text -> Bounded.text("Version", text, 64));
        if (generation < 1) {
            throw new IllegalArgumentException("Generation " + generation + " of " + id + " must be at least 1");
        }
        applications = Set.copyOf(applications);
        entitlements = List.copyOf(entitlements);
        features = Set.copyOf(features);
        supersedes = Set.copyOf(supersedes);
        if (applications.isEmpty()) {
            throw new IllegalArgumentException("Licence " + id + " names no application");
        }
        Set<ModuleId> named = new HashSet<>();
        for (Entitlement entitlement : entitlements) {
            if (!named.add(entitlement.module())) {
                throw new IllegalArgumentException("Licence " + id + " names a module twice");
            }
        }
        validUntil.ifPresent(until -> {
            if (until.isBefore(validFrom)) {
                throw new IllegalArgumentException(
                        "Licence " + id + " ends " + until + " before it begins " + validFrom);
            }
        });
        if (validUntil.isEmpty() && term != Term.PERMANENT) {
            throw new IllegalArgumentException("Licence " + id + " of term " + term.code() + " needs a last day");
        }
    }

    /** The first instant at which it counts. */
    public Instant begins() {
        return validFrom.atStartOfDay(zone).toInstant();
    }

    /**
     * How many days follow the present one until its last, as its own zone counts them: 0 on the last day, negative after
     * it; empty where it is permanent.
     */
    public Optional<Long> daysLeft(Instant now) {
        return validUntil.map(last -> ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), last));
    }

    /** The first instant at which it counts no more: the end of its last day in its own zone (R10). */
    public Optional<Instant> ends() {
        return validUntil.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
