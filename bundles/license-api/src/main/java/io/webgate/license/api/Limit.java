// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.List;
import java.util.Set;

/**
 * The sum of a module's quantities over all licences that are valid here and now (R5).
 *
 * @param quantity at least 0; a sum beyond {@link Long#MAX_VALUE} is held there
 * @param features what is on
 * @param from the documents that the sum is made of
 */
public record Limit(long quantity, Set<Feature> features, List<LicenseId> from) {

    /** Nothing is licensed. */
    public static final Limit NONE = new Limit(0, Set.of(), List.of());

    public Limit {
        if (quantity < 0) {
            throw new IllegalArgumentException("Limit " + quantity + " is negative");
        }
        features = Set.copyOf(features);
        from = List.copyOf(from);
    }
}
