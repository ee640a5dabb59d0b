// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.bench.Bench;
import io.webgate.bench.Bound;
import io.webgate.bench.Callers;
import io.webgate.bench.CpuTime;
import io.webgate.bench.Interleaved;
import io.webgate.bench.MachineTime;
import io.webgate.bench.Ratio;
import io.webgate.bench.Row;
import io.webgate.bench.Workspace;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.store.OpenStore;
import io.webgate.store.Stores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the ledger does in memory (P2), with ten thousand seats taken. One change and one keep-alive in processor time of
 * the thread, the queue in time on the wall.
 */
public final class DecideBench implements Bench {

    private static final int SEATS = 10_000;
    private static final int PAIRS = 10_000;
    private static final int CROWDED_PAIRS = 10;
    /** Rounds over all seats a sample of keep-alives. */
    private static final int ROUNDS = 10;

    private static final int CALLERS = 64;
    /** How many changes a caller has on their way at once. */
    private static final int WINDOW = 64;

    private static final int BLOCKS = 12;
    private static final Duration QUEUE_SAMPLE = Duration.ofMillis(250);

    /** Written, so that the compiler can't leave out what is measured. */
    private volatile long sink;

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public String about() {
        return "one change decided and applied, one keep-alive, the queue from 64 callers: in memory, 10,000 seats";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        List<Row> rows = new ArrayList<>();
        Ratio change = change();
        rows.add(Row.absolute("P2", "one change decided and applied", "µs", change.ours(), Bound.atMost(2)));
        rows.add(Row.compared("P2", "… against plain mutable maps", "µs", change));
        rows.add(Row.reported("P2", "… while a suspension stands", "µs", crowded()));
        MachineTime time = new MachineTime();
        try (OpenStore store = Stores.embedded(workspace.fresh("decide").resolve("ledger.db"), time);
                BenchLedger.Running running = BenchLedger.start(store, time)) {
            Ratio keepAlive = keepAlive(running.ledger());
            rows.add(Row.bounded("P2", "one keep-alive against map + clock", "ns", keepAlive, Bound.atMost(1.5)));
            rows.add(Row.absolute("P2", "one keep-alive", "ns", keepAlive.ours(), Bound.atMost(170)));
            Ratio queue = queue(running.ledger());
            rows.add(
                    Row.absolute("P2", "the queue from 64 callers", "changes/s", queue.ours(), Bound.atLeast(200_000)));
            rows.add(Row.compared("P2", "… against a bare queue and thread", "changes/s", queue));
        }
        return new Outcome(rows, List.of());
    }

    /** Connects and leaves in turn: decide, then what the engine does with a decision that needs no disk. */
    private Ratio change() throws Exception {
        List<Change.Connect> wishes = wishes(PAIRS);
        Instant now = Instant.EPOCH;
        Applied ours = new Applied(full(now));
        Bookkeeping plain = new Bookkeeping(Long.MAX_VALUE);
        for (Change.Connect wish : wishes(SEATS)) {
            plain.connect(wish, now, 0);
        }
        return Interleaved.measure(
                4,
                BLOCKS,
                () -> {
                    long began = CpuTime.nanos();
                    for (Change.Connect wish : wishes) {
                        ours.apply(wish, now);
                        ours.apply(new Change.Leave(wish.seat(), EndReason.CLOSED), now);
                    }
                    sink = ours.generation;
                    return perChange(began, PAIRS);
                },
                () -> {
                    long began = CpuTime.nanos();
                    long done = 0;
                    for (Change.Connect wish : wishes) {
                        done += plain.connect(wish, now, 0) ? 1 : 0;
                        done += plain.leave(wish.seat()) ? 1 : 0;
                    }
                    sink = done;
                    return perChange(began, PAIRS);
                });
    }

    /** The same while one register too many is connected, so that each change looks at who is cut. */
    private double crowded() throws Exception {
        Instant now = Instant.EPOCH;
        State state = Decide.decide(
                        State.EMPTY, new Change.NewLimits(BenchLedger.limits(BenchLedger.REGISTER, SEATS - 10)), now)
                .next();
        for (int seat = 0; seat < SEATS; seat++) {
            state = state.plus(Bookkeeping.seat(BenchLedger.connect(BenchLedger.REGISTER), seat + 1, now));
        }
        Applied crowd = new Applied(state);
        Interleaved.Sample sample = () -> {
            long began = CpuTime.nanos();
            for (int pair = 0; pair < CROWDED_PAIRS; pair++) {
                Change.Connect wish = BenchLedger.connect(BenchLedger.REGISTER);
                crowd.apply(wish, now);
                crowd.apply(new Change.Leave(wish.seat(), EndReason.CLOSED), now);
            }
            return perChange(began, CROWDED_PAIRS);
        };
        return Interleaved.measure(2, 3, sample, sample).ours();
    }

