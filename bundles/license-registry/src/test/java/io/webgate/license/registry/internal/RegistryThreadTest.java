// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.InstallResult;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Limits;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.Purpose;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.license.registry.offline.OfflineRules;
import io.webgate.license.spi.LimitsListener;
import io.webgate.store.OpenStore;
import io.webgate.store.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The real thread with the real time: waits for what it does, never for a fixed time. */
@Timeout(300)
class RegistryThreadTest {

    private static final Evidence HERE = new ShownEvidence();
    /** Longer than a slow machine takes for anything here. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Ahead time = new Ahead();
    private final Neighbours neighbours = new Neighbours();
    private final FaultyFiles files = new FaultyFiles();
    private Path folder;
    private OpenStore store;
    private RegistryCore core;
    private Supplier<Catalogue> catalogue =
            () -> new Catalogue(List.of(), CatalogueTest::verify, CatalogueTest::verify);
    private RegistryThread thread;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        folder = Files.createDirectories(home.resolve("licenses"));
        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        byte[] entry = CatalogueTest.entry("Registers");
        byte[] signed = CatalogueTest.signed(Vendor.ACME, entry);
        neighbours.bundles.add(new Catalogue.BundleEntries("pos", Map.of(Sample.POS.value(), entry), Map.of()));
        catalogue = () -> new Catalogue(List.of(signed), CatalogueTest::verify, CatalogueTest::verify);
        thread = thread(PATIENCE);
    }

    private RegistryThread thread(Duration patience) {
        return new RegistryThread(core, catalogue, neighbours, time, patience);
    }

    @AfterEach
    void stop() {
        thread.close();
        thread.close();
        store.close();
    }

    private InstallResult install(Paper paper) {
        return thread.change(() -> core.install(paper.bytes(), core.read(paper.bytes()), "api"));
    }

    private static Paper ten() {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10));
    }

    @Test
    void listenerHearsTheFirstLimitsWhenTheRegistryIsReady_R52() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));

        assertThat(ledger.next().modules()).containsOnlyKeys(Sample.POS);
        assertThat(core.snapshot().ready()).isTrue();
    }

    @Test
    void installationAnswersWhenItsLimitsAreInEffect_R8() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        install(ten());
        assertThat(ledger.applied.of(Sample.POS).quantity()).isEqualTo(10);
    }

    /** Its entry is signed with a key that is announced while the registry runs, and then again when it starts. */
    @Test
    void pluginsModuleIsThereWhenTheAnswerToTheAnnouncementOfItsKeyIs_R12_R57() throws Exception {
        Vendor next = Vendor.ACME.withNewKeys();
        byte[] entry = new String(CatalogueTest.entry("Third"), UTF_8)
                .replace("demo.pos", "demo.third")
                .getBytes(UTF_8);
        ModuleId third = new ModuleId("demo.third");
        neighbours.bundles.add(new Catalogue.BundleEntries(
                "third",
                Map.of(third.value(), entry),
                Map.of(third.value(), next.catalogueSigner().sign(entry))));
        Supplier<Catalogue> distributions = catalogue;
        byte[] signed = distributions.get().files(Set.of(Sample.POS)).get(0).bytes();
        EntrySignatures entries = new EntrySignatures(Vendor.ACME.ring(), time);
        catalogue = () -> new Catalogue(List.of(signed), entries::ofDistribution, entries::ofThirdParty);
        thread.close();
        thread = thread(PATIENCE);
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        assertThat(ledger.next().modules()).containsOnlyKeys(Sample.POS);

        byte[] announcement = Vendor.ACME.announce(1, next.keys(Purpose.CATALOGUE, Optional.empty()), Set.of());
        thread.change(() -> core.install(announcement, core.read(announcement), "api"));

        assertThat(ledger.applied.modules()).containsOnlyKeys(Sample.POS, third);
        thread.close();
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        thread = thread(PATIENCE);
        ledger.heard.clear();
        thread.start(Set.of(Sample.DATA_SERVER));
        assertThat(ledger.next().modules()).as("the first that is told").containsOnlyKeys(Sample.POS, third);
    }

