// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;

import java.util.Map;

/**
 * What the watchdog's thread last did and knows, for others to look at.
 *
 * @param desired its last decision
 * @param since monotonic nanoseconds of the last change between open and closed
 * @param running it has opened the gate and not closed it since
 * @param kept the bundles that it keeps down, see {@link Plan#of}
 * @param troubles what went wrong with a bundle
 */
record Status(
        Topology topology,
        Desired desired,
        long since,
        boolean running,
        Map<Long, Boolean> kept,
        Map<Long, LocalizedText> troubles) {

    Status {
        kept = Map.copyOf(kept);
        troubles = Map.copyOf(troubles);
    }
}
