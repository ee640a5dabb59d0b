// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.EndReason;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Module;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.Verdict;
import org.pcollections.PMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What to do when a commit of unknown outcome turns out to have reached the disk: go on from what is durable, and put
 * on top of it what was restricted in memory since. Pure.
 */
final class Reconciliation {

    private Reconciliation() {}

    /**
     * @param memory what was in force while the store could not be written
     * @param read what is durable
     * @param known whether a latch in memory is in the record under its own number
     */
    static Decision of(State memory, State read, Predicate<Verdict> known, Instant now) {
        Numbers numbers = new Numbers(
                Math.max(memory.nextOrder(), read.nextOrder()),
                Math.max(memory.nextFence(), read.nextFence()),
                read.nextSeq());
        Draft draft = new Draft(new State(memory.terms(), read.seating(), read.restrictions(), numbers, false), now);
        // granted without an answer, or ended in the meantime: nobody's either way
        for (Seat seat : List.copyOf(read.seats().values())) {
            if (!memory.seats().containsKey(seat.id())) {
                draft.end(seat, EndReason.CLOSED, Optional.empty());
            }
        }
        // what was changed without an answer is as it was
        for (Seat seat : List.copyOf(draft.state.seats().values())) {
            Seat before = memory.seats().get(seat.id());
            if (before != null && !before.equals(seat)) {
                draft.change(seat, before, false);
            }
        }
        for (Verdict latch : memory.latches()) {
            // whether it is still open the record knows better than memory
            if (!known.test(latch)) {
                Verdict anew = latch.numbered(draft.nextSeq());
                List<Verdict> latches = new ArrayList<>(draft.state.latches());
                latches.add(anew);
                draft.state = draft.state.withLatches(latches);
                draft.add(new Entry.Passed(anew, true));
            }
        }
        memory.heldOut().forEach((subject, held) -> {
            PMap<SubjectKey, HeldOut> heldOut = draft.state.heldOut();
            if (!held.equals(heldOut.get(subject))) {
                draft.state = draft.state.withHeldOut(heldOut.plus(subject, held));
                draft.add(new Entry.KeptOut(subject, held));
            }
        });
        // who was told, or may come as a newcomer again, is told once more: the store does not know it
        draft.state = draft.state.withEvictions(memory.evictions());
        draft.add(new Entry.BoundsSet(Map.copyOf(memory.terms().bounds())));
        memory.limits().map(Limits::modules).orElse(Map.of()).values().stream()
                .sorted(Comparator.comparing(Module::id)) // a replay numbers verdicts alike
                .forEach(module -> Verdicts.reconsider(draft, module, Optional.empty()));
        return draft.decision(new Reply.Done());
    }
}
