// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.Module;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Reply.Reason;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.PHONE;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.TILL;
import static io.webgate.ledger.internal.Given.WAITER;
import static io.webgate.ledger.internal.Given.active;
import static io.webgate.ledger.internal.Given.connect;
import static io.webgate.ledger.internal.Given.licensed;
import static io.webgate.ledger.internal.Given.register;
import static org.assertj.core.api.Assertions.assertThat;

/** The engine over a real embedded store. */
final class LedgerEngineTest {

    private final StepTime time = new StepTime();
    private OpenStore store;
    /** What the ledger of the moment has of it. */
    private ReluctantStore disk;

    private LedgerEngine ledger;

    @BeforeEach
    void open(@TempDir Path home) throws Exception {
        store = Stores.embedded(home.resolve("ledger.db"), time);
        disk = new ReluctantStore(store);
        ledger = new LedgerEngine(disk, time).start();
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        store.close();
    }

    @Test
    void i2SeatsOrderLatchAndVerdictSurviveACrashAndFencesGoOnGrowing() throws Exception {
        ask(licensed(WAITER, 3));
        List<Seat> granted = new ArrayList<>();
        for (String device : List.of("c", "a", "b")) {
            granted.add(granted(ask(connect(WAITER, device))).seat());
        }
        crash();
        ask(licensed(WAITER, 3));
        assertThat(ledger.picture().seats(WAITER.id())).containsExactlyElementsOf(granted);
        Reply.Refused refused = refused(ask(connect(WAITER, "d")));
        assertThat(refused.reason()).isEqualTo(Reason.GATE_STOPPED);
        assertThat(refused.verdict().orElseThrow().culprit().orElseThrow().fence())
                .isGreaterThan(granted.get(2).fence());

        crash();
        assertThat(ledger.picture().latches()).as("R54: a stop is durable").hasSize(1);
        ask(licensed(WAITER, 3));
        assertThat(refused(ask(connect(WAITER, "a"))).reason()).isEqualTo(Reason.GATE_STOPPED);
        assertThat(ask(new Change.Resume("olga"))).isEqualTo(new Reply.Done());
        assertThat(granted(ask(connect(WAITER, "a"))).seat().fence())
                .isGreaterThan(
                        refused.verdict().orElseThrow().culprit().orElseThrow().fence());
    }

    @Test
    void placesWeightsAndGroupsSurviveACrash() throws Exception {
        ask(licensed(REGISTER, 9));
        Seat a = granted(ask(register(REGISTER, "a", Optional.of("g"), 1))).seat();
        granted(ask(register(REGISTER, "b", Optional.empty(), 1)));
        ask(new Change.Leave(a.id(), EndReason.CLOSED));
        granted(ask(register(REGISTER, "b", Optional.of("h"), 4, "messages")));
        crash();
        ask(licensed(REGISTER, 9));
        assertThat(ledger.picture().seats(REGISTER.id())).singleElement().satisfies(seat -> {
            assertThat(seat.weight()).isEqualTo(4);
            assertThat(seat.group()).contains("h");
            assertThat(seat.features()).hasSize(1);
        });
        Seat back = granted(ask(register(REGISTER, "a", Optional.of("g"), 1))).seat();
        assertThat(back.order()).isEqualTo(a.order());
        assertThat(back.fence()).isGreaterThan(a.fence());
        crash();
        ask(licensed(REGISTER, 9));
        ask(new Change.Evict(back.id(), "olga", Optional.empty(), Duration.ZERO));
        crash();
        ask(licensed(REGISTER, 9));
        assertThat(granted(ask(register(REGISTER, "a", Optional.of("g"), 1)))
                        .seat()
                        .order())
                .as("a place that was taken is nobody's again")
                .isGreaterThan(a.order());
    }

