// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param breakGlass it gives nothing until an administrator activates it, once, and then counts to the end of that day and
 *     for so many days more (R59); empty: an ordinary licence
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
        Set<LicenseId> supersedes,
        OptionalInt breakGlass) {

    /** A break-glass licence helps out for some days; what is for longer is another licence. */
    public static final int MOST_BREAK_GLASS_DAYS = 90;

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
        if (breakGlass.isPresent()) {
            int days = breakGlass.getAsInt();
            if (days < 1 || days > MOST_BREAK_GLASS_DAYS) {
                throw new IllegalArgumentException("Licence " + id + " is for " + days
                        + " days after its activation, not 1 to " + MOST_BREAK_GLASS_DAYS);
            }
            if (!supersedes.isEmpty()) {
                throw new IllegalArgumentException(
                        "Licence " + id + " waits for its activation, so it can't replace another one");
            }
        }
    }

    /** An ordinary licence, which counts by its days alone. */
    public License(
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
        this(
                id,
                lineage,
                generation,
                vendor,
                holder,
                applications,
                version,
                issuedAt,
                validFrom,
                validUntil,
                zone,
                term,
                binding,
                entitlements,
                features,
                renewalDate,
                supersedes,
                OptionalInt.empty());
    }

    /**
     * The last day on which it would count if it were activated at that moment (R59): the day of the activation in its own
     * zone and {@link #breakGlass} days more, or its own last day where that comes first.
     *
     * @throws java.util.NoSuchElementException for an ordinary licence
     */
    public LocalDate lastDayIfActivated(Instant at) {
        LocalDate last = LocalDate.ofInstant(at, zone).plusDays(breakGlass.orElseThrow());
        return validUntil.filter(last::isAfter).orElse(last);
    }

    /** The same contents, ending with that day where they would not end before; as they are where they begin after it (R59). */
    public License endingBy(LocalDate last) {
        if (last.isBefore(validFrom)) {
            return this;
        }
        return new License(
                id,
                lineage,
                generation,
                vendor,
                holder,
                applications,
                version,
                issuedAt,
                validFrom,
                validUntil.filter(last::isAfter).or(() -> Optional.of(last)),
                zone,
                term,
                binding,
                entitlements,
                features,
                renewalDate,
                supersedes,
                breakGlass);
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
