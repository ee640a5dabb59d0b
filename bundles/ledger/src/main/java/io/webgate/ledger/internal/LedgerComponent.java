// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Journal;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limits;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import io.webgate.license.spi.LimitsListener;
import io.webgate.license.spi.Meter;
import io.webgate.store.Store;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The ledger as a service: the engine, the conditions that follow its pictures, the meters that feed it. */
@Component(
        immediate = true,
        service = {Ledger.class, LimitsListener.class, Journal.class, UsageHistory.class})
public final class LedgerComponent implements Ledger, LimitsListener, Journal, UsageHistory {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerComponent.class);
    private static final long METERS_EVERY_MILLIS = 1000;
    private static final long METER_PATIENCE_MILLIS = 2000;
    private static final long HISTORY_EVERY_MILLIS = 5000;

    private final LedgerEngine engine;
    private final JournalExport journal;
    private final ModuleConditions conditions;
    private final AutoCloseable following;
    private final ScheduledFuture<?> looking;
    private final ScheduledFuture<?> remembering;
    private final ScheduledExecutorService meterThread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "webgate-ledger-meters"));

    private final ScheduledExecutorService historyThread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "webgate-ledger-history"));

    /** A meter that hangs holds one of these, not the look at the others. */
    private final ExecutorService meterWorkers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "webgate-ledger-meter");
        thread.setDaemon(true);
        return thread;
    });

    /** Dynamic: meters come and go with their bundles; the watchdog closes the gate while one is missing (R53). */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Meter> meters = List.of();

    @Activate
    public LedgerComponent(@Reference Store store, @Reference TrustedTime time, BundleContext context)
            throws Exception {
        engine = new LedgerEngine(store, time);
        journal = new JournalExport(store);
        conditions = new ModuleConditions(context);
        following = engine.onPicture(conditions::follow);
        engine.start();
        MeterPoll poll = new MeterPoll(engine, meterWorkers, METER_PATIENCE_MILLIS);
        looking = meterThread.scheduleWithFixedDelay(
                () -> look(poll), METERS_EVERY_MILLIS, METERS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        remembering = historyThread.scheduleWithFixedDelay(
                this::remember, HISTORY_EVERY_MILLIS, HISTORY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void remember() {
        try {
            engine.history().look();
        } catch (RuntimeException e) {
            // an exception would end the looks for good
            LOG.error("The history of use has a gap: a look at it failed", e);
        }
    }

    private void look(MeterPoll poll) {
        try {
            poll.look(meters);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Deactivate
    void close() throws Exception {
        looking.cancel(true);
        meterThread.shutdownNow();
        meterWorkers.shutdownNow();
        remembering.cancel(false);
        historyThread.shutdown();
        engine.history().close();
        engine.close();
        following.close();
        conditions.close();
    }

    @Override
    public CompletionStage<Void> limitsChanged(Limits limits) {
        return limitsChanged(limits, List.of());
    }

    @Override
    public CompletionStage<Void> limitsChanged(Limits limits, List<SignedFile> documents) {
        return engine.submit(limits, documents)
                .thenCompose(reply -> reply instanceof Reply.Done
                        ? conditions.show(engine.picture())
                        // the registry tells them again
                        : CompletableFuture.failedFuture(
                                new IllegalStateException("The ledger has not taken the limits: " + reply)));
    }

    @Override
    public CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key) {
        return engine.submit(change, key);
    }

    @Override
    public boolean keepAlive(SeatId seat) {
        return engine.keepAlive(seat);
    }

    @Override
    public Picture picture() {
        return engine.picture();
    }

    @Override
    public Preview preview(Limits limits) {
        return engine.preview(limits);
    }

    @Override
    public Preview simulate(ModuleId module, long more) {
        return engine.simulate(module, more);
    }

    @Override
    public Optional<SeatLife> life(SeatId seat) {
        return engine.life(seat);
    }

    @Override
    public List<JournalEntry> verdicts(int most) {
        return engine.verdicts(most);
    }

    @Override
    public void export(Origin origin, OutputStream out) throws IOException {
        journal.export(origin, out);
    }

    @Override
    public List<UsagePoint> of(ModuleId module, Instant from, Instant until) throws IOException {
        return engine.history().of(module, from, until);
    }

    @Override
    public List<RefusalCount> refusals() {
        return engine.refusals();
    }

    @Override
    public AutoCloseable onPicture(Consumer<Picture> listener) {
        return engine.onPicture(listener);
    }
}
