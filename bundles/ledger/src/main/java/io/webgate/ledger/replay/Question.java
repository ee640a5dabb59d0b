// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.license.api.Journal;
import io.webgate.license.api.Limits;
import io.webgate.license.api.SignedFile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What would have been decided under other limits.
 *
 * @param from from when on the other limits hold; empty: from the beginning
 * @param until when the look ends; empty: where the journal does
 * @param steps further times at which the limits change, because a licence begins or ends
 * @param other makes the other limits of the recorded ones
 */
public record Question(Optional<Instant> from, Optional<Instant> until, List<Instant> steps, Other other) {

    public Question {
        steps = List.copyOf(steps);
    }

    /** Makes other limits. */
    @FunctionalInterface
    public interface Other {

        /** The limits that would have held at a time in the place of the recorded ones. */
        Limits of(Journal.Origin origin, Limits recorded, List<SignedFile> documents, Instant at);
    }
}
