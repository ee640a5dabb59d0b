// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.EndReason;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A decision in the making; lives inside one call of {@link Decide}, so its mutability is seen by nobody. */
final class Draft {

    final Instant now;
    State state;
    private final List<Entry> entries = new ArrayList<>(2);

    Draft(State state, Instant now) {
        this.state = state;
        this.now = now;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Takes the next number of the journal. */
    long nextSeq() {
        long seq = state.nextSeq();
        Numbers numbers = state.numbers();
        state = state.with(new Numbers(numbers.order(), numbers.fence(), seq + 1));
        return seq;
    }

    void take(Seat seat, Duration lives) {
        SubjectKey subject = SubjectKey.of(seat);
        boolean keptUntilNow = state.seating().places().containsKey(subject);
        state = state.plus(seat);
        add(new Entry.SeatTaken(seat, lives));
        if (keptUntilNow) {
            add(new Entry.PlacesForgotten(List.of(subject)));
        }
    }

    /** Uses up a seat's place and fence although it is not taken, so that no other seat ever has them. */
    void useNumbersOf(Seat seat) {
        state = state.with(state.numbers().behind(seat));
    }

    void end(Seat seat, EndReason reason, Optional<String> by) {
        state = state.minus(seat);
        add(new Entry.SeatEnded(seat, reason, by));
    }

    /** A seat goes on as another one of the same id, order and fence. */
    void change(Seat before, Seat after, boolean more) {
        state = state.minus(before).plus(after);
        add(new Entry.SeatChanged(after, more));
    }

    /** Keeps the place of a seat that has ended. */
    void keepPlace(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        Place place = new Place(seat.order(), seat.group(), now.plus(Place.KEPT));
        state = state.keeping(subject, place);
        add(new Entry.PlaceKept(subject, place));
    }

    /** Notes that a seat made room, or that its holder has been told. */
    void madeRoom(SubjectKey subject, Displaced displaced) {
        state = state.withDisplaced(state.displaced().plus(subject, displaced));
        add(new Entry.MadeRoom(subject, displaced));
    }

    void forgetRoom(List<SubjectKey> subjects) {
        state = state.withDisplaced(state.displaced().minusAll(subjects));
        add(new Entry.RoomForgotten(subjects));
    }

    /** Ends all seats of these modules at once. */
    void endAll(Set<ModuleId> modules, EndReason reason) {
        modules.stream()
                .sorted()
                .flatMap(module -> state.inOrder(module).stream())
                .forEach(seat -> add(new Entry.SeatEnded(seat, reason, Optional.empty())));
        state = state.without(modules);
    }

    Decision decision(Reply reply) {
        return new Decision(state, List.copyOf(entries), reply);
    }
}
