// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A ledger that foresees what a test says, and notes for what it was asked and what it was told. One thread. */
public final class FakeLedger implements Ledger, Picture {

    public final List<Preview.Effect> effects = new ArrayList<>();
    public final List<Limits> asked = new ArrayList<>();
    public final List<Seat> seats = new ArrayList<>();
    public final Map<ModuleId, Usage> usages = new HashMap<>();

    public final List<String> simulated = new ArrayList<>();
    public final List<Change> changes = new ArrayList<>();
    public Optional<Reply> answer = Optional.empty();

    /** A device with a seat, the next in order. */
    SeatId seat(Module module, String device, Optional<String> holder) {
        SeatId id = new SeatId("seat-" + seats.size());
        seats.add(new Seat(
                id,
                seats.size(),
                1,
                module.id(),
                new Subject(device, holder, Optional.of(device)),
                Optional.empty(),
                1,
                Set.of(),
                Samples.NOW));
        return id;
    }

    void uses(Module module, long used, long limit) {
        usages.put(
                module.id(),
                new Usage(
                        module,
                        limit,
                        limit,
                        used,
                        used > limit ? Usage.State.OVER : Usage.State.OK,
                        false,
                        Optional.empty()));
    }

    @Override
    public Preview preview(Limits limits) {
        asked.add(limits);
        return new Preview(effects);
    }

    @Override
    public Preview simulate(ModuleId module, long more) {
        simulated.add(more + " " + module);
        return new Preview(effects);
    }

    @Override
    public Picture picture() {
        return this;
    }

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        changes.add(change);
        return CompletableFuture.completedStage(
                answer.orElseThrow(() -> new UnsupportedOperationException("A page that foresees changes nothing")));
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        return false;
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        return seat(seat)
                .map(one -> new SeatLife(one.connectedAt(), one.connectedAt().plusSeconds(300)));
    }

    @Override
    public List<JournalEntry> verdicts(int most) {
        return List.of();
    }

    @Override
    public List<RefusalCount> refusals() {
        return List.of();
    }

    @Override
    public AutoCloseable onPicture(Consumer<Picture> listener) {
        return () -> {};
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public List<LocalizedText> waitingFor() {
        return List.of();
    }

    @Override
    public List<Latch> latches() {
        return List.of();
    }

    @Override
    public Collection<Usage> usages() {
        return List.copyOf(usages.values());
    }

    @Override
    public Optional<Usage> usage(ModuleId module) {
        return Optional.ofNullable(usages.get(module));
    }

    @Override
    public List<Seat> seats(ModuleId module) {
        return seats.stream().filter(seat -> seat.module().equals(module)).toList();
    }

    @Override
    public Optional<Seat> seat(SeatId id) {
        return seats.stream().filter(seat -> seat.id().equals(id)).findFirst();
    }

    @Override
    public long limitsRevision() {
        return 1;
    }
}
