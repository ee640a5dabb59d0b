// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Access;
import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Advice;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the banner over every page is chosen from. Pure.
 *
 * @param excesses modules with more in use than allowed, the largest excess first
 * @param gate what the gate does
 * @param incomplete a service of the licensing plane is missing
 * @param storeTrouble the store can't be written
 * @param expired holders of licences that lately expired without a successor
 * @param advice what is urgent besides, of time, this computer and the vendor's lists, the most urgent first
 * @param damaged how many documents are damaged
 * @param ending licences that end soon without a successor, the soonest first
 */
record Facts(
        List<Excess> excesses,
        Gate gate,
        boolean incomplete,
        boolean storeTrouble,
        List<String> expired,
        List<LocalizedText> advice,
        long damaged,
        List<Ending> ending) {

    /** Nobody renews what ended longer ago; the page Licences still shows it. */
    private static final Duration LATELY = Duration.ofDays(30);

    Facts {
        excesses = List.copyOf(excesses);
        expired = List.copyOf(expired);
        advice = List.copyOf(advice);
        ending = List.copyOf(ending);
    }

    /** What the gate does. */
    enum Gate {
        OPEN,
        STOPPED,
        /** Nobody tells, or it is just starting. */
        WAITING
    }

    /** A module with more in use than allowed. */
    record Excess(LocalizedText title, long used, long bound) {}

    /** A licence that ends soon; 0 days: today is its last day. */
    record Ending(String holder, long days) {}

    /** The facts of this moment. */
    static Facts of(Plane plane, Instant now) {
        Optional<LicenseRegistry> registry = plane.registry();
        Optional<Ledger> ledger = plane.ledger();
        Optional<GateWatch> watch = plane.watch();
        return of(
                ledger.map(one -> one.picture().usages()).orElse(List.of()),
                watch.map(GateWatch::view),
                registry.map(LicenseRegistry::licenses).orElse(List.of()),
                registry.map(LicenseRegistry::advice).orElse(List.of()),
                registry.isEmpty() || ledger.isEmpty() || watch.isEmpty(),
                plane.access().flatMap(Access::storeTrouble).isPresent(),
                now);
    }

    static Facts of(
            Collection<Usage> usages,
            Optional<GateView> view,
            Collection<InstalledLicense> licenses,
            List<Advice> advice,
            boolean incomplete,
            boolean storeTrouble,
            Instant now) {
        Predicate<License> alone = Renewals.missing(licenses);
        return new Facts(
                excesses(usages),
                view.map(one -> one.open() ? Gate.OPEN : Gate.STOPPED).orElse(Gate.WAITING),
                incomplete,
                storeTrouble,
                in(LicenseState.EXPIRED, licenses)
                        .filter(alone.and(license -> !Renewals.endsBefore(license, now.minus(LATELY))))
                        .map(License::holder)
                        .toList(),
                advice.stream()
                        .filter(one -> one.urgent() && !Renewals.isToldOtherwise(one.kind()))
                        .map(Advice::text)
                        .toList(),
                licenses.stream()
                        .filter(one -> one.state() == LicenseState.DAMAGED)
                        .count(),
                in(LicenseState.VALID, licenses)
                        .filter(alone.and(license -> Renewals.endsSoon(license, now)))
                        .map(license -> new Ending(
                                license.holder(),
                                Math.max(0, license.daysLeft(now).orElse(0L))))
                        .sorted(Comparator.comparingLong(Ending::days))
                        .toList());
    }

    private static List<Excess> excesses(Collection<Usage> usages) {
        return usages.stream()
                .filter(usage -> usage.state() == Usage.State.OVER)
                .sorted(Comparator.comparingLong((Usage usage) -> usage.bound() - usage.used()))
                .map(usage -> new Excess(usage.module().title(), usage.used(), usage.bound()))
                .toList();
    }

    private static Stream<License> in(LicenseState state, Collection<InstalledLicense> licenses) {
        return licenses.stream().filter(one -> one.state() == state).flatMap(one -> one.license().stream());
    }
}
