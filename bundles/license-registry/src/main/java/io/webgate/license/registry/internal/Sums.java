// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limit of each module: what all valid licences add up to (R5). A licence counts only for modules of its own vendor
 * (R12) and only what the catalogue knows counts. A module that is on or off is on once, however often it is licensed. A
 * sum too great for a long stays at the greatest long. Pure.
 */
final class Sums {

    private final Map<ModuleId, Module> catalogue;
    private final Map<Feature, List<Module>> declaring = new HashMap<>();

    Sums(Map<ModuleId, Module> catalogue) {
        this.catalogue = catalogue;
        for (Module module : catalogue.values()) {
            for (Feature feature : module.features()) {
                declaring.computeIfAbsent(feature, name -> new ArrayList<>()).add(module);
            }
        }
    }

    private record Share(ModuleId module, long quantity, Set<Feature> features) {}

    /** Is told what a licence gives to one module; the features may be none, or the quantity 0. */
    @FunctionalInterface
    interface Taker {
        void take(ModuleId module, long quantity, Set<Feature> features);
    }

    /** Tells what a licence gives, of each module once. */
    void shares(License license, Taker taker) {
        if (!license.features().isEmpty()) {
            withFeatures(license).forEach(share -> taker.take(share.module(), share.quantity(), share.features()));
            return;
        }
        quantities(license, taker);
    }

    private void quantities(License license, Taker taker) {
        for (Entitlement entitlement : license.entitlements()) {
            Module module = catalogue.get(entitlement.module());
            if (module != null && module.vendor().equals(license.vendor())) {
                taker.take(module.id(), entitlement.quantity(), Set.of());
            }
        }
    }

    private Collection<Share> withFeatures(License license) {
        Map<ModuleId, Share> byModule = new HashMap<>();
        quantities(license, (module, quantity, none) -> byModule.put(module, new Share(module, quantity, none)));
        for (Feature feature : license.features()) {
            for (Module module : declaring.getOrDefault(feature, List.of())) {
                if (module.vendor().equals(license.vendor())) {
                    byModule.merge(module.id(), new Share(module.id(), 0, Set.of(feature)), Sums::together);
                }
            }
        }
        return byModule.values();
    }

    private static Share together(Share one, Share other) {
        Set<Feature> features = new HashSet<>(one.features());
        features.addAll(other.features());
        return new Share(one.module(), Math.max(one.quantity(), other.quantity()), features);
    }

    /** The limit of a module: what these shares add up to. */
    Limit limit(ModuleId id, Shares shares) {
        Module module = catalogue.get(id);
        return shares.limit(module != null && module.summed());
    }
}
