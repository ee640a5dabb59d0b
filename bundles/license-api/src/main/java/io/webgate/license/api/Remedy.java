// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;
import java.util.Set;

/**
 * What makes a verdict go, as data: a test can apply it and see the verdict gone; a page can say it in words.
 *
 * @param action what to do
 * @param module of which module
 * @param quantity how many: the limit to reach, the number to close
 * @param features which features, where the action concerns some
 */
public record Remedy(Action action, Optional<ModuleId> module, long quantity, Set<Feature> features) {

    public Remedy {
        features = Set.copyOf(features);
    }

    /** A remedy in quantities. */
    public Remedy(Action action, Optional<ModuleId> module, long quantity) {
        this(action, module, quantity, Set.of());
    }

    /** What a person can do about a verdict. */
    public enum Action {
        /** Install licences until the limit is at least {@code quantity}. */
        RAISE_LIMIT,
        /** Raise the gate's own setting to at least {@code quantity}. */
        RAISE_SETTING,
        /** Close or remove at least {@code quantity} of what is in use. */
        REDUCE_USE,
        /** Install licences with these {@code features} (R45). */
        LICENSE_FEATURES,
        /** Take these {@code features} out of the profiles of those who use them (R45). */
        DROP_FEATURES,
        /** Let an administrator resume the gate. */
        RESUME;

        /** The name in API and journal: {@code raise-limit} and so on. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
