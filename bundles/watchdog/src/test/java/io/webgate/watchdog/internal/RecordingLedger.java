// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Takes every change, and keeps it for the test. */
final class RecordingLedger implements Ledger {

    final List<Change> submitted = new ArrayList<>();

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        submitted.add(change);
        return CompletableFuture.completedStage(new Reply.Done());
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        return false;
    }

    @Override
    public Picture picture() {
        throw new IllegalStateException("There is no picture here");
    }

    @Override
    public Preview preview(Limits limits) {
        return new Preview(List.of());
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        return Optional.empty();
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
}