    @Test
    void r46AnIdleSeatMakesRoomAndItsHolderIsToldThoughTheHostCrashedMeanwhile() throws Exception {
        ask(licensed(PHONE, 1));
        ask(new Change.Displacing(Map.of(PHONE.id(), Duration.ofMinutes(10))));
        granted(ask(active(PHONE, "anna", NOON)));
        time.pass(Duration.ofMinutes(9));
        granted(ask(active(PHONE, "anna", NOON)));
        assertThat(refused(ask(active(PHONE, "vera", time.instant()))).reason())
                .as("she is not idle for long enough")
                .isEqualTo(Reason.LIMIT_EXCEEDED);
        time.pass(Duration.ofMinutes(1));

        granted(ask(active(PHONE, "vera", time.instant())));

        crash();
        ask(licensed(PHONE, 1));
        assertThat(refused(ask(active(PHONE, "anna", NOON))).reason()).isEqualTo(Reason.SEAT_DISPLACED);
        crash();
        ask(licensed(PHONE, 1));
        ask(new Change.Displacing(Map.of(PHONE.id(), Duration.ofMinutes(10))));
        time.pass(Duration.ofMinutes(5));
        assertThat(refused(ask(active(PHONE, "anna", time.instant()))).reason())
                .as("a newcomer; how long vera was idle before the crash is not held against her")
                .isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void r46WhoDoesNotSayWhenItWorkedIsAtWorkWithEachSignOfLife() throws Exception {
        ask(licensed(PHONE, 1));
        ask(new Change.Displacing(Map.of(PHONE.id(), Duration.ofMinutes(10))));
        granted(ask(register(PHONE, "anna", Optional.empty(), 1)));
        time.pass(Duration.ofMinutes(9));
        granted(ask(register(PHONE, "anna", Optional.empty(), 1)));
        time.pass(Duration.ofMinutes(9));
        assertThat(refused(ask(register(PHONE, "vera", Optional.empty(), 1))).reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
        time.pass(Duration.ofMinutes(1));
        granted(ask(register(PHONE, "vera", Optional.empty(), 1)));
    }

    @Test
    void r45AVerdictOnFeaturesStandsAfterACrashBesideTheOneOnQuantities() throws Exception {
        ask(licensed(TILL, 1, Set.of()));
        granted(ask(register(TILL, "a", Optional.empty(), 1, "bonus-accounts")));
        granted(ask(register(TILL, "b", Optional.empty(), 1)));
        List<Verdict> before = ledger.picture().usage(TILL.id()).orElseThrow().verdicts();
        assertThat(before).hasSize(2);
        crash();
        ask(licensed(TILL, 1, Set.of()));
        assertThat(ledger.picture().usage(TILL.id()).orElseThrow().verdicts()).isEqualTo(before);
        assertThat(ledger.picture().suspending(Given.seat(TILL, "a"))).containsExactly(before.get(1));
    }

    @Test
    void r58TheConsequenceComesIntoForceByItself() throws Exception {
        Module shadowed = Given.with(
                REGISTER, new Module.Terms(Optional.of(NOON.plus(Duration.ofSeconds(2))), 0, Optional.empty()));
        ask(licensed(shadowed, 1));
        granted(ask(register(shadowed, "a", Optional.empty(), 1)));
        granted(ask(register(shadowed, "b", Optional.empty(), 1)));
        CountDownLatch applied = new CountDownLatch(1);
        try (AutoCloseable listening = ledger.onPicture(picture -> {
            if (picture.usage(REGISTER.id())
                    .orElseThrow()
                    .verdict()
                    .filter(Verdict::isApplied)
                    .isPresent()) {
                applied.countDown();
            }
        })) {
            assertThat(listening).isNotNull();
            assertThat(applied.getCount()).isEqualTo(1);
            time.pass(Duration.ofSeconds(2));
            assertThat(applied.await(120, TimeUnit.SECONDS)).isTrue();
        }
        crash();
        ask(licensed(shadowed, 1));
        assertThat(ledger.picture().suspending(Given.seat(REGISTER, "b"))).hasSize(1);
    }

    @Test
    void d4AfterACrashALeaseHasItsFullTimeAgain() throws Exception {
        ask(licensed(WAITER, 3));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        time.pass(Duration.ofMinutes(29));
        crash();
        time.pass(Duration.ofMinutes(29));
        ask(licensed(WAITER, 3));
        assertThat(ledger.picture().seat(seat)).isPresent();
        time.pass(Duration.ofMinutes(1));
        wake();
        assertThat(ledger.picture().seat(seat)).isEmpty();
    }

    @Test
    void t19ClockThatJumpsInTheMiddleOfADecisionIsLookedAtOnce() throws Exception {
        ask(licensed(WAITER, 1));
        time.jumpAtEachLook(Duration.ofDays(1));
        granted(ask(connect(WAITER, "a")));

        Verdict verdict = refused(ask(connect(WAITER, "b"))).verdict().orElseThrow();

        assertThat(verdict.since()).isEqualTo(verdict.culprit().orElseThrow().connectedAt());
        assertThat(ledger.verdicts(1).get(0).verdict().since()).isEqualTo(verdict.since());
    }

    @Test
    void t17LeaseEndsOnceWhenTheMonotonicClockJumpsAndNewOnesHaveTheirFullTime() throws Exception {
        ask(licensed(WAITER, 3));
        SeatId before = granted(ask(connect(WAITER, "a"))).seat().id();
        time.pass(Duration.ofHours(10));
        wake();
        assertThat(ledger.picture().seat(before)).isEmpty();
        assertThat(ask(new Change.KeepAlive(before))).isInstanceOf(Reply.Refused.class);

        Seat after = granted(ask(connect(WAITER, "a"))).seat();
        wake();
        time.pass(Duration.ofMinutes(29));
        wake();
        assertThat(ledger.picture().seats(WAITER.id())).containsExactly(after);
    }

    @Test
    void t17WallClockMovesNoLease() throws Exception {
        ask(licensed(WAITER, 3));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        time.jumpAtEachLook(Duration.ofDays(400));
        for (int turn = 0; turn < 10; turn++) {
            wake();
        }
        assertThat(ledger.picture().seat(seat)).isPresent();
    }

    @Test
    void timeThatPassedWhileTheHostWasSwitchedOffCounts() throws Exception {
        ask(licensed(WAITER, 3));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        time.pass(Duration.ofMinutes(10));
        ledger.close();
        time.pass(Duration.ofMinutes(19));
        ledger = new LedgerEngine(disk, time).start();
        ask(licensed(WAITER, 3));
        assertThat(ledger.picture().seat(seat)).isPresent();
        time.pass(Duration.ofMinutes(1));
        wake();
        assertThat(ledger.picture().seat(seat)).isEmpty();
    }

    @Test
    void keepAliveIsAnsweredFromMemoryAndMovesTheEnd() throws Exception {
        ask(licensed(WAITER, 3));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        time.pass(Duration.ofMinutes(29));
        assertThat(granted(ask(new Change.KeepAlive(seat))).returning()).isTrue();
        assertThat(ledger.life(seat).orElseThrow().expiresAt())
                .isEqualTo(time.instant().plus(Duration.ofMinutes(30)));
        time.pass(Duration.ofMinutes(29));
        wake();
        assertThat(ledger.picture().seat(seat)).isPresent();
    }

    @Test
    void i3ARetriedRequestTakesNoSecondSeatEvenAfterACrash() throws Exception {
        ask(licensed(WAITER, 3));
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("till:1", "digest"));
        Change.Connect one = connect(WAITER, "a", "anna");
        Seat seat = granted(ask(one, key)).seat();
        Change.Connect retried = connect(WAITER, "a", "boris");
        assertThat(granted(ask(retried, key)).seat()).isEqualTo(seat);
        crash();
        ask(licensed(WAITER, 3));
        Reply.Granted again = granted(ask(retried, key));
        assertThat(again.seat()).isEqualTo(seat);
        assertThat(again.returning()).as("the first answer again").isFalse();
        assertThat(refused(ask(one, Optional.of(new IdempotencyKey("till:1", "other"))))
                        .reason())
                .isEqualTo(Reason.KEY_REUSED);
        time.pass(Duration.ofHours(25));
        wake();
        assertThat(granted(ask(one, Optional.of(new IdempotencyKey("till:1", "other"))))
                        .seat()
                        .id())
                .as("forgotten after a day")
                .isEqualTo(seat.id());
    }

    @Test
    void t67AtTheLimitExactlyAsManyAreGrantedAsFitAndOneVerdictIsPassed() throws Exception {
        ask(licensed(WAITER, 10));
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Reply>> answers = new ArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 64; client++) {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            answers.add(answer);
            Change change = connect(WAITER, "device " + client);
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    answer.complete(ask(change));
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
            thread.start();
            clients.add(thread);
        }
        start.countDown();
        int granted = 0;
        for (CompletableFuture<Reply> answer : answers) {
            granted += answer.get(120, TimeUnit.SECONDS) instanceof Reply.Granted ? 1 : 0;
        }
        for (Thread client : clients) {
            client.join();
        }
        assertThat(granted).isEqualTo(10);
        List<JournalEntry> verdicts = ledger.verdicts(10);
        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).verdict().used()).isEqualTo(11);
        assertThat(ledger.picture().seats(WAITER.id())).isEmpty();
    }

    @Test
    void r56TheJournalTellsWhatWasStoppedAndWhoResumedAndItsChainHolds() throws Exception {
        ask(licensed(WAITER, 0 + 1));
        ask(connect(WAITER, "a"));
        long verdict =
                refused(ask(connect(WAITER, "b"))).verdict().orElseThrow().seq();
        ask(new Change.Stopped(verdict, List.of("plugin.b", "plugin.a", "gate")));
        ask(new Change.Resume("olga"));
        ask(new Change.Stop("olga", Optional.empty()));

        List<JournalEntry> verdicts = ledger.verdicts(10);
        assertThat(verdicts).hasSize(2);
        assertThat(verdicts.get(1).stopped()).containsExactly("plugin.b", "plugin.a", "gate");
        assertThat(verdicts.get(1).resumedBy()).contains("olga");
        assertThat(verdicts.get(0).resumedBy()).isEmpty();
        assertChainHolds(true);

        store.write(c -> Sql.update(c, "UPDATE ledger_journal SET body = replace(body, '\"used\":2', '\"used\":1')"));
        assertChainHolds(false);
    }

    @Test
    void r56AStoreThatCantBeWrittenAdmitsNothingNewServesWhatIsThereAndStillStopsTheGate() throws Exception {
        ask(licensed(WAITER, 2));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        refuseWriting(true);

        assertThat(refused(ask(connect(WAITER, "b"))).reason()).isEqualTo(Reason.STORE_FULL);
        assertThat(granted(ask(connect(WAITER, "a"))).seat().id()).isEqualTo(seat);
        assertThat(granted(ask(new Change.KeepAlive(seat))).seat().id()).isEqualTo(seat);
        ask(licensed(WAITER, 1));
        Reply.Refused stopped = refused(ask(connect(WAITER, "c")));
        assertThat(stopped.reason()).as("a restriction never waits").isEqualTo(Reason.GATE_STOPPED);
        assertThat(ledger.picture().latches()).hasSize(1);
        assertThat(refused(ask(new Change.Resume("olga"))).reason()).isEqualTo(Reason.STORE_FULL);

        refuseWriting(false);
        untilHealed();
        assertThat(ledger.verdicts(1).get(0).verdict().seq())
                .isEqualTo(stopped.verdict().orElseThrow().seq());
        crash();
        assertThat(ledger.picture().latches())
                .as("written as soon as it could be")
                .hasSize(1);
        assertChainHolds(true);
    }

    @Test
    void i8ACommitThatSeemedToFailButReachedTheDiskDoesNotFreezeTheLedger() throws Exception {
        ask(licensed(WAITER, 1));
        ask(connect(WAITER, "a"));
        ask(connect(WAITER, "b"));
        assertThat(ledger.picture().latches()).hasSize(1);
        ledger.close();
        ledger = new LedgerEngine(disk, time).start();
        ask(licensed(WAITER, 1));
        disk.loseNextAnswer();
        assertThat(refused(ask(new Change.Resume("olga"))).reason()).isEqualTo(Reason.STORE_FULL);
        for (int attempt = 0; attempt < 100 && !ledger.picture().latches().isEmpty(); attempt++) {
            wake();
        }
        assertThat(ledger.picture().latches())
                .as("the resume is durable, so it counts")
                .isEmpty();
        granted(ask(connect(WAITER, "c")));
        assertChainHolds(true);
        crash();
        assertThat(ledger.picture().latches()).isEmpty();
    }

    @Test
    void r102WhatAnAdministratorGaveAsTheReasonOutlivesACrash() throws Exception {
        ask(licensed(WAITER, 2));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        ask(new Change.Evict(seat, "olga", Optional.of("the till is broken"), Duration.ofMinutes(15)));
        assertThat(refused(ask(new Change.KeepAlive(seat)))
                        .eviction()
                        .orElseThrow()
                        .reason())
                .contains("the till is broken");
        Reply.Refused before = refused(ask(connect(WAITER, "a")));
        crash();
        ask(licensed(WAITER, 2));
        Reply.Refused after = refused(ask(connect(WAITER, "a")));
        assertThat(after.reason()).isEqualTo(Reason.HELD_OUT);
        assertThat(after.eviction().orElseThrow().reason()).contains("the till is broken");
        assertThat(after.eviction().orElseThrow().until().orElseThrow())
                .isEqualTo(before.eviction()
                        .orElseThrow()
                        .until()
                        .orElseThrow()
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        ask(new Change.Stop("olga", Optional.of("stock-taking")));
        crash();
        assertThat(ledger.picture().latches().get(0).verdict().reason()).contains("stock-taking");
        assertThat(ledger.verdicts(1).get(0).verdict().reason()).contains("stock-taking");
        assertChainHolds(true);
    }

    @Test
    void r54DeletingRowsOfTheRecordDoesNotOpenTheGate() throws Exception {
        ask(licensed(WAITER, 1));
        ask(connect(WAITER, "a"));
        ask(connect(WAITER, "b"));
        ask(new Change.Stop("olga", Optional.empty()));
        ledger.close();
        store.write(c -> Sql.update(c, "DELETE FROM ledger_journal WHERE seq = 1"));
        ledger = new LedgerEngine(disk, time).start();
        assertThat(refused(ask(licensed(WAITER, 1))).reason()).isEqualTo(Reason.STARTING);
        assertThat(ledger.picture().isReady()).isFalse();
        assertThat(ledger.picture().waitingFor().get(0).english()).contains("chain is broken");
    }

    @Test
    void r62ComingBackIsASignOfLife() throws Exception {
        ask(licensed(WAITER, 1));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        time.pass(Duration.ofMinutes(29));
        assertThat(granted(ask(connect(WAITER, "a"))).returning()).isTrue();
        time.pass(Duration.ofMinutes(29));
        wake();
        assertThat(ledger.picture().seat(seat)).isPresent();
    }

    @Test
    void r53AMeterThatFailsHindersTheLedgerAndTheOthersAreStillRead() throws Exception {
        ask(licensed(MAILER, 5, Given.REPORTS, 5));
        java.util.concurrent.ExecutorService workers = java.util.concurrent.Executors.newCachedThreadPool();
        try {
            MeterPoll poll = new MeterPoll(ledger, workers, 120_000);
            boolean[] broken = {true};
            List<io.webgate.license.spi.Meter> meters = List.of(
                    meter(
                            () -> {
                                if (broken[0]) {
                                    throw new NoClassDefFoundError("gone");
                                }
                                return 1;
                            },
                            Given.REPORTS),
                    meter(() -> 2, MAILER));
            poll.look(meters);
            wake();
            assertThat(ledger.picture().isReady()).isFalse();
            assertThat(ledger.picture().waitingFor().get(0).english()).contains("A meter fails");
            assertThat(ledger.picture().usage(MAILER.id()).orElseThrow().used()).isEqualTo(2);
            broken[0] = false;
            poll.look(meters);
            wake();
            assertThat(ledger.picture().isReady()).isTrue();
        } finally {
            workers.shutdownNow();
        }
    }

    private static io.webgate.license.spi.Meter meter(
            java.util.function.LongSupplier value, io.webgate.license.api.Module module) {
        return new io.webgate.license.spi.Meter() {
            @Override
            public io.webgate.license.api.ModuleId module() {
                return module.id();
            }

            @Override
            public long value() {
                return value.getAsLong();
            }
        };
    }

    @Test
    void theGatesSettingsSurviveARestart() throws Exception {
        ask(licensed(WAITER, 5));
        ask(new Change.Bounded(Map.of(WAITER.id(), 1L)));
        crash();
        ask(licensed(WAITER, 5));
        assertThat(ledger.picture().usage(WAITER.id()).orElseThrow().bound()).isEqualTo(1);
    }

    @Test
    void aVerdictThatStandsSurvivesARestartAndIsNotPassedTwice() throws Exception {
        ask(licensed(MAILER, 1));
        ask(new Change.Configured(MAILER.id(), 2));
        crash();
        ask(licensed(MAILER, 1));
        ask(new Change.Configured(MAILER.id(), 2));
        assertThat(ledger.verdicts(10)).hasSize(1);
        assertThat(ledger.picture().usage(MAILER.id()).orElseThrow().withheld()).isTrue();
    }

    @Test
    void aClosedLedgerShowsAPictureThatKeepsTheGateClosedAndAnswersWithAFailure() throws Exception {
        ask(licensed(WAITER, 1));
        assertThat(ledger.picture().isReady()).isTrue();
        ledger.close();
        assertThat(ledger.picture().isReady()).isFalse();
        CompletableFuture<Reply> late =
                ledger.submit(connect(WAITER, "a"), IdempotencyKey.none()).toCompletableFuture();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> late.get(120, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void aRestrictionIsShownBeforeItIsAnswered() throws Exception {
        ask(licensed(WAITER, 1));
        ask(connect(WAITER, "a"));
        List<Picture> seen = new ArrayList<>();
        CompletableFuture<Integer> latchesWhenAnswered = new CompletableFuture<>();
        try (AutoCloseable following = ledger.onPicture(seen::add)) {
            ledger.submit(connect(WAITER, "b"), IdempotencyKey.none())
                    .thenAccept(reply ->
                            latchesWhenAnswered.complete(seen.get(0).latches().size()));
            assertThat(latchesWhenAnswered.get(120, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
            assertThat(following).isNotNull();
        }
    }

    @Test
    void leavingFreesTheSeatForTheNext() throws Exception {
        ask(licensed(WAITER, 1));
        SeatId seat = granted(ask(connect(WAITER, "a"))).seat().id();
        assertThat(ask(new Change.Leave(seat, EndReason.CLOSED))).isEqualTo(new Reply.Done());
        assertThat(ledger.keepAlive(seat)).isFalse();
        granted(ask(connect(WAITER, "b")));
    }

    @Test
    void refusalsAreCountedByModuleAndReason() throws Exception {
        ask(licensed(WAITER, 1));
        ask(connect(WAITER, "a"));
        IntStream.range(0, 3).forEach(i -> {
            try {
                ask(connect(WAITER, "b"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(ledger.refusals())
                .containsExactly(new io.webgate.license.api.Ledger.RefusalCount(WAITER.id(), Reason.GATE_STOPPED, 3));
    }

    // ------------------------------------------------------------------

    /** As after kill -9: nothing of the engine reaches the disk any more, another reads what is durable. */
    private void crash() throws Exception {
        disk = disk.afterCrash();
        ledger.close();
        ledger = new LedgerEngine(disk, time).start();
        for (int turn = 0; turn < 1_000 && ledger.picture().generation() < 1; turn++) {
            ask(new Change.TimePassed(List.of()));
        }
    }

    private void wake() throws Exception {
        ask(new Change.TimePassed(List.of()));
    }

    private Reply ask(Change change) throws InterruptedException, ExecutionException, TimeoutException {
        return ask(change, IdempotencyKey.none());
    }

    private Reply ask(Change change, Optional<IdempotencyKey> key)
            throws InterruptedException, ExecutionException, TimeoutException {
        return ledger.submit(change, key).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    /** The database itself refuses what the ledger writes, as a full disk would. */
    private void refuseWriting(boolean refuse) throws Exception {
        for (String table : List.of("ledger_seat", "ledger_journal")) {
            String trigger = "refuse_" + table;
            store.write(c -> Sql.update(
                    c,
                    refuse
                            ? "CREATE TRIGGER " + trigger + " BEFORE INSERT ON " + table
                                    + " BEGIN SELECT RAISE(ABORT, 'no space'); END"
                            : "DROP TRIGGER " + trigger));
        }
    }

    private void untilHealed() throws Exception {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            wake();
            if (!ledger.verdicts(1).isEmpty()) {
                return;
            }
        }
        throw new AssertionError("The ledger did not heal");
    }

    private void assertChainHolds(boolean expected) throws Exception {
        assertThat(chainHolds(store)).isEqualTo(expected);
    }

    private static boolean chainHolds(Store store) throws Exception {
        record Row(long seq, String kind, String body, String previous, String hash) {}
        List<Row> rows = store.read(c -> Sql.query(
                c,
                "SELECT seq, kind, body, previous_hash, hash FROM ledger_journal ORDER BY seq",
                row -> new Row(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))));
        String previous = JournalChain.GENESIS;
        for (Row row : rows) {
            boolean holds = row.previous().equals(previous)
                    && row.hash().equals(JournalChain.hash(previous, row.seq(), row.kind(), row.body()));
            if (!holds) {
                return false;
            }
            previous = row.hash();
        }
        return true;
    }

    private static Reply.Granted granted(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Granted.class);
        return (Reply.Granted) reply;
    }

    private static Reply.Refused refused(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return (Reply.Refused) reply;
    }
}
