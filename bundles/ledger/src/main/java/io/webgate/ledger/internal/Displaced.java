// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * That a seat made room for another while its holder was idle (R46), kept until the holder has been told and is at work
 * again.
 *
 * @param at when it made room
 * @param told whether its holder has been told
 */
record Displaced(Instant at, boolean told) {

    /** So long it is remembered; who comes later is a newcomer. */
    static final Duration KEPT = Duration.ofDays(7);

    boolean isOver(Instant now) {
        return !now.isBefore(at.plus(KEPT));
    }
}
