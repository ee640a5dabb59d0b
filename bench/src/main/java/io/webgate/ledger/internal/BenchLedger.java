// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What benchmarks begin with: modules, limits, seats, and the ledger's engine without a framework around it. */
public final class BenchLedger {

    /** Sessions at the gate; one too many stops it. */
    public static final Module WAITER =
            module("bench.waiter", Cut.ALL, Effect.STOP_GATE, Module.Counting.GATE_SESSIONS);

    /** Connections; one too many suspends the newest. */
    static final Module REGISTER = module("bench.register", Cut.NEWEST, Effect.SUSPEND, Module.Counting.CONNECTIONS);

    private static final AtomicLong REVISION = new AtomicLong();
    private static final AtomicLong SEAT = new AtomicLong();

    private BenchLedger() {}

    /** A running engine; close it before its store. */
    public static final class Running implements AutoCloseable {

        private final LedgerEngine engine;

        private Running(LedgerEngine engine) {
            this.engine = engine;
        }

        /** What it serves. */
        public Ledger ledger() {
            return engine;
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /** Starts an engine on a store. */
    public static Running start(Store store, TrustedTime time) {
        return new Running(new LedgerEngine(store, time).start());
    }

    private static Module module(String id, Cut cut, Effect effect, Module.Counting counting) {
        return new Module(
                new ModuleId(id),
                "TEST",
                new LocalizedText(id, id),
                Metric.SESSIONS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                counting,
                true,
                Set.of());
    }

    /** Limits of one module. */
    public static Limits limits(Module module, long quantity) {
        return new Limits(
                REVISION.incrementAndGet(),
                Instant.EPOCH,
                Optional.empty(),
                Map.of(module.id(), module),
                Map.of(module.id(), new Limit(quantity, Set.of(), List.of())));
    }

    /** A device of its own with a seat of its own, each time. */
    public static Change.Connect connect(Module module) {
        long number = SEAT.incrementAndGet();
        return new Change.Connect(
                new SeatId("seat-" + number),
                module.id(),
                new Subject("device-" + number, Optional.of("anna"), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                Long.MAX_VALUE,
                Duration.ofMinutes(30));
    }

    /** Submits and waits for the answer, for at most half a minute. */
    public static Reply ask(Ledger ledger, Change change) throws Exception {
        return ledger.submit(change, IdempotencyKey.none())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** The seat that was granted; anything else ends the benchmark. */
    static SeatId granted(Reply reply) {
        if (reply instanceof Reply.Granted granted) {
            return granted.seat().id();
        }
        throw new IllegalStateException("A seat was expected, not " + reply);
    }

    static void done(Reply reply) {
        if (!(reply instanceof Reply.Done)) {
            throw new IllegalStateException("Done was expected, not " + reply);
        }
    }
}
