// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a module's limit comes about: {@code 15 = 10 + 5} (R5).
 *
 * @param total the limit as the registry says it
 * @param addends what the documents give; empty where they do not add up to the limit, because the registry changed
 *     between two looks at it: a wrong sum is worse than none
 */
public record Sum(long total, List<Addend> addends) {

    public Sum {
        addends = List.copyOf(addends);
    }

    /**
     * What one document gives.
     *
     * @param features of the module that it switches on
     */
    public record Addend(License license, long quantity, Set<Feature> features) {

        public Addend {
            features = Set.copyOf(features);
        }

        public LicenseId id() {
            return license.id();
        }
    }

    /** How the limit of a module comes about from these documents. */
    public static Sum of(Module module, Limit limit, List<InstalledLicense> all) {
        List<Addend> addends = limit.from().stream()
                .flatMap(id -> counting(all, module, id).stream())
                .map(license -> new Addend(
                        license,
                        quantity(license, module),
                        license.features().stream()
                                .filter(module.features()::contains)
                                .collect(Collectors.toSet())))
                .toList();
        boolean complete = addends.size() == limit.from().size() && total(module, addends) == limit.quantity();
        return new Sum(limit.quantity(), complete ? addends : List.of());
    }

    /** The limit that the documents of some addends would give; what is on or off is on once. */
    static long total(Module module, List<Addend> addends) {
        long sum = 0;
        for (Addend addend : addends) {
            if (!module.summed()) {
                sum = Math.max(sum, Math.min(1, addend.quantity()));
            } else {
                sum = addend.quantity() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + addend.quantity();
            }
        }
        return sum;
    }

    /** The addends without one document. */
    List<Addend> without(License license) {
        return addends.stream()
                .filter(Predicate.not(addend -> addend.license().equals(license)))
                .toList();
    }

    /** What a document says of a module. */
    static long quantity(License license, Module module) {
        return license.entitlements().stream()
                .filter(line -> line.module().equals(module.id()))
                .mapToLong(Entitlement::quantity)
                .findFirst()
                .orElse(0);
    }

    /**
     * That it counts says the limit, which may be one of the future. An id is unique only among the documents of its
     * vendor, and only that vendor's count for a module (R12).
     */
    private static Optional<License> counting(List<InstalledLicense> all, Module module, LicenseId id) {
        return all.stream()
                .flatMap(installed -> installed.license().stream())
                .filter(license -> license.id().equals(id) && license.vendor().equals(module.vendor()))
                .findFirst();
    }
}
