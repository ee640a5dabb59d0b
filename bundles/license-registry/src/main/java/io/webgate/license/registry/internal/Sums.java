// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limit of each module: what all valid licences add up to (R5). A licence counts only for modules of its own vendor
 * (R12) and only what the catalogue knows counts. A module that is on or off is on once, however often it is licensed. A
 * sum too great for a long stays at the greatest long.
 */
final class Sums {

    private final List<LicenseId> from = new ArrayList<>();
    private final Set<Feature> features = new HashSet<>();
    private long quantity;

    private Sums() {}

    static Map<ModuleId, Limit> of(List<License> valid, Map<ModuleId, Module> catalogue) {
        Map<ModuleId, Sums> sums = new HashMap<>();
        Map<Feature, List<Module>> declaring = declaring(catalogue);
        for (License license : valid) {
            for (Entitlement entitlement : license.entitlements()) {
                Module module = catalogue.get(entitlement.module());
                if (module != null && module.vendor().equals(license.vendor())) {
                    sums.computeIfAbsent(module.id(), id -> new Sums()).add(license, module, entitlement.quantity());
                }
            }
            for (Feature feature : license.features()) {
                for (Module module : declaring.getOrDefault(feature, List.of())) {
                    if (module.vendor().equals(license.vendor())) {
                        sums.computeIfAbsent(module.id(), id -> new Sums()).add(license, feature);
                    }
                }
            }
        }
        Map<ModuleId, Limit> limits = new HashMap<>();
        sums.forEach((module, sum) -> limits.put(module, new Limit(sum.quantity, sum.features, sum.from)));
        return limits;
    }

    private static Map<Feature, List<Module>> declaring(Map<ModuleId, Module> catalogue) {
        Map<Feature, List<Module>> declaring = new HashMap<>();
        for (Module module : catalogue.values()) {
            for (Feature feature : module.features()) {
                declaring.computeIfAbsent(feature, name -> new ArrayList<>()).add(module);
            }
        }
        return declaring;
    }

    private void add(License license, Module module, long added) {
        if (!module.summed()) {
            quantity = Math.max(quantity, Math.min(1, added));
        } else if (quantity > Long.MAX_VALUE - added) {
            quantity = Long.MAX_VALUE;
        } else {
            quantity += added;
        }
        count(license);
    }

    private void add(License license, Feature feature) {
        features.add(feature);
        count(license);
    }

    private void count(License license) {
        if (from.isEmpty() || !from.get(from.size() - 1).equals(license.id())) {
            from.add(license.id());
        }
    }
}
