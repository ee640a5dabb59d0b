// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import io.webgate.bench.plugin.Plugin;
import io.webgate.gate.api.GatePermit;
import io.webgate.gate.api.GateWatch;
import io.webgate.ledger.internal.BenchLedger;
import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.spi.Meter;
import io.webgate.store.OpenStore;
import io.webgate.store.Stores;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The watchdog's bundle, the real ledger on disk, a gate with plugins: what an excess sets in motion. One thread. */
final class WatchedGate implements AutoCloseable {

    private static final int SESSIONS = 100;
    /** The watchdog delays the next opening of a gate that was open for less than a second (T87). */
    private static final long CALM = TimeUnit.MILLISECONDS.toNanos(1_050);

    private final OpenStore store;
    private final BenchLedger.Running running;
    private final PluginFramework framework;
    private final GateWatch watch;
    private final GatePermit permit;
    private long openSince;
    private volatile long refusedAt;

    /** What one excess took, in milliseconds from the moment in which it was submitted. */
    record Excess(double refused, double firstStopped, double lastStopped) {}

    WatchedGate(Path folder, int plugins) throws Exception {
        MachineTime time = new MachineTime();
        store = Stores.embedded(folder.resolve("ledger.db"), time);
        running = BenchLedger.start(store, time);
        Limits limits = BenchLedger.limits(BenchLedger.WAITER, SESSIONS);
        Ledger ledger = running.ledger();
        BenchLedger.ask(ledger, new Change.NewLimits(limits));
        framework = PluginFramework.start(folder.resolve("framework"), plugins, List.of("watchdog-"));
        // before the watchdog follows the ledger, so that this is the moment in which the picture is there
        ledger.onPicture(this::look);
        // the watchdog believes these services only from the bundles that are theirs
        named("io.webgate.enforcement.mobile.waiter").registerService(Meter.class, new SeatMeter(ledger), null);
        named("io.webgate.license.registry").registerService(LicenseRegistry.class, new OpenRegistry(limits), null);
        named("io.webgate.ledger").registerService(Ledger.class, ledger, null);
        watch = service(GateWatch.class);
        settle();
        permit = service(GatePermit.class);
        openSince = System.nanoTime();
    }

    private BundleContext named(String symbolicName) throws BundleException {
        Bundle bundle = framework.context().installBundle("bench:" + symbolicName, PluginJar.empty(symbolicName));
        bundle.start();
        return bundle.getBundleContext();
    }

    private record SeatMeter(Ledger ledger) implements Meter {
        @Override
        public ModuleId module() {
            return BenchLedger.WAITER.id();
        }

        @Override
        public long value() {
            return ledger.picture().seats(module()).size();
        }
    }

    private <S> S service(Class<S> type) {
        BundleContext context = framework.context();
        ServiceReference<S> reference = context.getServiceReference(type);
        if (reference == null) {
            throw new IllegalStateException(
                    "The watchdog offers no " + type.getSimpleName() + ": see target/bench/bench.log");
        }
        return context.getService(reference);
    }

    private void settle() throws Exception {
        watch.settled().toCompletableFuture().get(60, TimeUnit.SECONDS);
        if (!watch.view().open()) {
            throw new IllegalStateException(
                    "The gate does not open: " + watch.view().obstacles());
        }
    }

    /** On the ledger's thread: a latch is in the picture, and the permit says no because of it. */
    private void look(Picture picture) {
        if (!picture.latches().isEmpty() && refusedAt == 0) {
            refusedAt = System.nanoTime();
        }
    }

    /** One session too many, everything stops, an administrator resumes, everything starts. */
    Excess excess(boolean oneHangs) throws Exception {
        fill();
        LockSupport.parkNanos(Math.max(0, CALM - (System.nanoTime() - openSince)));
        CountDownLatch hold = new CountDownLatch(1);
        if (oneHangs) {
            System.getProperties().put(Plugin.HOLD, hold);
        }
        int plugins = framework.plugins().size();
        try (PluginFramework.Stopping stopping = framework.stopping(oneHangs ? plugins - 1 : plugins)) {
            refusedAt = 0;
            Change oneTooMany = BenchLedger.connect(BenchLedger.WAITER);
            long began = System.nanoTime();
            CompletionStage<Reply> answer = running.ledger().submit(oneTooMany, IdempotencyKey.none());
            double stopped = (stopping.await() - began) / 1e6;
            if (!(answer.toCompletableFuture().get(30, TimeUnit.SECONDS) instanceof Reply.Refused) || permit.isOpen()) {
                throw new IllegalStateException("The session that was one too many did not stop the gate");
            }
            return new Excess((refusedAt - began) / 1e6, (stopping.first() - began) / 1e6, stopped);
        } finally {
            hold.countDown();
            System.getProperties().remove(Plugin.HOLD);
            resume();
        }
    }

    private void fill() throws Exception {
        List<CompletionStage<Reply>> answers = new ArrayList<>();
        for (int session = 0; session < SESSIONS; session++) {
            answers.add(running.ledger().submit(BenchLedger.connect(BenchLedger.WAITER), IdempotencyKey.none()));
        }
        for (CompletionStage<Reply> answer : answers) {
            if (!(answer.toCompletableFuture().get(30, TimeUnit.SECONDS) instanceof Reply.Granted)) {
                throw new IllegalStateException("A session within the limit was refused");
            }
        }
    }

    private void resume() throws Exception {
        // what stopped it is told to the journal first, so that this does not fall into the next sample
        watch.settled().toCompletableFuture().get(60, TimeUnit.SECONDS);
        BenchLedger.ask(running.ledger(), new Change.Resume("bench"));
        settle();
        openSince = System.nanoTime();
    }

    @Override
    public void close() throws BundleException {
        framework.close();
        running.close();
        store.close();
    }
}
