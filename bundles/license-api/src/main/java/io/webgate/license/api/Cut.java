// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Who is hit when seats exceed the limit: the first axis of a consequence. */
public enum Cut {
    /** The seats connected last, from the newest back until the rest fits. */
    NEWEST,
    /** Every seat of the module. */
    ALL,
    /** The one that asked and would be one too many. */
    NEWCOMER,
    /** Every seat beyond the first ones that the limit covers. */
    UNCOVERED
}
