// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.Usage;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps the history of use: looks at the ledger's picture now and then, adds what its {@link Peaks} saw in between, and
 * writes a span when it is over. Nothing waits for it, and the gate does not depend on it. Thread-safe.
 */
final class HistoryKeeper implements UsageHistory {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    /** So much is kept for a store that can't be written: an hour of a large catalogue. */
    private static final int MOST_PENDING = 12 * 100;

    private final Store store;
    private final Supplier<Picture> picture;
    private final Peaks peaks;
    private final Refusals refusals;
    private final TrustedTime time;
    private final Map<ModuleId, UsageSpan> open = new HashMap<>();
    private final Map<ModuleId, Long> refusedBefore = new HashMap<>();
    private final List<UsageSpan> pending = new ArrayList<>();
    private long agedAt = Long.MIN_VALUE;
    private boolean migrated;
    private boolean failing;

    HistoryKeeper(Store store, Supplier<Picture> picture, Peaks peaks, Refusals refusals, TrustedTime time) {
        this.store = store;
        this.picture = picture;
        this.peaks = peaks;
        this.refusals = refusals;
        this.time = time;
    }

    /** Takes what is to be seen now, and writes the spans that are over. Call it every few seconds. */
    synchronized void look() {
        long now = time.instant().getEpochSecond();
        if (open.values().stream().anyMatch(span -> now >= span.at() + span.seconds())) {
            note(Optional.empty());
            turn();
        }
        Picture seen = picture.get();
        if (seen.isReady()) {
            note(Optional.of(seen));
        }
        write(now);
    }

    /** Writes what there is of the spans that are under way. */
    synchronized void close() {
        long now = time.instant().getEpochSecond();
        note(Optional.of(picture.get()).filter(Picture::isReady));
        turn();
        write(now);
    }

    @Override
    public List<UsagePoint> of(ModuleId module, Instant from, Instant until) throws IOException {
        Instant now = time.instant();
        List<UsageSpan> spans = new ArrayList<>();
        try {
            synchronized (this) {
                migrate();
                spans.addAll(store.read(connection ->
                        HistoryTable.read(connection, module, from.getEpochSecond(), until.getEpochSecond())));
                Stream.concat(pending.stream(), Stream.ofNullable(open.get(module)))
                        .filter(span -> span.module().equals(module) && !span.isVain())
                        .filter(span -> span.at() < until.getEpochSecond()
                                && span.at() + span.seconds() > from.getEpochSecond())
                        .forEach(spans::add);
            }
        } catch (StoreException e) {
            throw new IOException("The history of use can't be read: " + e.getMessage(), e);
        }
        return UsageSpan.points(UsageSpan.inSpansOf(UsageSpan.lengthFor(from, until), spans), now);
    }

    /** What happened since the last look goes into the span that is open then, or else into the one of this moment. */
    private void note(Optional<Picture> seen) {
        long at = UsageSpan.begin(time.instant().getEpochSecond(), UsageSpan.SHORT);
        seen.ifPresent(shown -> shown.usages().forEach(usage -> put(at, usage)));
        if (open.isEmpty()) {
            return; // before the first picture there is no catalogue to count by
        }
        peaks.take()
                .forEach((module, peak) -> open.computeIfPresent(
                        module, (id, span) -> span.and(like(span, Math.max(peak, span.peak()), 0))));
        Map<ModuleId, Long> counts = new HashMap<>();
        refusals.counts().forEach(count -> counts.merge(count.module(), count.count(), Saturating::sum));
        counts.forEach((module, count) -> open.computeIfPresent(module, (id, span) -> {
            long before = refusedBefore.getOrDefault(module, 0L);
            refusedBefore.put(module, count);
            return span.and(like(span, span.peak(), count - before));
        }));
    }

    private void put(long at, Usage usage) {
        ModuleId module = usage.module().id();
        UsageSpan seen = new UsageSpan(module, at, UsageSpan.SHORT, usage.used(), usage.used(), usage.bound(), 0);
        open.merge(module, seen, UsageSpan::and);
    }

    private static UsageSpan like(UsageSpan span, long peak, long refused) {
        return new UsageSpan(span.module(), span.at(), span.seconds(), span.used(), peak, span.limit(), refused);
    }

    private void turn() {
        open.values().stream().filter(span -> !span.isVain()).forEach(pending::add);
        open.clear();
        if (pending.size() > MOST_PENDING) {
            pending.subList(0, pending.size() - MOST_PENDING).clear();
        }
    }

    private void migrate() throws StoreException {
        if (!migrated) {
            store.migrate(HistoryTable.AREA, HistoryTable.MIGRATIONS);
            migrated = true;
        }
    }

    private void write(long now) {
        long hour = UsageSpan.begin(now, UsageSpan.HOUR);
        if (pending.isEmpty() && hour <= agedAt) {
            return;
        }
        try {
            migrate();
            store.write(connection -> {
                HistoryTable.write(connection, pending);
                if (hour > agedAt) {
                    HistoryTable.age(connection, now);
                }
                return true;
            });
            pending.clear();
            agedAt = hour;
            failing = false;
        } catch (StoreException | RuntimeException e) {
            if (!failing) {
                LOG.warn("The history of use can't be written; it is kept for an hour and tried again", e);
            }
            failing = true;
        }
    }
}
