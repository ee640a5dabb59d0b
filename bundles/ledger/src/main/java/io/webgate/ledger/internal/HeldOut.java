// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Eviction;

import java.time.Instant;
import java.util.Optional;

/**
 * That an administrator keeps a subject out.
 *
 * @param until the first instant at which it may come back
 * @param reason that the administrator gave, bounded already
 */
record HeldOut(Instant until, Optional<String> reason) {

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** As the subject is told. */
    Eviction of(SubjectKey subject) {
        return new Eviction(subject.module(), subject.device(), Optional.of(until), reason);
    }
}
