// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Eviction;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link State} as others see it. What is asked often is made once; the rest is made when asked. */
final class StatePicture implements Picture {

    private final long generation;
    private final State state;
    private final boolean ready;
    private final List<LocalizedText> waitingFor;
    private final List<Latch> latches;

    /** @param trouble why the ledger can't work at all; empty list: it can */
    StatePicture(long generation, State state, List<LocalizedText> trouble) {
        this.generation = generation;
        this.state = state;
        this.waitingFor = trouble.isEmpty() ? state.waitingFor() : trouble;
        this.ready = waitingFor.isEmpty();
        this.latches = state.latches().stream()
                .map(verdict -> new Latch(verdict, Verdicts.causeStands(state, verdict)))
                .toList();
    }

    State state() {
        return state;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public List<LocalizedText> waitingFor() {
        return waitingFor;
    }

    @Override
    public List<Latch> latches() {
        return latches;
    }

    @Override
    public Collection<Usage> usages() {
        return state.limits().stream()
                .flatMap(limits -> limits.modules().values().stream())
                .sorted(Comparator.comparing(Module::id))
                .map(this::usage)
                .toList();
    }

    @Override
    public Optional<Usage> usage(ModuleId module) {
        return state.module(module).map(this::usage);
    }

    private Usage usage(Module module) {
        ModuleId id = module.id();
        long used = state.used(module);
        long bound = state.bound(id);
        long licensed = state.licensed(id).quantity();
        Optional<Verdict> latch = state.latches().stream()
                .filter(verdict -> verdict.module().filter(id::equals).isPresent())
                .findFirst();
        List<Verdict> verdicts = Stream.of(
                        latch,
                        Optional.ofNullable(state.standing().get(id)),
                        Optional.ofNullable(state.lacking().get(id)))
                .flatMap(Optional::stream)
                .toList();
        return new Usage(
                module,
                licensed,
                bound,
                used,
                word(used, bound, state.ceiling(module), licensed),
                Withheld.is(state, module),
                verdicts.stream().findFirst(),
                verdicts.stream().skip(1).toList(),
                state.ceiling(module),
                state.licensed(id).features());
    }

    private static Usage.State word(long used, long bound, long ceiling, long licensed) {
        if (used > ceiling) {
            return Usage.State.OVER;
        }
        if (licensed == 0) {
            return Usage.State.NONE;
        }
        if (used >= bound) {
            return Usage.State.FULL;
        }
        // from 80 % on; divided first, so that the largest limit does not overflow
        return used >= bound - bound / 5 ? Usage.State.NEAR : Usage.State.OK;
    }

    @Override
    public List<Seat> seats(ModuleId module) {
        return state.inOrder(module);
    }

    @Override
    public Optional<Seat> seat(SeatId seat) {
        return Optional.ofNullable(state.seats().get(seat));
    }

    @Override
    public List<Verdict> suspending(SeatId seat) {
        return seat(seat).map(known -> Verdicts.suspending(state, known)).orElse(List.of());
    }

    @Override
    public Optional<Eviction> eviction(SeatId seat) {
        return state.evictions().of(seat);
    }

    @Override
    public long limitsRevision() {
        return state.limits().map(limits -> limits.revision()).orElse(-1L);
    }
}
