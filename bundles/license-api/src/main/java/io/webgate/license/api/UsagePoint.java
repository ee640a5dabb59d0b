// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;

/**
 * What the use of a module was in a span of time.
 *
 * @param from when the span began
 * @param until when it ended
 * @param used how much was in use at its end
 * @param peak the most that was in use in it
 * @param limit what limited it at its end, see {@link Usage#bound()}
 * @param refused how often something was refused in it
 */
public record UsagePoint(Instant from, Instant until, long used, long peak, long limit, long refused) {

    public UsagePoint {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("A span of time ends after it began: " + from + " to " + until);
        }
    }
}
