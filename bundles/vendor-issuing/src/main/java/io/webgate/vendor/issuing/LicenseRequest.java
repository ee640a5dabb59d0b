// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What someone wants issued.
 *
 * @param holder the customer
 * @param applications for which it shall count
 * @param version of the product, where it is for one
 * @param validFrom empty: today
 * @param validUntil empty: permanent
 * @param zone empty: the vendor's
 * @param term empty: permanent without a last day, temporary with one
 * @param binding to what
 * @param entitlements modules and quantities
 * @param features what is on
 * @param renewalDate when it is to be renewed
 * @param lineage empty: a new one
 * @param generation which issue of the lineage; 1 for a new one
 * @param supersedes documents that it replaces
 * @param breakGlass it waits for its activation, and then counts for so many days (R59); empty: an ordinary licence
 */
public record LicenseRequest(
        String holder,
        Set<ApplicationId> applications,
        Optional<String> version,
        Optional<LocalDate> validFrom,
        Optional<LocalDate> validUntil,
        Optional<ZoneId> zone,
        Optional<Term> term,
        Binding binding,
        List<Entitlement> entitlements,
        Set<Feature> features,
        Optional<LocalDate> renewalDate,
        Optional<Lineage> lineage,
        long generation,
        Set<LicenseId> supersedes,
        OptionalInt breakGlass) {

    public LicenseRequest {
        applications = Set.copyOf(applications);
        entitlements = List.copyOf(entitlements);
        features = Set.copyOf(features);
        supersedes = Set.copyOf(supersedes);
    }

    /** Begins a request; nothing but holder, binding and one application must be given. */
    public static Builder forHolder(String holder, Binding binding) {
        return new Builder(holder, binding);
    }

    /** Collects a request; for one thread. */
    public static final class Builder {

        private final String holder;
        private final Binding binding;
        private final Set<ApplicationId> applications = new LinkedHashSet<>();
        private final List<Entitlement> entitlements = new ArrayList<>();
        private final Set<Feature> features = new LinkedHashSet<>();
        private final Set<LicenseId> supersedes = new LinkedHashSet<>();
        private Optional<String> version = Optional.empty();
        private Optional<LocalDate> validFrom = Optional.empty();
        private Optional<LocalDate> validUntil = Optional.empty();
        private Optional<ZoneId> zone = Optional.empty();
        private Optional<Term> term = Optional.empty();
        private Optional<LocalDate> renewalDate = Optional.empty();
        private Optional<Lineage> lineage = Optional.empty();
        private long generation = 1;
        private OptionalInt breakGlass = OptionalInt.empty();

        private Builder(String holder, Binding binding) {
            this.holder = holder;
            this.binding = binding;
        }

        public Builder application(ApplicationId application) {
            applications.add(application);
            return this;
        }

        public Builder entitlement(ModuleId module, long quantity) {
            entitlements.add(new Entitlement(module, quantity));
            return this;
        }

        public Builder feature(Feature feature) {
            features.add(feature);
            return this;
        }

        public Builder supersedes(LicenseId id) {
            supersedes.add(id);
            return this;
        }

        public Builder version(String text) {
            version = Optional.of(text);
            return this;
        }

        public Builder from(LocalDate day) {
            validFrom = Optional.of(day);
            return this;
        }

        public Builder until(LocalDate day) {
            validUntil = Optional.of(day);
            return this;
        }

        public Builder zone(ZoneId id) {
            zone = Optional.of(id);
            return this;
        }

        public Builder term(Term kind) {
            term = Optional.of(kind);
            return this;
        }

        public Builder renewal(LocalDate day) {
            renewalDate = Optional.of(day);
            return this;
        }

        /** A renewal or correction of an earlier licence. */
        public Builder lineage(Lineage name, long issue) {
            lineage = Optional.of(name);
            generation = issue;
            return this;
        }

        /** See {@link License#breakGlass()}. */
        public Builder breakGlass(int days) {
            breakGlass = OptionalInt.of(days);
            return this;
        }

        public LicenseRequest build() {
            return new LicenseRequest(
                    holder,
                    applications,
                    version,
                    validFrom,
                    validUntil,
                    zone,
                    term,
                    binding,
                    entitlements,
                    features,
                    renewalDate,
                    lineage,
                    generation,
                    supersedes,
                    breakGlass);
        }
    }
}