    private static double perChange(long began, int pairs) {
        return (CpuTime.nanos() - began) / 1e3 / (2.0 * pairs);
    }

    private static List<Change.Connect> wishes(int number) {
        List<Change.Connect> wishes = new ArrayList<>(number);
        for (int wish = 0; wish < number; wish++) {
            wishes.add(BenchLedger.connect(BenchLedger.WAITER));
        }
        return wishes;
    }

    private static State full(Instant now) {
        State state = Decide.decide(
                        State.EMPTY, new Change.NewLimits(BenchLedger.limits(BenchLedger.WAITER, Long.MAX_VALUE)), now)
                .next();
        for (Change.Connect wish : wishes(SEATS)) {
            state = Decide.decide(state, wish, now).next();
        }
        return state;
    }

    /** Decides and applies as the engine does: the next state, the leases, a picture a change. */
    private static final class Applied {

        private final Leases leases = new Leases(0);
        private State state;
        private StatePicture picture;
        private long generation;

        Applied(State state) {
            this.state = state;
            this.picture = new StatePicture(0, state, List.of());
        }

        void apply(Change change, Instant now) {
            Decision decision = Decide.decide(state, change, now);
            state = decision.next();
            for (Entry entry : decision.entries()) {
                if (entry instanceof Entry.SeatTaken taken) {
                    leases.begin(taken.seat().id(), taken.lives(), 0, taken.lives());
                } else if (entry instanceof Entry.SeatEnded ended) {
                    leases.end(ended.seat().id());
                }
            }
            picture = new StatePicture(++generation, state, List.of());
            if (!picture.isReady()) {
                throw new IllegalStateException("The ledger is not ready: " + picture.waitingFor());
            }
        }
    }

    private Ratio keepAlive(Ledger ledger) throws Exception {
        BenchLedger.done(
                BenchLedger.ask(ledger, new Change.NewLimits(BenchLedger.limits(BenchLedger.WAITER, Long.MAX_VALUE))));
        List<CompletableFuture<Reply>> answers = wishes(SEATS).stream()
                .map(wish -> ledger.submit(wish, IdempotencyKey.none()).toCompletableFuture())
                .toList();
        List<SeatId> seats = new ArrayList<>(SEATS);
        for (CompletableFuture<Reply> answer : answers) {
            seats.add(BenchLedger.granted(answer.get()));
        }
        Collections.shuffle(seats, new Random(1));
        ConcurrentHashMap<SeatId, Long> map = new ConcurrentHashMap<>();
        seats.forEach(seat -> map.put(seat, 1L));
        return Interleaved.measure(
                20,
                40,
                () -> {
                    long began = CpuTime.nanos();
                    long kept = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        for (SeatId seat : seats) {
                            kept += ledger.keepAlive(seat) ? 1 : 0;
                        }
                    }
                    sink = kept;
                    return (CpuTime.nanos() - began) / ((double) SEATS * ROUNDS);
                },
                () -> {
                    long began = CpuTime.nanos();
                    long found = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        for (SeatId seat : seats) {
                            Long value = map.get(seat);
                            found += (value == null ? 0 : value) + System.nanoTime();
                        }
                    }
                    sink = found;
                    return (CpuTime.nanos() - began) / ((double) SEATS * ROUNDS);
                });
    }

    /** Changes that touch nothing durable: seats leave that are not there. */
    private static Ratio queue(Ledger ledger) throws Exception {
        Change nothing = new Change.Leave(new SeatId("nobody"), EndReason.CLOSED);
        try (Callers callers = new Callers(CALLERS);
                BareQueue bare = new BareQueue()) {
            return Interleaved.measure(
                    3,
                    BLOCKS,
                    () -> callers.rate(QUEUE_SAMPLE, () -> {
                        List<CompletableFuture<Reply>> answers = new ArrayList<>(WINDOW);
                        for (int one = 0; one < WINDOW; one++) {
                            answers.add(ledger.submit(nothing, IdempotencyKey.none())
                                    .toCompletableFuture());
                        }
                        for (CompletableFuture<Reply> answer : answers) {
                            answer.get();
                        }
                        return WINDOW;
                    }),
                    () -> callers.rate(QUEUE_SAMPLE, () -> {
                        List<CompletableFuture<Boolean>> answers = new ArrayList<>(WINDOW);
                        for (int one = 0; one < WINDOW; one++) {
                            answers.add(bare.submit());
                        }
                        for (CompletableFuture<Boolean> answer : answers) {
                            answer.get();
                        }
                        return WINDOW;
                    }));
        }
    }
}
