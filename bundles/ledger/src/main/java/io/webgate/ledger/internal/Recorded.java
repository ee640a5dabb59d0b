// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SignedFile;
import org.pcollections.HashTreePMap;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal keeps of what happened, so that everything the ledger decided can be decided again from it (R60): the
 * changes that had an effect, and what befell the ledger itself. The ledger and its replay call the same
 * {@link #decide}.
 */
sealed interface Recorded {

    /** What follows from it. The state's next number is the one behind the row of the journal that this is part of. */
    Decision decide(State state, Instant now);

    /**
     * A change as it was asked for.
     *
     * @param reply the code of its answer: {@code granted}, {@code done} or the reason of a refusal
     * @param unrecorded so many refusals of the same subject for the same reason went before that have no row
     * @param documents what new limits are made of: each by its digest
     */
    record Changed(Change change, String reply, long unrecorded, List<Named> documents) implements Recorded {

        public Changed {
            documents = List.copyOf(documents);
        }

        @Override
        public Decision decide(State state, Instant now) {
            return Decide.decide(state, change, now);
        }
    }

    /** A signed document that the limits are made of. */
    record Named(SignedFile.Kind kind, String id, String digest) {}

    /** Limits that came, and what they are made of. */
    record Told(Limits limits, List<Named> documents) {

        public Told {
            documents = List.copyOf(documents);
        }
    }

    /**
     * The ledger was started: what is kept in memory alone is gone.
     *
     * @param at when it read what is durable
     * @param order the next place in the order
     * @param fence the next fencing number
     * @param picture the whole state, where the journal tells nothing of how it came about
     */
    record Begun(Instant at, long order, long fence, Optional<State> picture) implements Recorded {

        @Override
        public Decision decide(State state, Instant now) {
            State before = picture.orElse(state);
            return done(durable(before, new Numbers(order, fence, state.nextSeq()), at));
        }
    }

    /** From here on the store could not be written; see R56. */
    record StoreFailed() implements Recorded {

        @Override
        public Decision decide(State state, Instant now) {
            return done(state.withStoreFailing(true));
        }
    }

    /** The store can be written again. */
    record StoreWell() implements Recorded {

        @Override
        public Decision decide(State state, Instant now) {
            return Decide.reconsider(state.withStoreFailing(false), now);
        }
    }

    /**
     * A commit that seemed to fail had reached the disk, so that the rows before this one count, and what was restricted in
     * memory since is put on top of them.
     *
     * @param memory what was in force
     * @param known numbers of the latches in memory that the journal has, too
     * @param meanwhile limits whose own rows were lost with that past, oldest first: what was restricted since was so under
     *     these, and the last of them are those in memory
     */
    record Reconciled(State memory, long order, long fence, Set<Long> known, List<Told> meanwhile) implements Recorded {

        public Reconciled {
            known = Set.copyOf(known);
            meanwhile = List.copyOf(meanwhile);
        }

        @Override
        public Decision decide(State state, Instant now) {
            State read = durable(state, new Numbers(order, fence, state.nextSeq()), now);
            return Reconciliation.of(memory, read, latch -> known.contains(latch.seq()), now);
        }
    }

    private static Decision done(State next) {
        return new Decision(next, List.of(), new Reply.Done());
    }

    /**
     * What of a state is there again after the tables were read: limits and counts are told anew, evictions are forgotten,
     * times are kept to the millisecond. Must be as {@link LedgerTables#recover}, or a replay is at odds with what happened.
     */
    static State durable(State state, Numbers numbers, Instant now) {
        Map<SubjectKey, HeldOut> heldOut = new HashMap<>();
        state.heldOut().forEach((subject, held) -> {
            HeldOut kept = new HeldOut(held.until().truncatedTo(ChronoUnit.MILLIS), held.reason());
            if (!kept.isOver(now)) {
                heldOut.put(subject, kept);
            }
        });
        Map<SubjectKey, Place> places = new HashMap<>();
        state.seating()
                .places()
                .forEach((subject, place) -> places.put(
                        subject,
                        new Place(place.order(), place.group(), place.until().truncatedTo(ChronoUnit.MILLIS))));
        Restrictions restrictions = new Restrictions(
                state.standing(),
                state.lacking(),
                state.latches(),
                HashTreePMap.from(heldOut),
                Evictions.NONE,
                state.displaced());
        Terms terms = Terms.UNKNOWN.withBounds(state.terms().bounds());
        Seating seating = Seating.NOBODY;
        for (Seat seat : state.seats().values()) {
            seating = seating.plus(seat);
        }
        return new State(terms, seating.keeping(places), restrictions, numbers, false);
    }
}
