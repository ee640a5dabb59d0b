// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the entries of decisions leave behind when they are made durable one after another. It must be the state that was
 * decided: what is in the state and not in the entries is lost with the next crash (I2).
 */
final class Durable {

    private final Map<SeatId, Seat> seats = new HashMap<>();
    private final Map<SubjectKey, Place> places = new HashMap<>();
    private final Map<SubjectKey, Displaced> displaced = new HashMap<>();
    private final Map<SubjectKey, HeldOut> heldOut = new HashMap<>();
    private final Map<Long, Entry.Passed> open = new HashMap<>();
    private Map<ModuleId, Long> bounds = Map.of();
    private long lastSeq;

    /** Applies a decision's entries in their order and holds what they leave against its state. */
    void take(Decision decision, Instant now, String as) {
        assertThat(decision.reply()).as(as).isNotNull();
        Map<String, Verdict> replaced = new HashMap<>();
        for (Entry entry : decision.entries()) {
            if (entry instanceof Entry.SeatTaken taken) {
                assertThat(seats.put(taken.seat().id(), taken.seat())).as(as).isNull();
            } else if (entry instanceof Entry.SeatChanged changed) {
                assertThat(seats.put(changed.seat().id(), changed.seat()))
                        .as(as)
                        .isNotNull();
            } else if (entry instanceof Entry.SeatEnded ended) {
                assertThat(seats.remove(ended.seat().id())).as(as).isEqualTo(ended.seat());
            } else if (entry instanceof Entry.PlaceKept kept) {
                places.put(kept.subject(), kept.place());
            } else if (entry instanceof Entry.PlacesForgotten forgotten) {
                forgotten.subjects().forEach(places::remove);
            } else if (entry instanceof Entry.MadeRoom made) {
                displaced.put(made.subject(), made.displaced());
            } else if (entry instanceof Entry.RoomForgotten forgotten) {
                forgotten.subjects().forEach(displaced::remove);
            } else if (entry instanceof Entry.KeptOut kept) {
                heldOut.put(kept.subject(), kept.heldOut());
            } else if (entry instanceof Entry.BoundsSet set) {
                bounds = set.sessions();
            } else if (entry instanceof Entry.Passed passed) {
                numbered(passed.verdict().seq(), as);
                open.put(passed.verdict().seq(), passed);
                Verdict before = replaced.remove(matter(passed.verdict()));
                assertThat(before == null || !sameButForItsNumber(before, passed.verdict()))
                        .as("%s: a verdict is passed anew only where it says something else: %s", as, passed)
                        .isTrue();
            } else if (entry instanceof Entry.Ended ended) {
                numbered(ended.seq(), as);
                assertThat(open.remove(ended.verdict().seq())).as(as).isNotNull();
                if (ended.replaced()) {
                    replaced.put(matter(ended.verdict()), ended.verdict());
                }
            } else if (entry instanceof Entry.Cleared cleared) {
                numbered(cleared.seq(), as);
                assertThat(open.remove(cleared.verdict().seq())).as(as).isNotNull();
            } else if (entry instanceof Entry.BundlesStopped stopped) {
                numbered(stopped.seq(), as);
            }
        }
        assertThat(replaced.values())
                .as("%s: what was replaced has something in its place", as)
                .isEmpty();
        compare(decision.next(), now, as);
    }

    private void numbered(long seq, String as) {
        assertThat(seq).as("%s: the journal's numbers have no gap", as).isEqualTo(lastSeq + 1);
        lastSeq = seq;
    }

    private static String matter(Verdict verdict) {
        return verdict.module().map(ModuleId::value).orElse("")
                + (verdict.features().isEmpty() ? "" : " features");
    }

    private static boolean sameButForItsNumber(Verdict one, Verdict other) {
        return one.limit() == other.limit()
                && one.used() == other.used()
                && one.cause() == other.cause()
                && one.cut().equals(other.cut())
                && one.features().equals(other.features())
                && one.leniency().equals(other.leniency());
    }

    private void compare(State state, Instant now, String as) {
        assertThat(Map.copyOf(state.seats())).as(as).isEqualTo(seats);
        assertThat(Map.copyOf(state.seating().places())).as(as).isEqualTo(places);
        assertThat(Map.copyOf(state.displaced())).as(as).isEqualTo(displaced);
        assertThat(Map.copyOf(state.terms().bounds())).as(as).isEqualTo(bounds);
        heldOut.values().removeIf(held -> held.isOver(now));
        Map<SubjectKey, HeldOut> known = new HashMap<>(state.heldOut());
        known.values().removeIf(held -> held.isOver(now));
        assertThat(known).as(as).isEqualTo(heldOut);
        assertThat(state.nextSeq()).as(as).isEqualTo(lastSeq + 1);
        Map<Long, Verdict> verdicts = new HashMap<>();
        open.forEach((seq, passed) -> verdicts.put(seq, passed.verdict()));
        Map<Long, Verdict> inForce = new HashMap<>();
        for (Map<ModuleId, Verdict> map : List.of(state.standing(), state.lacking())) {
            map.values().forEach(verdict -> inForce.put(verdict.seq(), verdict));
        }
        state.latches().forEach(verdict -> inForce.put(verdict.seq(), verdict));
        assertThat(inForce).as(as).isEqualTo(verdicts);
        open.values().forEach(passed -> assertThat(passed.latches())
                .as(as)
                .isEqualTo(state.latches().contains(passed.verdict())));
        derived(state, as);
    }

    /** What is kept beside the seats for speed says what the seats say. */
    private static void derived(State state, String as) {
        for (Module module :
                state.limits().map(limits -> limits.modules().values()).orElse(List.of())) {
            List<Seat> all = state.seats().values().stream()
                    .filter(seat -> seat.module().equals(module.id()))
                    .sorted((left, right) -> Long.compare(left.order(), right.order()))
                    .toList();
            assertThat(state.inOrder(module.id())).as(as).isEqualTo(all);
            assertThat(state.seating().hasSeats(module.id())).as(as).isEqualTo(!all.isEmpty());
            assertThat(state.seating().used(module.id()))
                    .as(as)
                    .isEqualTo(all.stream().mapToLong(Seat::weight).reduce(0, Saturating::sum));
            assertThat(state.seating().usedFeatures(module.id()))
                    .as(as)
                    .isEqualTo(all.stream()
                            .flatMap(seat -> seat.features().stream())
                            .collect(java.util.stream.Collectors.toSet()));
            for (Seat seat : all) {
                String device = seat.subject().device();
                List<Seat> ofDevice = all.stream()
                        .filter(other -> other.subject().device().equals(device))
                        .toList();
                assertThat(state.seating().ofDevice(module.id(), device)).as(as).isEqualTo(ofDevice);
                assertThat(state.seatsOfDevice(SubjectKey.of(seat))).as(as).isEqualTo(ofDevice.size());
                assertThat(state.seatOf(SubjectKey.of(seat))).as(as).isEqualTo(Optional.of(seat));
            }
        }
    }
}