    @Test
    void whatIsToldIsWhatTheDocumentsBesideItGive_R60() throws Exception {
        BlockingQueue<Map.Entry<Limits, List<SignedFile>>> told = new LinkedBlockingQueue<>();
        neighbours.listeners.add(new LimitsListener() {

            @Override
            public CompletionStage<Void> limitsChanged(Limits limits) {
                throw new AssertionError("The documents are missing");
            }

            @Override
            public CompletionStage<Void> limitsChanged(Limits limits, List<SignedFile> documents) {
                told.add(Map.entry(limits, documents));
                return CompletableFuture.completedFuture(null);
            }
        });
        thread.start(Set.of(Sample.DATA_SERVER));
        assertGiven(told);
        Paper ending =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10).until(LocalDate.parse("2099-06-30")));
        install(ending);
        Limits alone = assertGiven(told);
        assertThat(alone.nextChange()).isEqualTo(ending.license().ends());
        Paper later =
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 5).from(LocalDate.parse("2098-01-01")));
        install(later);
        Limits both = assertGiven(told);
        assertThat(both.nextChange()).contains(later.license().begins());
        assertThat(both.of(Sample.POS).quantity()).isEqualTo(10);
    }

    private static Limits assertGiven(BlockingQueue<Map.Entry<Limits, List<SignedFile>>> all) throws Exception {
        Map.Entry<Limits, List<SignedFile>> told = java.util.Objects.requireNonNull(all.poll(120, TimeUnit.SECONDS));
        Limits limits = told.getKey();
        Journal.Origin origin = new Journal.Origin("", Set.of(Sample.DATA_SERVER), "1", ZoneId.of("UTC"), limits.at());
        assertThat(OfflineRules.of(Vendor.ACME.ring()).contradictions(origin, limits, told.getValue()))
                .isEmpty();
        return limits;
    }

    /** How soon depends on the machine; that it is looked at every second and a half does not. */
    @Test
    void fileCopiedInCountsByItself() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        Files.write(folder.resolve("a.lic"), ten().bytes());
        assertThat(ledger.next().of(Sample.POS).quantity()).isEqualTo(10);
    }

    @Test
    void changeThatIsNoticedCountsBeforeTheFolderTellsOfIt_P9() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();
        files.frozen = List.of();

        thread.noticed(List.of(Files.write(folder.resolve("a.lic"), ten().bytes())));
        assertThat(ledger.next().of(Sample.POS).quantity()).isEqualTo(10);
        thread.noticed(List.of(Files.write(
                folder.resolve("b.lic"),
                Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 5)).bytes())));
        assertThat(ledger.next().of(Sample.POS).quantity()).isEqualTo(15);
        assertThat(thread.ask(() -> core.isTold())).as("the log has its line").isTrue();
    }

    @Test
    void theLogIsToldOfWhatWasFoundAlthoughAChangeFails_R14() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();
        Path file = Files.write(folder.resolve("a.lic"), ten().bytes());
        assertThat(ledger.next().of(Sample.POS).quantity()).isEqualTo(10);
        assertThat(thread.ask(() -> core.isTold())).as("after a round").isTrue();

        assertThatThrownBy(() -> thread.change(() -> {
                    delete(file);
                    core.tick();
                    assertThat(core.isTold()).as("that it has vanished").isFalse();
                    throw new UncheckedIOException(new IOException("archive is full"));
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(thread.ask(() -> core.isTold()))
                .as("after a change that fails")
                .isTrue();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void limitsThatDoNotComeIntoEffectAreAnErrorAndNotSilent_R8() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        ledger.answer = limits -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        assertThatThrownBy(() -> install(ten()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not in effect")
                .hasMessageContaining("disk full");
    }

    @Test
    void whoWaitsForLimitsThatNeverComeIntoEffectIsToldInTime_R8() throws Exception {
        thread.close();
        thread = thread(Duration.ofSeconds(8)); // the installation itself takes a small part of it
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        ledger.answer = limits -> new CompletableFuture<>();
        assertThatThrownBy(() -> install(ten()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not in effect everywhere within 8 s");
    }

    @Test
    void listenerThatComesLaterIsTold() throws Exception {
        thread.start(Set.of(Sample.DATA_SERVER));
        Follower late = new Follower();
        neighbours.listeners.add(late);
        assertThat(late.next().modules()).isNotEmpty();
    }

    @Test
    void bundleThatGoesTakesItsModule_R53() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        neighbours.bundles.clear();
        neighbours.revision.incrementAndGet();
        neighbours.changed.run();
        assertThat(ledger.next().modules()).isEmpty();
        assertThat(core.snapshot().missing()).containsExactly(Sample.POS);
    }

    @Test
    void registryWhoseRoundsFailIsReadyNoLonger_R53() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();
        awaitReady(true);

        neighbours.failure = new LinkageError("half installed");
        neighbours.awaitRounds(2);
        assertThat(thread.isReady()).isTrue();
        time.ahead(Duration.ofSeconds(31));
        assertThat(thread.isReady()).isFalse();

        neighbours.failure = null;
        awaitReady(true);
    }

    @Test
    void registryThatLeavesAStepOfTimeUntakenIsReadyNoLonger_R53() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();
        install(Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10)
                .until(LocalDate.ofInstant(time.instant(), ZoneOffset.UTC).plusDays(1))));
        Instant step = core.snapshot().limits().nextChange().orElseThrow();

        neighbours.failure = new LinkageError("half installed");
        neighbours.awaitRounds(2);
        time.ahead(Duration.ofSeconds(10));
        assertThat(thread.isReady()).as("old, but nothing has changed").isTrue();
        time.wallAhead(Duration.between(time.instant(), step).plusSeconds(6));
        assertThat(thread.isReady()).isFalse();

        neighbours.failure = null;
        awaitReady(true);
        assertThat(core.snapshot().limits().of(Sample.POS).quantity()).isZero();
    }

    @Test
    void listenerThatBlocksDoesNotStopTheRegistry_R53() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LimitsListener blocking = limits -> {
            try {
                never.await();
                throw new IllegalStateException("Nobody counts down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            }
        };
        Follower ledger = new Follower();
        neighbours.listeners.add(blocking);
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();

        Files.write(folder.resolve("a.lic"), ten().bytes());
        assertThat(ledger.next().of(Sample.POS).quantity()).isEqualTo(10);
    }

    @Test
    void limitsThatWereNotTakenAreToldAgain_R8() throws Exception {
        Follower ledger = new Follower();
        ledger.answer = limits -> CompletableFuture.failedFuture(new IllegalStateException("not taken"));
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        long revision = ledger.next().revision();

        assertThat(ledger.next().revision()).isEqualTo(revision);
        ledger.answer = ledger::apply;
        Limits again = ledger.next();
        assertThat(again.revision()).isEqualTo(revision);
    }

    private void awaitReady(boolean ready) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int turn = 0; turn < 12_000 && thread.isReady() != ready; turn++) {
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(thread.isReady()).isEqualTo(ready);
    }

    @Test
    void failureOfAChangeReachesTheCaller() throws Exception {
        Follower ledger = new Follower();
        neighbours.listeners.add(ledger);
        thread.start(Set.of(Sample.DATA_SERVER));
        ledger.next();
        Paper ten = ten();
        install(ten);
        files.immovable = true;
        assertThatThrownBy(() -> thread.change(() -> core.remove(ten.license().id())))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void beforeItIsReadyAndAfterItIsStoppedItRefuses() {
        assertThatThrownBy(() -> install(ten())).hasMessageContaining("still reading");
        thread.close();
        assertThatThrownBy(() -> install(ten())).hasMessageContaining("stopped");
    }

    /** A ledger that applies what it hears. */
    private static final class Follower implements LimitsListener {

        private final BlockingQueue<Limits> heard = new LinkedBlockingQueue<>();
        private volatile Limits applied = Snapshot.NOTHING_YET.limits();
        private volatile Function<Limits, CompletionStage<Void>> answer = this::apply;

        private CompletionStage<Void> apply(Limits limits) {
            applied = limits;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> limitsChanged(Limits limits) {
            // Chosen before a test hears of the call and may change the answer to the next one
            Function<Limits, CompletionStage<Void>> chosen = answer;
            heard.add(limits);
            return chosen.apply(limits);
        }

        Limits next() throws InterruptedException {
            @Nullable Limits limits = heard.poll(120, TimeUnit.SECONDS);
            assertThat(limits).isNotNull();
            return java.util.Objects.requireNonNull(limits);
        }
    }

    /** The real time and as much more as a test says. */
    private static final class Ahead extends KeptTime {

        private final AtomicLong more;
        private final AtomicReference<Duration> wallMore;

        Ahead() {
            this(new AtomicLong(), new AtomicReference<>(Duration.ZERO));
        }

        private Ahead(AtomicLong more, AtomicReference<Duration> wallMore) {
            super(() -> InstantSource.system().instant().plus(wallMore.get()), () -> System.nanoTime() + more.get());
            this.more = more;
            this.wallMore = wallMore;
        }

        void ahead(Duration duration) {
            more.addAndGet(duration.toNanos());
            wallAhead(duration);
        }

        void wallAhead(Duration duration) {
            wallMore.updateAndGet(duration::plus);
        }
    }

    private static final class Neighbours implements Surroundings {

        private final List<Catalogue.BundleEntries> bundles = new CopyOnWriteArrayList<>();
        private final List<LimitsListener> listeners = new CopyOnWriteArrayList<>();
        private final AtomicInteger revision = new AtomicInteger();
        private final Semaphore failed = new Semaphore(0);
        private volatile @Nullable Error failure;
        private volatile Runnable changed = () -> {};

        @Override
        public void open(Runnable callback) {
            changed = callback;
        }

        /** Waits for so many more rounds that fail. */
        void awaitRounds(int rounds) throws InterruptedException {
            failed.drainPermits();
            assertThat(failed.tryAcquire(rounds, 120, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public int bundlesRevision() {
            Error thrown = failure;
            if (thrown != null) {
                failed.release();
                throw thrown;
            }
            return revision.get();
        }

        @Override
        public Collection<Catalogue.BundleEntries> bundles() {
            return bundles;
        }

        @Override
        public Collection<LimitsListener> listeners() {
            return listeners;
        }

        @Override
        public void close() {
            changed = () -> {};
        }
    }
}
