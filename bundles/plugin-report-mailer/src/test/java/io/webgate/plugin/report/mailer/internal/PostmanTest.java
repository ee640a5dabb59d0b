// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.Concern;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The way of a mail from its due time to its end, on a real store. */
final class PostmanTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant EIGHT = Instant.parse("2026-11-26T08:00:00Z");

    private Path folder;
    private Bench bench;

    @BeforeEach
    void open(@TempDir Path given) throws Exception {
        folder = given;
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<Delivery.State> states() throws Exception {
        return bench.run().deliveries().stream().map(Delivery::state).toList();
    }

    private long spooled() throws Exception {
        if (!Files.isDirectory(folder.resolve("spool"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.count();
        }
    }

    @Test
    void R65_aDueJobIsSentToEachOnceAndToldOf() throws Exception {
        assertThat(bench.postman.pass()).isEqualTo(Bench.START.plus(Postman.LONGEST_REST));
        assertThat(bench.history()).isEmpty();
        bench.now = EIGHT.minusSeconds(10);
        assertThat(bench.postman.pass()).as("wakes when it is due").isEqualTo(EIGHT);
        bench.after(Duration.ofSeconds(10));
        assertThat(bench.run().state()).isEqualTo(Run.State.DONE);
        assertThat(states()).containsExactly(Delivery.State.SENT, Delivery.State.SENT);
        assertThat(bench.run().deliveries().get(0).answer()).contains(Answer.of(Answer.Kind.ACCEPTED, "250 OK"));
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
        Letter letter = bench.taken.get(0);
        assertThat(letter.subject()).isEqualTo("Sales by day, 26 Nov 2026 08:00");
        assertThat(letter.attachment().orElseThrow().name()).isEqualTo("Sales by day 2026-11-26 08-00.csv");
        assertThat(letter.body())
                .contains("due 26 Nov 2026 08:00 (UTC)", "Rows: 1.")
                .doesNotContain("late");
        assertThat(bench.opened).as("one connection for all").isEqualTo(1);
        assertThat(spooled()).isZero();
        bench.after(Duration.ofMinutes(5));
        assertThat(bench.taken).hasSize(2);
        bench.after(Duration.ofDays(1));
        assertThat(bench.taken).hasSize(4);
        assertThat(bench.taken).extracting(Letter::id).doesNotHaveDuplicates();
    }

    @Test
    void R65_whatWasMissedIsOneMailWithItsDueTime() throws Exception {
        bench.postman.pass();
        bench.now = Instant.parse("2026-11-30T10:00:00Z");
        bench.start();
        bench.postman.pass();
        assertThat(bench.run().due()).isEqualTo(Instant.parse("2026-11-30T08:00:00Z"));
        assertThat(bench.run().missed()).isEqualTo(4);
        assertThat(bench.taken).hasSize(2);
        assertThat(bench.taken.get(0).body())
                .contains("due 30 Nov 2026 08:00", "late", "30 Nov 2026 10:00", "missed: 4");
    }

    @Test
    void R65_aNewScheduleBeginsNowAndAJobThatWasOffDoesNotCatchUp() throws Exception {
        bench.postman.pass();
        bench.now = EIGHT.plus(HOUR);
        bench.jobs.put("one", Bench.job("30 8 * * *", "anna@example.com"));
        bench.postman.pass();
        assertThat(bench.history()).isEmpty();
        bench.settings("one").put("enabled", "false");
        bench.after(Duration.ofDays(3));
        bench.settings("one").remove("enabled");
        bench.postman.pass();
        assertThat(bench.history()).isEmpty();
        bench.after(Duration.ofDays(1));
        assertThat(bench.run().missed()).isZero();
    }

    @Test
    void R29_nothingIsSentWithoutALicenceAndAfterwardsOnceAJob() throws Exception {
        bench.postman.pass();
        bench.outbox.ask(bench.job("one"), "anna", Optional.empty(), bench.now);
        bench.licensed = false;
        bench.after(Duration.ofDays(2));
        assertThat(bench.taken).isEmpty();
        assertThat(bench.reports.asked).isEmpty();
        bench.licensed = true;
        bench.postman.pass();
        assertThat(bench.takenBy("anna@example.com")).hasSize(2);
        assertThat(bench.history()).extracting(Run::missed).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void R29_theLicenceGoesBetweenTwoMails() throws Exception {
        bench.postman.pass();
        bench.serverSays = letter -> {
            bench.licensed = false;
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.after(HOUR);
        assertThat(states()).containsExactly(Delivery.State.SENT, Delivery.State.WAITING);
        bench.licensed = true;
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.postman.pass();
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
    }

    @Test
    void R65_oneRecipientRefusedAnotherLater() throws Exception {
        bench.postman.pass();
        bench.serverSays = letter -> letter.recipient().startsWith("anna")
                ? Answer.of(Answer.Kind.REFUSED, "550 no such user")
                : Answer.of(Answer.Kind.LATER, "450 busy");
        Instant next = bench.after(HOUR);
        assertThat(states()).containsExactly(Delivery.State.REFUSED, Delivery.State.WAITING);
        assertThat(next).isEqualTo(bench.now.plus(Backoff.FIRST));
        assertThat(spooled()).isEqualTo(1);
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.after(Duration.ofSeconds(59));
        assertThat(bench.taken).isEmpty();
        bench.after(Duration.ofSeconds(1));
        assertThat(states()).containsExactly(Delivery.State.REFUSED, Delivery.State.SENT);
        assertThat(bench.run().state()).isEqualTo(Run.State.DONE);
        assertThat(bench.reports.asked).as("the report is made once").hasSize(1);
        assertThat(spooled()).isZero();
    }

    @Test
    void R65_aServerThatIsDownIsTriedOncePerRoundAndGivenUpAfterADay() throws Exception {
        bench.postman.pass();
        bench.noConnection = Optional.of(Answer.of(Answer.Kind.UNREACHABLE, "connection refused"));
        bench.after(HOUR);
        assertThat(bench.opened).isEqualTo(1);
        Instant created = bench.run().created();
        int rounds = 0;
        while (!bench.run().state().isEnd()) {
            bench.now = bench.run().wakesAt().orElseThrow();
            // never due again meanwhile: only this run is looked at
            bench.jobs.put("one", Bench.job("0 7 1 1 *", "anna@example.com"));
            bench.postman.pass();
            assertThat(++rounds).isLessThan(60);
        }
        assertThat(states()).containsOnly(Delivery.State.GIVEN_UP);
        assertThat(bench.now)
                .isBetween(
                        created.plus(Delivery.TRIED),
                        created.plus(Delivery.TRIED).plus(HOUR));
        assertThat(bench.run().deliveries().get(0).attempts()).isBetween(28, 32);
        assertThat(spooled()).isZero();
    }

    @Test
    void R65_aReportThatIsRefusedForGoodSendsNothingAndSaysWhy() throws Exception {
        bench.postman.pass();
        bench.reports.refusal = Optional.of(FakeReports.refused(false));
        bench.after(HOUR);
        assertThat(bench.run().state()).isEqualTo(Run.State.FAILED);
        assertThat(bench.run().trouble().orElseThrow().code()).isEqualTo("query-failed");
        assertThat(bench.run().trouble().orElseThrow().text().russian()).isEqualTo("Источник недоступен");
        assertThat(states()).containsOnly(Delivery.State.CANCELLED);
        assertThat(bench.opened).isZero();
        assertThat(spooled()).isZero();
    }

    @Test
    void R65_aPassingRefusalIsTriedAgainAndReportsThatAreNotThereToo() throws Exception {
        bench.postman.pass();
        bench.reports.refusal = Optional.of(FakeReports.refused(true));
        bench.after(HOUR);
        assertThat(bench.run().state()).isEqualTo(Run.State.DUE);
        bench.reports.refusal = Optional.empty();
        bench.reportsThere = false;
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.run().trouble().orElseThrow().code()).isEqualTo("reports-unavailable");
        bench.reportsThere = true;
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.taken).as("backs off").isEmpty();
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.taken).hasSize(2);
        assertThat(bench.run().trouble()).isEmpty();
    }

    @Test
    void R65_aReportLargerThanAMailIsNotSentAndLeavesNothing() throws Exception {
        bench.postman.pass();
        bench.reports.bytes = 2000;
        bench.after(HOUR);
        assertThat(bench.run().state()).isEqualTo(Run.State.FAILED);
        assertThat(bench.run().trouble().orElseThrow().code()).isEqualTo("report-too-large");
        assertThat(spooled()).isZero();
    }

    @Test
    void R65_aReportThatIsLostFromTheSpoolIsMadeAnewAndNobodyGetsItTwice() throws Exception {
        bench.postman.pass();
        bench.serverSays = PostmanTest::annasAtOnce;
        bench.after(HOUR);
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            Files.writeString(files.findFirst().orElseThrow(), "torn");
        }
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.after(Duration.ofMinutes(1));
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.reports.asked).hasSize(2);
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
    }

    @Test
    void R65_withoutAMailServerItWaitsAndGoesWhenOneIsSet() throws Exception {
        bench.postman.pass();
        bench.serverSet = false;
        bench.after(HOUR);
        assertThat(bench.run().deliveries().get(0).answer()).contains(Answer.of(Answer.Kind.NOT_SET));
        bench.serverSet = true;
        bench.after(Duration.ofMinutes(1));
        assertThat(states()).containsOnly(Delivery.State.SENT);
    }

    @Test
    void R65_askedTwiceWithOneKeyIsAskedOnce() throws Exception {
        Run first = bench.outbox.ask(bench.job("one"), "anna", Optional.of("k"), bench.now);
        Run again = bench.outbox.ask(bench.job("one"), "anna", Optional.of("k"), bench.now.plusSeconds(5));
        Run other = bench.outbox.ask(bench.job("one"), "anna", Optional.of("k2"), bench.now);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        bench.postman.pass();
        assertThat(bench.takenBy("anna@example.com")).hasSize(2);
    }

    @Test
    void R65_aJobThatIsSwitchedOffIsCancelledOneThatIsGoneOnlyLater() throws Exception {
        bench.jobs.put("two", Bench.job("0 8 * * *", "carl@example.com"));
        bench.postman.pass();
        bench.noConnection = Optional.of(Answer.of(Answer.Kind.UNREACHABLE));
        bench.after(HOUR);
        bench.settings("one").put("enabled", false);
        bench.jobs.remove("two");
        bench.noConnection = Optional.empty();
        bench.after(HOUR);
        assertThat(bench.last("one").state()).isEqualTo(Run.State.CANCELLED);
        assertThat(bench.last("two").state()).isEqualTo(Run.State.READY);
        bench.after(Duration.ofDays(1));
        assertThat(bench.last("two").state()).isEqualTo(Run.State.CANCELLED);
        assertThat(bench.taken).isEmpty();
        assertThat(spooled()).isZero();
    }

    @Test
    void R65_aSentMailThatTheStoreDidNotTakeIsNotSentAgain() throws Exception {
        bench.postman.pass();
        bench.serverSays = letter -> {
            bench.store.failAt = bench.store.writes;
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.after(HOUR);
        assertThat(bench.taken).hasSize(1);
        assertThat(states().get(0)).isEqualTo(Delivery.State.SENDING);
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.after(Duration.ofMinutes(1));
        assertThat(states()).containsOnly(Delivery.State.SENT);
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
    }

    @Test
    void R65_aSentMailThatTheStoreDidNotTakeIsNotSentAgainByTheNextServiceEither() throws Exception {
        bench.postman.pass();
        bench.serverSays = letter -> {
            bench.store.failAt = bench.store.writes;
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.after(HOUR);
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.restart();
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
        assertThat(states()).containsOnly(Delivery.State.SENT);
    }

    @Test
    @Timeout(300)
    void R65_aServiceThatIsStartedWhileAMailIsOnItsWayWaitsForItsAnswer() throws Exception {
        bench.postman.pass();
        List<Instant> comesAgain = new ArrayList<>();
        bench.serverSays = letter -> {
            bench.serverSays = other -> Answer.of(Answer.Kind.ACCEPTED);
            bench.restart();
            // on a thread of its own, as the next service's is
            comesAgain.add(CompletableFuture.supplyAsync(bench.postman::pass).join());
            assertThat(bench.taken).as("taken by the second").isEmpty();
            assertThat(current().deliveries().get(0).state()).isEqualTo(Delivery.State.SENDING);
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.after(HOUR);
        assertThat(comesAgain).containsExactly(bench.now.plusSeconds(5));
        bench.after(Duration.ofSeconds(5));
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
        assertThat(states()).containsOnly(Delivery.State.SENT);
        assertThat(bench.run().deliveries()).allMatch(one -> one.attempts() == 1);
    }

    /** As above, but nothing is left of the old classes: the bundle was updated. What both have is the spool. */
    @Test
    @Timeout(300)
    void R65_aBundleThatIsUpdatedWhileAMailIsOnItsWayWaitsForItsAnswer() throws Exception {
        bench.postman.pass();
        Postman old = bench.postman;
        List<Instant> comesAgain = new ArrayList<>();
        bench.serverSays = letter -> {
            bench.serverSays = other -> Answer.of(Answer.Kind.ACCEPTED);
            updated();
            comesAgain.add(CompletableFuture.supplyAsync(bench.postman::pass).join());
            assertThat(bench.taken).as("taken by the second").isEmpty();
            assertThat(current().deliveries().get(0).state()).isEqualTo(Delivery.State.SENDING);
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.now = EIGHT.plus(HOUR);
        old.pass();
        assertThat(comesAgain).containsExactly(bench.now.plusSeconds(5));
        assertThat(bench.postman).isNotSameAs(old);
        bench.after(Duration.ofSeconds(5));
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
        assertThat(states()).containsOnly(Delivery.State.SENT);
        assertThat(bench.run().deliveries()).allMatch(one -> one.attempts() == 1);
    }

    private void updated() {
        try {
            bench.start();
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where nobody can say whether another one sends, nothing goes, and the page can say why; what is due is kept. */
    @Test
    void R65_aSpoolThatCannotBeLockedSendsNothingKeepsWhatIsDueAndSaysWhy() throws Exception {
        bench.postman.pass();
        assertThat(bench.postman.hindrance()).isEmpty();
        assertThat(bench.concerns).isEmpty();
        Path lock = folder.resolve("spool.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        assertThat(bench.after(HOUR)).isEqualTo(bench.now.plusSeconds(30));
        assertThat(bench.taken).isEmpty();
        assertThat(bench.run().due()).isEqualTo(EIGHT);
        assertThat(bench.run().state()).isEqualTo(Run.State.DUE);
        Hindrance first = bench.postman.hindrance().orElseThrow();
        assertThat(first.code()).isEqualTo("spool-not-locked");
        assertThat(first.since()).isEqualTo(EIGHT);
        assertThat(first.text().english()).contains("spool.lock");
        bench.after(Duration.ofSeconds(30));
        assertThat(bench.postman.hindrance()).as("since the first time").contains(first);
        assertThat(bench.concerns)
                .as("the host is told once")
                .singleElement()
                .extracting(Concern::since)
                .isEqualTo(EIGHT);
        Files.delete(lock);
        bench.after(Duration.ofSeconds(30));
        assertThat(bench.taken).hasSize(2);
        assertThat(bench.run().missed()).isZero();
        assertThat(bench.postman.hindrance()).isEmpty();
        assertThat(bench.concerns).isEmpty();
    }

    /** While the service is held, the licence is the reason why nothing goes. */
    @Test
    void theHostIsToldOfNoHindranceWhenTheServiceHasGone() throws Exception {
        bench.lock = PostmanTest::noLocks;
        bench.postman.pass();
        assertThat(bench.concerns).hasSize(1);
        bench.postman.endAlarm();
        assertThat(bench.concerns).isEmpty();
        bench.after(HOUR);
        assertThat(bench.concerns).isEmpty();
    }

    /** Who may not serve tries nothing, and so does not know whether the lock is still out of reach. */
    @Test
    void theHostIsToldOfNoHindranceWhileNothingMayBeSentAnyway() throws Exception {
        bench.lock = PostmanTest::noLocks;
        bench.postman.pass();
        bench.licensed = false;
        bench.postman.pass();
        assertThat(bench.concerns).isEmpty();
        assertThat(bench.postman.hindrance()).isEmpty();
        bench.licensed = true;
        bench.postman.pass();
        assertThat(bench.concerns).hasSize(1);
    }

    /** A job that is new begins at that moment, and that moment does not wait for a lock. */
    @Test
    void R65_aJobThatIsNewWhileTheSpoolCannotBeLockedIsSentForItsFirstDueTime() throws Exception {
        Spool.Lock good = bench.lock;
        bench.lock = PostmanTest::noLocks;
        bench.postman.pass();
        bench.after(Duration.ofMinutes(30));
        bench.after(Duration.ofMinutes(30));
        bench.lock = good;
        bench.after(HOUR);
        assertThat(bench.run().due()).isEqualTo(EIGHT);
        assertThat(states()).containsOnly(Delivery.State.SENT);
    }

    @Test
    void R65_whatFellDueWhileTheSpoolCouldNotBeLockedIsOneMailWithTheLastDueTime() throws Exception {
        bench.postman.pass();
        Spool.Lock good = bench.lock;
        bench.lock = PostmanTest::noLocks;
        Run asked = bench.outbox.ask(bench.job("one"), "anna", Optional.empty(), bench.now);
        bench.after(HOUR);
        bench.after(Duration.ofDays(1));
        // two due times at once, of which one is counted already
        bench.after(Duration.ofDays(2));
        bench.lock = good;
        bench.postman.pass();
        assertThat(bench.history()).hasSize(2);
        assertThat(bench.outbox.run(asked.id()).orElseThrow().state()).isEqualTo(Run.State.DONE);
        Run due = bench.history().stream()
                .filter(run -> run.by().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(due.due()).isEqualTo(EIGHT.plus(Duration.ofDays(3)));
        assertThat(due.missed()).isEqualTo(3);
        assertThat(bench.taken).hasSize(4);
    }

    /** The spool lost the report after one of two had it: the later due time does not stand for that run. */
    @Test
    void R65_aRunOfWhichAMailWentIsNoneThatALaterOneStandsFor() throws Exception {
        bench.postman.pass();
        bench.serverSays = PostmanTest::annasAtOnce;
        bench.after(HOUR);
        bench.outbox.keep(bench.run().lost(bench.now));
        assertThat(bench.outbox.plan(bench.job("one"), bench.now.plus(Duration.ofDays(1))))
                .isPresent();
        assertThat(bench.history()).hasSize(2).allMatch(run -> run.missed() == 0);
    }

    @Test
    void R65_twoPostmenThatPlanAtOnceKeepOneRun() throws Exception {
        bench.postman.pass();
        Job job = bench.job("one");
        Outbox other = Outbox.open(bench.store, "origin");
        bench.now = EIGHT;
        // between the one's look and its write the other has done the same, and more
        bench.store.beforeWrite = () -> {
            assertThat(other.plan(job, EIGHT)).isPresent();
            assertThat(other.plan(job, EIGHT.plus(Duration.ofDays(1)))).isPresent();
        };
        assertThat(bench.outbox.plan(job, EIGHT)).isEmpty();
        assertThat(bench.run().due()).isEqualTo(EIGHT.plus(Duration.ofDays(1)));
        assertThat(bench.run().missed()).isEqualTo(1);
        assertThat(bench.outbox.plan(job, EIGHT.plus(Duration.ofDays(1))))
                .as("the cursor has not gone back")
                .isEmpty();
    }

    @Test
    void R65_aLockThatDoesNotCloseIsNoLockThatCannotBeHad() throws Exception {
        bench.postman.pass();
        Spool.Lock good = bench.lock;
        bench.lock = () -> good.tried().map(held -> () -> {
            held.close();
            throw new IOException("Stale file handle");
        });
        assertThat(bench.after(HOUR)).as("what the round said").isEqualTo(bench.now.plus(Postman.LONGEST_REST));
        assertThat(states()).containsOnly(Delivery.State.SENT);
        assertThat(bench.postman.hindrance()).isEmpty();
    }

    /** The watchdog tells of a bundle that hangs after five seconds: the last mail must not make this one such. */
    @Test
    @Timeout(300)
    void theServiceHasStoppedBeforeTheWatchdogSaysThatItHangs() throws Exception {
        bench.postman.pass();
        bench.now = EIGHT;
        CountDownLatch hasTheMail = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch kept = new CountDownLatch(1);
        bench.serverSays = letter -> {
            hasTheMail.countDown();
            awaited(answers);
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        OutboxComponent component = new OutboxComponent(bench.store);
        Mailer mailer =
                new Mailer(time(), bench.outbox, new Jobs(component), new ServerSettings(context()), serving -> {
                    bench.serving = serving;
                    return bench.postman;
                });
        assertThat(hasTheMail.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Mailer.GOOD_BYE).isLessThan(Duration.ofSeconds(5));
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stopped(mailer));
        try {
            // far longer than that, for a slow machine; only who waits for the mail's answer takes longer still
            stopped.get(60, TimeUnit.SECONDS);
        } finally {
            bench.store.afterWrite = kept::countDown;
            answers.countDown();
        }
        assertThat(kept.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(states())
                .as("the answer is kept, and nothing began")
                .containsExactly(Delivery.State.SENT, Delivery.State.WAITING);
    }

    private static Answer annasAtOnce(Letter letter) {
        return Answer.of(letter.recipient().startsWith("anna") ? Answer.Kind.ACCEPTED : Answer.Kind.LATER);
    }

    private static Optional<Closeable> noLocks() throws IOException {
        throw new IOException("No locks available");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(200, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stopped(Mailer mailer) {
        try {
            mailer.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                PostmanTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, values) -> folder.toString());
    }

    private Run current() {
        try {
            return bench.run();
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void R65_aStepWritesItsOwnMailAndWhatHasEndedStays() throws Exception {
        bench.postman.pass();
        bench.noConnection = Optional.of(Answer.of(Answer.Kind.UNREACHABLE));
        bench.after(HOUR);
        Run stale = bench.run();
        Delivery first = stale.deliveries().get(0).begun(bench.now);
        Delivery second = stale.deliveries().get(1).begun(bench.now);
        Delivery sent =
                second.answered(Answer.of(Answer.Kind.ACCEPTED), stale.created(), bench.now, new Backoff(() -> 0L));
        bench.outbox.keep(stale.with(sent, bench.now), sent);
        bench.outbox.keep(stale.with(first, bench.now), first);
        assertThat(states()).containsExactly(Delivery.State.SENDING, Delivery.State.SENT);
        bench.outbox.keep(stale);
        assertThat(states()).containsExactly(Delivery.State.WAITING, Delivery.State.SENT);
    }

    @Test
    void R65_anAttemptOfWhichNobodyKnowsWhetherItsBeginWasKeptIsMadeInTheNextRound() throws Exception {
        bench.postman.pass();
        // the due time, the report, the begin
        bench.store.failAfter = bench.store.writes + 2;
        bench.after(HOUR);
        assertThat(states()).containsExactly(Delivery.State.SENDING, Delivery.State.WAITING);
        assertThat(bench.taken).isEmpty();
        bench.after(Duration.ofSeconds(30));
        assertThat(bench.taken).extracting(Letter::recipient).containsExactly("anna@example.com", "boris@example.com");
        assertThat(bench.run().deliveries()).allMatch(one -> one.attempts() == 1);
    }

    @Test
    void R65_anAttemptThatWasCutOffIsTakenBackWithoutAStartOfTheHost() throws Exception {
        bench.postman.pass();
        bench.noConnection = Optional.of(Answer.of(Answer.Kind.UNREACHABLE));
        bench.after(HOUR);
        Delivery sending = bench.run().deliveries().get(0).begun(bench.now);
        bench.outbox.keep(bench.run().with(sending, bench.now), sending);
        bench.noConnection = Optional.empty();
        bench.after(Duration.ofMinutes(1));
        assertThat(states()).containsOnly(Delivery.State.SENT);
    }

    @Test
    void R65_anAttemptThatBreaksIsOneThatFailedAndTheOtherJobsGo() throws Exception {
        bench.jobs.clear();
        for (String name : List.of("a", "b", "c")) {
            bench.jobs.put(name, Bench.job("0 8 * * *", name + "@example.com"));
        }
        bench.postman.pass();
        bench.serverSays = letter -> {
            if (letter.recipient().startsWith("b")) {
                throw new IllegalStateException("broken");
            }
            return Answer.of(Answer.Kind.ACCEPTED);
        };
        bench.after(HOUR);
        assertThat(bench.taken)
                .extracting(Letter::recipient)
                .containsExactlyInAnyOrder("a@example.com", "c@example.com");
        Delivery broken = bench.last("b").deliveries().get(0);
        assertThat(broken.state()).isEqualTo(Delivery.State.WAITING);
        assertThat(broken.answer().orElseThrow().kind()).isEqualTo(Answer.Kind.FAULT);
        assertThat(broken.answer().orElseThrow().said().orElseThrow()).contains("broken");
        assertThat(broken.nextAt()).isEqualTo(bench.now.plus(Backoff.FIRST));
        bench.serverSays = letter -> Answer.of(Answer.Kind.ACCEPTED);
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.takenBy("b@example.com")).hasSize(1);
    }

    @Test
    void R65_aRunThatCannotBeReadFromTheSpoolHindersNoOtherAndIsNotTriedWithoutEnd() throws Exception {
        bench.jobs.clear();
        for (String name : List.of("a", "b", "c")) {
            bench.jobs.put(name, Bench.job("0 8 * * *", name + "@example.com"));
        }
        bench.postman.pass();
        bench.noConnection = Optional.of(Answer.of(Answer.Kind.UNREACHABLE));
        bench.after(HOUR);
        bench.noConnection = Optional.empty();
        Path file = folder.resolve("spool")
                .resolve(bench.last("b").content().orElseThrow().file());
        Files.delete(file);
        // a folder can be opened on some systems and read on none
        Files.createDirectory(file);
        Instant next = bench.after(Duration.ofMinutes(1));
        assertThat(bench.taken)
                .extracting(Letter::recipient)
                .containsExactlyInAnyOrder("a@example.com", "c@example.com");
        assertThat(next).isEqualTo(bench.now.plusSeconds(30));
    }

    @Test
    void R65_aDeletedJobThatIsMadeAgainBeginsThen() throws Exception {
        OutboxComponent component = new OutboxComponent(bench.store);
        bench.handover = component.handover();
        bench.restart();
        bench.postman.pass();
        Map<String, Object> settings = bench.settings("one");
        for (boolean held : new boolean[] {false, true}) {
            bench.licensed = !held;
            bench.jobs.clear();
            component.configurationEvent(event(ConfigurationEvent.CM_DELETED, Job.PID + "~one"));
            bench.after(Duration.ofHours(25));
            bench.jobs.put("one", settings);
            bench.licensed = true;
            bench.postman.pass();
            assertThat(bench.history()).as("held: %s", held).isEmpty();
        }
        component.configurationEvent(event(ConfigurationEvent.CM_UPDATED, Job.PID + "~one"));
        component.configurationEvent(event(ConfigurationEvent.CM_DELETED, Job.PID + "~other"));
        bench.after(Duration.ofDays(1));
        assertThat(bench.run().missed()).as("the same job as before").isZero();
    }

    private static ConfigurationEvent event(int type, String pid) {
        // Only the type is looked at
        @SuppressWarnings("unchecked")
        ServiceReference<ConfigurationAdmin> admin = (ServiceReference<ConfigurationAdmin>) Proxy.newProxyInstance(
                PostmanTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, values) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        return new ConfigurationEvent(admin, type, Job.PID, pid);
    }

    @Test
    void R65_aJobThatIsSwitchedOffAndOnWhileTheServiceIsHeldBeginsThen() throws Exception {
        OutboxComponent component = new OutboxComponent(bench.store);
        bench.handover = component.handover();
        bench.restart();
        bench.postman.pass();
        bench.licensed = false;
        Jobs jobs = new Jobs(component);
        Map<String, Object> settings = new HashMap<>(bench.settings("one"));
        settings.put("service.pid", Job.PID + "~one");
        JobConfiguration job = new JobConfiguration(time(), settings);
        jobs.addJob(job);
        bench.after(Duration.ofHours(3));
        settings.put("enabled", false);
        job.modified(settings);
        jobs.updatedJob(job);
        settings.put("enabled", true);
        job.modified(settings);
        jobs.updatedJob(job);
        bench.licensed = true;
        bench.postman.pass();
        assertThat(bench.history()).isEmpty();
    }

    private TrustedTime time() {
        return new TrustedTime() {
            @Override
            public Instant instant() {
                return bench.now;
            }

            @Override
            public long nanos() {
                return 0;
            }
        };
    }

    @Test
    void R65_aRestOfWhichAPassDidNotKnowOrTheStoreDidNotTakeIsKeptByTheNext() throws Exception {
        bench.postman.pass();
        bench.handover.rest("one");
        bench.now = bench.now.plus(Duration.ofHours(3));
        bench.store.failAt = bench.store.writes;
        bench.postman.pass();
        bench.after(Duration.ofMinutes(1));
        assertThat(bench.history()).isEmpty();
        bench.after(Duration.ofDays(1));
        assertThat(bench.run().missed()).isZero();
    }

    @Test
    void R65_aJobWhoseDeletionNobodySawIsForgottenAfterADayOfServing() throws Exception {
        bench.postman.pass();
        Map<String, Object> settings = bench.settings("one");
        bench.jobs.clear();
        bench.start();
        bench.postman.pass();
        // late at a start it is the same job
        bench.after(Duration.ofHours(23));
        bench.jobs.put("one", settings);
        bench.postman.pass();
        assertThat(bench.history()).hasSize(1);
        bench.jobs.clear();
        bench.postman.pass();
        bench.after(Duration.ofHours(24));
        bench.after(Duration.ofHours(24));
        bench.jobs.put("one", settings);
        bench.postman.pass();
        assertThat(bench.history()).hasSize(1);
        assertThat(bench.outbox.planned()).containsExactly("one");
    }

    @Test
    void R65_historyIsForgottenAfterFourHundredDaysWithItsMails() throws Exception {
        bench.postman.pass();
        bench.after(HOUR);
        assertThat(bench.history()).hasSize(1);
        String old = bench.run().id();
        bench.jobs.clear();
        bench.after(Duration.ofDays(399));
        assertThat(bench.history()).hasSize(1);
        bench.after(Duration.ofDays(2));
        assertThat(bench.history()).isEmpty();
        assertThat(bench.outbox.run(old)).isEmpty();
    }

    @Test
    void R65_historyIsReadInPages() throws Exception {
        bench.postman.pass();
        for (int day = 0; day < 5; day++) {
            bench.after(Duration.ofDays(1));
        }
        List<Run> all = bench.history();
        assertThat(all).hasSize(5);
        List<Run> first = bench.outbox.history(2, Optional.empty());
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(bench.outbox.history(2, Optional.of(first.get(1).id()))).isEqualTo(all.subList(2, 4));
        assertThat(all.get(0).due()).isAfter(all.get(4).due());
    }
}
