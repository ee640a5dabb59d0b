// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose meter counts (T44, R53): for a module of ours only that of a bundle of ours, whose bytes the signed manifest names;
 * for a module of another vendor besides that of the bundle which brings the module's signed entry. A bundle that calls
 * itself ours and is not in the manifest stops the gate by itself, so the name is enough here. An entry is public and can
 * be copied into any bundle, so of another vendor's module one bundle brings it and one bundle counts, or none does. Pure.
 *
 * @param ours bundles that bear a name of ours
 * @param own modules that these bring
 * @param brought by bundle, the modules whose signed entry lies in it
 */
record Counters(Set<Long> ours, Set<ModuleId> own, Map<Long, Set<ModuleId>> brought) {

    /** There are no bundles. */
    static final Counters NONE = new Counters(Set.of(), Set.of(), Map.of());

    private static final String OURS = "io.webgate.";

    Counters {
        ours = Set.copyOf(ours);
        own = Set.copyOf(own);
        brought = Map.copyOf(brought);
    }

    /** Whether a meter of this bundle counts that module. */
    boolean may(long bundle, ModuleId module) {
        return ours.contains(bundle)
                || (!own.contains(module)
                        && brought.getOrDefault(bundle, Set.of()).contains(module));
    }

    /**
     * What is wrong with the meters of one module; empty: nothing.
     *
     * @param bundles where they come from
     */
    List<LocalizedText> against(ModuleId module, Collection<Long> bundles) {
        List<LocalizedText> wrong = new ArrayList<>();
        NavigableSet<Long> rightful = new TreeSet<>();
        for (long bundle : new TreeSet<>(bundles)) {
            if (may(bundle, module)) {
                rightful.add(bundle);
            } else {
                wrong.add(Reasons.meterOfStranger(module, bundle));
            }
        }
        if (own.contains(module)) {
            return wrong;
        }
        if (rightful.size() > 1) {
            wrong.add(Reasons.metersOfSeveral(module, rightful));
        }
        NavigableSet<Long> bringing = bringing(module);
        if (bringing.size() > 1 && rightful.stream().anyMatch(bringing::contains)) {
            wrong.add(Reasons.entryInSeveral(module, bringing));
        }
        return wrong;
    }

    private NavigableSet<Long> bringing(ModuleId module) {
        NavigableSet<Long> bundles = new TreeSet<>();
        brought.forEach((bundle, modules) -> {
            if (modules.contains(module)) {
                bundles.add(bundle);
            }
        });
        return bundles;
    }

    /** Collects them, bundle by bundle. For one thread. */
    static final class Reading {

        private final Set<Long> ours = new HashSet<>();
        private final Set<ModuleId> own = new HashSet<>();
        private final Map<Long, Set<ModuleId>> brought = new HashMap<>();

        /**
         * One more bundle.
         *
         * @param name empty where an old bundle has none
         * @param entries modules whose entry lies in it, unsigned or signed
         * @param signed of these, those with a signature beside
         */
        void add(long bundle, String name, Set<ModuleId> entries, Set<ModuleId> signed) {
            if (name.startsWith(OURS)) {
                ours.add(bundle);
                own.addAll(entries);
            } else if (!signed.isEmpty()) {
                brought.put(bundle, Set.copyOf(signed));
            }
        }

        Counters read() {
            return new Counters(ours, own, brought);
        }
    }
}
