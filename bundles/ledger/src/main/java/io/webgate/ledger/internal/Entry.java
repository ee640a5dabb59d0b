// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.EndReason;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a decision makes durable. The entries of one decision are one transaction (R56). */
sealed interface Entry {

    /** A permission waits for the commit; everything else may be in force before it (R56). */
    default boolean permits() {
        return false;
    }

    /** What happened, so that what follows can be decided again (R60); one row, with what it made behind it. */
    record Inputs(long seq, Instant at, List<Recorded> recorded) implements Entry {

        public Inputs {
            recorded = List.copyOf(recorded);
        }
    }

    /** A signed document that limits are made of; kept once. */
    record DocumentKept(SignedFile document) implements Entry {}

    record SeatTaken(Seat seat, Duration lives) implements Entry {
        @Override
        public boolean permits() {
            return true;
        }
    }

    record SeatEnded(Seat seat, EndReason reason, Optional<String> by) implements Entry {}

    /**
     * A seat is held on with another weight, other features, or in another group; it keeps its place.
     *
     * @param more whether it now has more than before
     */
    record SeatChanged(Seat seat, boolean more) implements Entry {
        @Override
        public boolean permits() {
            return more;
        }
    }

    /** Someone went away whose place in the order is kept. */
    record PlaceKept(SubjectKey subject, Place place) implements Entry {}

    /** Places that were kept long enough. */
    record PlacesForgotten(List<SubjectKey> subjects) implements Entry {

        public PlacesForgotten {
            subjects = List.copyOf(subjects);
        }
    }

    /** A seat made room for another, or its holder has been told (R46). */
    record MadeRoom(SubjectKey subject, Displaced displaced) implements Entry {}

    /** Who made room is a newcomer again. */
    record RoomForgotten(List<SubjectKey> subjects) implements Entry {

        public RoomForgotten {
            subjects = List.copyOf(subjects);
        }
    }

    /** An administrator keeps a subject out until then. */
    record KeptOut(SubjectKey subject, HeldOut heldOut) implements Entry {}

    record BoundsSet(Map<ModuleId, Long> sessions) implements Entry {}

    /** A verdict was passed; {@code latches}: the gate may not open until it is cleared. */
    record Passed(Verdict verdict, boolean latches) implements Entry {}

    /**
     * A verdict stands no more. Latches are cleared, not ended.
     *
     * @param replaced by another verdict on the same matter; otherwise its cause is gone
     */
    record Ended(long seq, Verdict verdict, boolean replaced, Instant at) implements Entry {
        @Override
        public boolean permits() {
            return !replaced;
        }
    }

    /** A latch was cleared: by an administrator's name or {@code limit} (R54). */
    record Cleared(long seq, Verdict verdict, String by, Instant at) implements Entry {
        @Override
        public boolean permits() {
            return true;
        }
    }

    /** What the watchdog stopped for a verdict. */
    record BundlesStopped(long seq, long verdict, List<String> bundles, Instant at) implements Entry {}
}
