// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;

/**
 * What makes a verdict go, as data: a test can apply it and see the verdict gone; a page can say it in words.
 *
 * @param action what to do
 * @param module of which module
 * @param quantity how many: the limit to reach, the number to close
 */
public record Remedy(Action action, Optional<ModuleId> module, long quantity) {

    /** What a person can do about a verdict. */
    public enum Action {
        /** Install licences until the limit is at least {@code quantity}. */
        RAISE_LIMIT,
        /** Raise the gate's own setting to at least {@code quantity}. */
        RAISE_SETTING,
        /** Close or remove at least {@code quantity} of what is in use. */
        REDUCE_USE,
        /** Let an administrator resume the gate. */
        RESUME;

        /** The name in API and journal: {@code raise-limit} and so on. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
