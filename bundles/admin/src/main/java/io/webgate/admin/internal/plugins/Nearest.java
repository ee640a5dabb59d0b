// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of all that a bundle needs what stands nearest to it: the transitive reduction. What follows from the rest is left
 * out, except among bundles that need each other: there every line follows from the others, and all are kept. Pure.
 */
final class Nearest {

    private final Map<String, Set<String>> needed = new HashMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();

    private Nearest(Map<String, List<String>> needs) {
        needs.forEach((bundle, others) -> {
            Set<String> own = new LinkedHashSet<>(others);
            own.remove(bundle);
            needed.put(bundle, own);
        });
        needed.keySet().forEach(bundle -> reached.put(bundle, reachable(bundle)));
    }

    /**
     * What stands nearest.
     *
     * @param needs what each bundle needs, directly or through others
     * @return for each bundle a part of it, in the same order; no bundle needs itself
     */
    static Map<String, List<String>> of(Map<String, List<String>> needs) {
        Nearest nearest = new Nearest(needs);
        Map<String, List<String>> all = new HashMap<>();
        nearest.needed.forEach((bundle, others) -> all.put(
                bundle,
                others.stream()
                        .filter(other -> nearest.isNearest(bundle, other))
                        .toList()));
        return all;
    }

    private boolean isNearest(String bundle, String other) {
        return isRing(bundle, other)
                || reaches(bundle).stream().noneMatch(between -> isBetween(bundle, between, other));
    }

    /** Whether the one needs the third, and the third the other, and it belongs to neither's ring. */
    private boolean isBetween(String bundle, String between, String other) {
        return reaches(between).contains(other) && !isRing(bundle, between) && !isRing(between, other);
    }

    /** Whether they need each other, or are the same. */
    private boolean isRing(String one, String other) {
        return one.equals(other)
                || (reaches(one).contains(other) && reaches(other).contains(one));
    }

    private Set<String> reaches(String bundle) {
        return reached.getOrDefault(bundle, Set.of());
    }

    private Set<String> reachable(String bundle) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(new ArrayList<>(needed.getOrDefault(bundle, Set.of())));
        while (!left.isEmpty()) {
            String next = left.remove();
            if (found.add(next)) {
                left.addAll(needed.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }
}
