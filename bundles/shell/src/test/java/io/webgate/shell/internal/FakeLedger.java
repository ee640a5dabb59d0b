// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A ledger that shows what a test puts in, and keeps what is submitted. */
final class FakeLedger implements Ledger, Picture {

    final List<Change> submitted = new ArrayList<>();
    final List<Usage> usages = new ArrayList<>();
    final List<Seat> seats = new ArrayList<>();
    final List<JournalEntry> journal = new ArrayList<>();
    boolean ready = true;
    CompletionStage<Reply> reply = CompletableFuture.completedFuture(new Reply.Done());

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        submitted.add(change);
        return reply;
    }

    @Override
    public Picture picture() {
        return this;
    }

    @Override
    public Preview preview(Limits limits) {
        return new Preview(List.of());
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        return Optional.of(new SeatLife(FakePlane.NOW, FakePlane.NOW.plusSeconds(60)));
    }

    @Override
    public List<JournalEntry> verdicts(int most) {
        return journal.stream().limit(most).toList();
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        throw new UnsupportedOperationException("The commands keep nothing alive");
    }

    @Override
    public List<RefusalCount> refusals() {
        throw new UnsupportedOperationException("The commands count no refusals");
    }

    @Override
    public AutoCloseable onPicture(Consumer<Picture> listener) {
        throw new UnsupportedOperationException("The commands do not listen");
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public boolean isReady() {
        return ready;
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
        return List.copyOf(usages);
    }

    @Override
    public Optional<Usage> usage(ModuleId module) {
        return usages.stream()
                .filter(usage -> usage.module().id().equals(module))
                .findFirst();
    }

    @Override
    public List<Seat> seats(ModuleId module) {
        return seats.stream().filter(seat -> seat.module().equals(module)).toList();
    }

    @Override
    public Optional<Seat> seat(SeatId seat) {
        return seats.stream().filter(found -> found.id().equals(seat)).findFirst();
    }

    @Override
    public long limitsRevision() {
        return 1;
    }
}
