// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Keeps what was submitted, and shows so many units in use of any module. */
final class RecordingLedger implements Ledger, Picture {

    final List<Change> submitted = new ArrayList<>();
    Reply reply = new Reply.Done();
    Optional<Long> used = Optional.empty();

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        submitted.add(change);
        return CompletableFuture.completedStage(reply);
    }

    @Override
    public Picture picture() {
        return this;
    }

    @Override
    public Optional<Usage> usage(ModuleId module) {
        return used.map(units -> new Usage(
                new Module(
                        module,
                        "TEST",
                        new LocalizedText("Module", "Модуль"),
                        Metric.DEVICES,
                        new Consequence(Cut.ALL, Effect.SUSPEND, Set.of(), Optional.empty()),
                        Module.Counting.CONNECTIONS,
                        true,
                        Set.of()),
                100,
                100,
                units,
                Usage.State.OK,
                false,
                Optional.empty()));
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Preview preview(Limits limits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JournalEntry> verdicts(int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RefusalCount> refusals() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable onPicture(Consumer<Picture> listener) {
        throw new UnsupportedOperationException();
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
        return List.of();
    }

    @Override
    public List<Seat> seats(ModuleId module) {
        return List.of();
    }

    @Override
    public Optional<Seat> seat(SeatId seat) {
        return Optional.empty();
    }

    @Override
    public long limitsRevision() {
        return 1;
    }
}
