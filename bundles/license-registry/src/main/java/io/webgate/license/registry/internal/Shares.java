// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Feature;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What valid licences give to one module, each once, ordered by their ids; they are of one vendor, so no id comes twice.
 * Columns and no rows: of ten thousand licences of five modules there would be fifty thousand. One thread at a time.
 */
final class Shares {

    private final List<LicenseId> givers = new ArrayList<>();

    /** By place; there is room for more. */
    private long[] quantities = new long[8];

    /** Of the givers that have given some. */
    private final Map<LicenseId, Set<Feature>> features = new HashMap<>();

    /** @param quantity 0 where features alone are given */
    void add(LicenseId giver, long quantity, Set<Feature> given) {
        int size = givers.size();
        boolean last = size == 0 || givers.get(size - 1).compareTo(giver) < 0;
        int place = last ? size : -Collections.binarySearch(givers, giver) - 1;
        if (place < 0) {
            throw new IllegalArgumentException("Licence " + giver + " has given already");
        }
        if (size == quantities.length) {
            quantities = Arrays.copyOf(quantities, 2 * size);
        }
        System.arraycopy(quantities, place, quantities, place + 1, size - place);
        quantities[place] = quantity;
        givers.add(place, giver);
        if (!given.isEmpty()) {
            features.put(giver, given);
        }
    }

    /** Takes back what a licence has given, if it has. */
    void remove(LicenseId giver) {
        int place = Collections.binarySearch(givers, giver);
        if (place >= 0) {
            givers.remove(place);
            System.arraycopy(quantities, place + 1, quantities, place, givers.size() - place);
            features.remove(giver);
        }
    }

    boolean isEmpty() {
        return givers.isEmpty();
    }

    /**
     * What they add up to.
     *
     * @param summed false where the module is on or off: it is on once, however often it is licensed
     */
    Limit limit(boolean summed) {
        long quantity = 0;
        for (int place = 0; place < givers.size(); place++) {
            long added = quantities[place];
            if (!summed) {
                quantity = Math.max(quantity, Math.min(1, added));
            } else if (quantity > Long.MAX_VALUE - added) {
                quantity = Long.MAX_VALUE;
            } else {
                quantity += added;
            }
        }
        Set<Feature> on = new HashSet<>();
        features.values().forEach(on::addAll);
        return new Limit(quantity, on, givers);
    }
}
