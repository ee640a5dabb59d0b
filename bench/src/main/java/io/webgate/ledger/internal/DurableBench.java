// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.bench.Bench;
import io.webgate.bench.Bound;
import io.webgate.bench.Callers;
import io.webgate.bench.Interleaved;
import io.webgate.bench.MachineTime;
import io.webgate.bench.Row;
import io.webgate.bench.Workspace;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable changes through the ledger (P5) against the store's own rate: one caller that writes one row a commit, without
 * grouping, in a database of its own on the same disk. Each caller of the ledger waits for its answer before it asks
 * again, as a register does.
 */
public final class DurableBench implements Bench {

    private static final Duration SAMPLE = Duration.ofMillis(250);
    private static final int WARMUPS = 4;
    private static final int BLOCKS = 12;

    private final AtomicLong rows = new AtomicLong();

    @Override
    public String name() {
        return "durable";
    }

    @Override
    public String about() {
        return "changes through the ledger, durable when answered, against the store's one-row commits by one caller";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        MachineTime time = new MachineTime();
        Path folder = workspace.fresh("durable");
        List<Row> table = new ArrayList<>();
        try (OpenStore bare = Stores.embedded(folder.resolve("bare.db"), time);
                OpenStore same = Stores.embedded(folder.resolve("same.db"), time);
                OpenStore store = Stores.embedded(folder.resolve("ledger.db"), time);
                BenchLedger.Running running = BenchLedger.start(store, time);
                Callers one = new Callers(1)) {
            bare.migrate(
                    "bench",
                    List.of(Migration.of(1, "rows", "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, label TEXT)")));
            same.migrate(LedgerTables.AREA, LedgerTables.MIGRATIONS);
            BenchLedger.done(BenchLedger.ask(
                    running.ledger(), new Change.NewLimits(BenchLedger.limits(BenchLedger.WAITER, Long.MAX_VALUE))));
            table.add(row(running.ledger(), bare, one, 1, Bound.atLeast(0.9)));
            table.add(sameRows(running.ledger(), same, one));
            table.add(row(running.ledger(), bare, one, 16, Bound.atLeast(5)));
            table.add(row(running.ledger(), bare, one, 64, Bound.atLeast(10)));
        }
        return new Outcome(table, List.of());
    }

    private Row row(Ledger ledger, Store bare, Callers one, int number, Bound bound) throws Exception {
        try (Callers callers = new Callers(number)) {
            return Row.bounded(
                    "P5",
                    "durable changes, " + number + (number == 1 ? " caller" : " callers"),
                    "/s",
                    Interleaved.measure(
                            WARMUPS,
                            BLOCKS,
                            () -> callers.rate(SAMPLE, () -> comeAndGo(ledger)),
                            () -> one.rate(SAMPLE, () -> commit(bare))),
                    bound);
        }
    }

    /** Tells what of the difference at one caller is the ledger's thread and what the size of its rows. */
    private static Row sameRows(Ledger ledger, Store same, Callers one) throws Exception {
        return Row.compared(
                "P5",
                "… against the store writing the same rows",
                "/s",
                Interleaved.measure(
                        WARMUPS,
                        BLOCKS,
                        () -> one.rate(SAMPLE, () -> comeAndGo(ledger)),
                        () -> one.rate(SAMPLE, () -> takeAndEnd(same))));
    }

    private static int takeAndEnd(Store same) throws StoreException {
        Change.Connect wish = BenchLedger.connect(BenchLedger.WAITER);
        Seat seat = Bookkeeping.seat(wish, 1, Instant.EPOCH);
        same.write(connection -> LedgerTables.write(connection, new Entry.SeatTaken(seat, wish.lives()), ""));
        same.write(connection ->
                LedgerTables.write(connection, new Entry.SeatEnded(seat, EndReason.CLOSED, Optional.empty()), ""));
        return 2;
    }

    private static int comeAndGo(Ledger ledger) throws Exception {
        SeatId seat = BenchLedger.granted(BenchLedger.ask(ledger, BenchLedger.connect(BenchLedger.WAITER)));
        BenchLedger.done(BenchLedger.ask(ledger, new Change.Leave(seat, EndReason.CLOSED)));
        return 2;
    }

    private int commit(Store bare) throws StoreException {
        return bare.write(connection ->
                Sql.update(connection, "INSERT INTO t (id, label) VALUES (?, ?)", rows.incrementAndGet(), "label"));
    }
}
