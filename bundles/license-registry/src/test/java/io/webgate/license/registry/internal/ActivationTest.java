// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.ActivationResult.Kind;
import io.webgate.license.api.Advice;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.Drift;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Lineage;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Stores;
import io.webgate.store.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Break-glass licences in the registry that ships, over a real store: used once, whatever happens (R59). */
class ActivationTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 200 : 10;
    private static final int STEPS = 60;

    private final SteppedTime time = new SteppedTime("2026-06-15T12:00:00Z");
    private Path home = Path.of("");
    private OpenStore real;
    private Troubled store;
    private RegistryCore core;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        home = directory;
        Files.createDirectories(home.resolve("licenses"));
        real = Stores.embedded(home.resolve("var/webgate.db"), time);
        store = new Troubled(real);
        restart();
    }

    @AfterEach
    void stop() {
        real.close();
    }

    private void restart() throws StoreException {
        core = made();
        core.begin();
        core.tick();
    }

    private RegistryCore made() {
        RegistryCore registry = new RegistryCore(
                new Home(home.resolve("licenses"), Optional.of(home.resolve("outside"))),
                true,
                new DiskFiles(),
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        registry.play(Set.of(Sample.DATA_SERVER));
        registry.catalogue(keys -> ProposalTest.CATALOGUE);
        return registry;
    }

    private static Paper glass(int days) {
        return Vendor.ACME.issue(
                terms -> terms.entitlement(Sample.POS, 4).breakGlass(days).zone(java.time.ZoneId.of("+03:00")));
    }

    private void install(Paper paper) {
        assertThat(core.install(paper.bytes(), core.read(paper.bytes()), "api").kind())
                .isIn(InstallResult.Kind.INSTALLED, InstallResult.Kind.ALREADY_INSTALLED);
    }

    private Kind activate(Paper paper) {
        return core.activate(paper.license().id(), "olga", "the vendor is closed")
                .kind();
    }

    private long limit() {
        return core.snapshot().limits().of(Sample.POS).quantity();
    }

    private InstalledLicense entry(Paper paper) {
        return core.snapshot().licenses().stream()
                .filter(entry -> entry.id().equals(paper.license().id()))
                .findFirst()
                .orElseThrow();
    }

    private void pass(Duration duration) {
        time.pass(duration);
        core.tick();
    }

    @Test
    void r59ItGivesNothingUntilItIsActivatedThenForSomeDays() {
        Paper paper = glass(7);
        install(paper);
        assertThat(limit()).isZero();
        assertThat(entry(paper).state()).isEqualTo(LicenseState.NOT_YET_VALID);
        assertThat(entry(paper).awaitsActivation(time.instant())).isTrue();
        assertThat(entry(paper).reason().orElseThrow().english())
                .contains("waits for its activation by an administrator");
        assertThat(entry(paper).reason().orElseThrow().russian()).contains("ждёт, пока её активирует администратор");
        assertThat(core.activations()).isEmpty();

        ActivationResult result = core.activate(paper.license().id(), "olga", "the vendor is closed");

        assertThat(result.kind()).isEqualTo(Kind.ACTIVATED);
        assertThat(result.license()).contains(entry(paper));
        assertThat(entry(paper).state()).isEqualTo(LicenseState.VALID);
        assertThat(entry(paper).license().flatMap(License::validUntil)).contains(LocalDate.parse("2026-06-22"));
        assertThat(limit()).isEqualTo(4);
        assertThat(core.snapshot().limits().nextChange()).contains(Instant.parse("2026-06-22T21:00:00Z"));
        assertThat(core.snapshot().foresight().steps(core.snapshot().limits(), 9))
                .extracting(Limits::at)
                .containsExactly(core.snapshot().limits().at(), Instant.parse("2026-06-22T21:00:00Z"));
        assertThat(core.activations())
                .containsExactly(new BreakGlassUse(
                        "ACME", paper.license().id(), entry(paper).activation().orElseThrow()));
        assertThat(Advising.of(core.snapshot(), time.instant(), ActivationTest::noKey, Set.of(), Optional.empty()))
                .as("warned of as a temporary licence is")
                .extracting(Advice::kind)
                .containsExactly(Advice.Kind.EXPIRING);

        time.pass(Duration.between(time.instant(), Instant.parse("2026-06-22T20:59:59Z")));
        core.tick();
        assertThat(limit()).isEqualTo(4);
        pass(Duration.ofSeconds(1));
        assertThat(limit()).isZero();
        assertThat(entry(paper).state()).isEqualTo(LicenseState.EXPIRED);
        assertThat(entry(paper).reason().orElseThrow().english()).contains("olga", "2026-06-22");
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
    }

    private static Drift noKey(String machineKey, int demanded) {
        throw new AssertionError("No licence here is bound to " + machineKey);
    }

    @Test
    void r59ItCanNotBeUsedTwiceByRemovingAndInstallingItAgain() {
        Paper paper = glass(7);
        install(paper);
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
        pass(Duration.ofDays(2));
        assertThat(core.remove(paper.license().id())).isTrue();
        assertThat(limit()).isZero();
        assertThat(activate(paper)).isEqualTo(Kind.LICENSE_UNKNOWN);
        assertThat(core.activations()).as("told to the vendor all the same").hasSize(1);

        pass(Duration.ofDays(1));
        install(paper);
        assertThat(entry(paper).license().flatMap(License::validUntil)).contains(LocalDate.parse("2026-06-22"));
        assertThat(limit()).as("its time goes on").isEqualTo(4);
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
        pass(Duration.ofDays(7));
        assertThat(limit()).isZero();
    }

    @Test
    void r59AClockThatIsSetBackDoesNotProlongIt() {
        Paper paper = glass(1);
        install(paper);
        activate(paper);
        pass(Duration.ofDays(1));
        time.jumpTo("2026-06-01T00:00:00Z");
        core.tick();
        assertThat(limit()).isEqualTo(4);
        pass(Duration.ofHours(9));
        assertThat(limit()).as("the 16th is over in UTC+3").isZero();
    }

    /** The wrong time was told by a clock, the right one by the vendor: it does not count twice. */
    @Test
    void r59OneThatWasUsedInAWrongFutureDoesNotCountNow() {
        Paper paper = glass(7);
        install(paper);
        time.jumpTo("2030-01-01T00:00:00Z");
        core.tick();
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
        time.jumpTo("2026-06-15T13:00:00Z");
        byte[] receipt = Vendor.ACME.receipt("2026-06-15T13:00:00Z", time.ask());
        assertThat(core.install(receipt, core.read(receipt), "api").kind()).isEqualTo(InstallResult.Kind.INSTALLED);

        assertThat(limit()).isZero();
        assertThat(entry(paper).state()).isEqualTo(LicenseState.NOT_YET_VALID);
        assertThat(entry(paper).reason().orElseThrow().english()).contains("2030-01-01");
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
    }

    @Test
    void r59WhatCanNotBeWrittenIsNotUsed() throws Exception {
        Paper paper = glass(7);
        install(paper);
        store.trouble = Trouble.FULL;
        assertThat(activate(paper)).isEqualTo(Kind.STORE_FULL);
        pass(RegistryCore.AT_LEAST);
        assertThat(limit()).as("when all is assessed anew").isZero();
        restart();
        assertThat(limit()).isZero();
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
    }

    @Test
    void r59WhereTheAnswerGotLostWhoRepeatsItIsToldThatItCameAbout() {
        Paper paper = glass(7);
        install(paper);
        store.trouble = Trouble.ANSWER_LOST;
        assertThat(activate(paper)).isEqualTo(Kind.STORE_FULL);
        pass(Duration.ofDays(2));
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
        assertThat(entry(paper).license().flatMap(License::validUntil))
                .as("from the first attempt on")
                .contains(LocalDate.parse("2026-06-22"));
        assertThat(core.activate(paper.license().id(), "boris", "again").kind()).isEqualTo(Kind.ALREADY_USED);
    }

    @Test
    void r59AnotherWhoComesAfterALostAnswerHasNotUsedIt() {
        Paper paper = glass(7);
        install(paper);
        store.trouble = Trouble.ANSWER_LOST;
        activate(paper);
        ActivationResult result = core.activate(paper.license().id(), "boris", "again");
        assertThat(result.kind()).isEqualTo(Kind.ALREADY_USED);
        assertThat(result.message().orElseThrow().english()).contains("olga");
        assertThat(limit()).isEqualTo(4);
    }

    /** Durable first, then in effect: dead in between it is used, and counts as from then. */
    @Test
    void r59ACrashBetweenDurableAndEffectLeavesItUsedAndInEffect() throws Exception {
        Paper paper = glass(7);
        install(paper);
        store.trouble = Trouble.DEAD_AFTER_COMMIT;
        assertThatThrownBy(() -> activate(paper)).isInstanceOf(Dead.class);
        assertThat(limit()).as("nothing before it is durable and known").isZero();

        pass(Duration.ofDays(1));
        restart();
        assertThat(limit()).isEqualTo(4);
        assertThat(entry(paper).license().flatMap(License::validUntil)).contains(LocalDate.parse("2026-06-22"));
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
        assertThat(core.activations()).hasSize(1);
    }

    @Test
    void r59ACrashBeforeItIsDurableLeavesItUnused() throws Exception {
        Paper paper = glass(7);
        install(paper);
        store.trouble = Trouble.DEAD_BEFORE_COMMIT;
        assertThatThrownBy(() -> activate(paper)).isInstanceOf(Dead.class);
        pass(RegistryCore.AT_LEAST);
        assertThat(limit()).as("nothing counts that is not durable").isZero();
        restart();
        assertThat(limit()).isZero();
        assertThat(core.activations()).isEmpty();
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
    }

    /** R52: the store is one of before the use; the folder outside the home is not. */
    @Test
    void r59AHomePutBackFromACopyOfBeforeIsUsedAllTheSame() throws Exception {
        Paper paper = glass(7);
        install(paper);
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
        List<BreakGlassUse> uses = core.activations();
        pass(Duration.ofDays(3));
        real.close();
        real = Stores.embedded(home.resolve("before/webgate.db"), time);
        store = new Troubled(real);
        Path copy = home.resolve("outside").resolve(UsesOutside.FILE);
        Files.writeString(copy, "nonsense\n" + Files.readString(copy));

        restart();
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
        assertThat(core.activations()).isEqualTo(uses);
        assertThat(entry(paper).license().flatMap(License::validUntil)).contains(LocalDate.parse("2026-06-22"));
        Files.delete(copy);
        restart();
        assertThat(activate(paper)).as("taken over by the store").isEqualTo(Kind.ALREADY_USED);
        assertThat(copy)
                .as("and written again")
                .content()
                .contains(paper.license().id().value());
    }

    @Test
    void r59WhereNothingOutsideTheHomeCanBeWrittenItIsUsedAllTheSame() throws Exception {
        Files.writeString(home.resolve("outside"), "a file in the place of the folder");
        Paper paper = glass(7);
        install(paper);
        assertThat(activate(paper)).isEqualTo(Kind.ACTIVATED);
        restart();
        assertThat(activate(paper)).isEqualTo(Kind.ALREADY_USED);
    }

    @Test
    void r59BeforeTheUsesAreReadNobodyIsToldThatThereAreNone() {
        assertThatThrownBy(() -> made().activations()).isInstanceOf(UncheckedIOException.class);
    }

    /** A later issue is another document, which the vendor has signed: it takes the place of the used one, and waits. */
    @Test
    void r59ALaterIssueIsAnotherDocumentWithAUseOfItsOwn() {
        Lineage line = new Lineage("help");
        Paper first = Vendor.ACME.issue(
                terms -> terms.entitlement(Sample.POS, 4).breakGlass(30).lineage(line, 1));
        Paper second = Vendor.ACME.issue(
                terms -> terms.entitlement(Sample.POS, 6).breakGlass(3).lineage(line, 2));
        install(first);
        assertThat(activate(first)).isEqualTo(Kind.ACTIVATED);
        install(second);
        assertThat(limit()).isZero();
        assertThat(activate(first)).isEqualTo(Kind.ALREADY_USED);
        assertThat(activate(second)).isEqualTo(Kind.ACTIVATED);
        assertThat(limit()).as("of one lineage one issue counts, once").isEqualTo(6);
        assertThat(core.activations()).hasSize(2);
    }

    /** Whatever is done in whatever order, each is used at most once, and counts only from then to its end. */
    @Test
    void r59EachIsUsedAtMostOnce() throws Exception {
        int used = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Paper> papers = List.of(glass(1 + random.nextInt(3)), glass(1 + random.nextInt(6)));
            Map<Paper, Instant> activated = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                Paper paper = papers.get(random.nextInt(papers.size()));
                switch (random.nextInt(7)) {
                    case 0 -> restart();
                    case 1 -> core.remove(paper.license().id());
                    case 2, 3 -> install(paper);
                    case 4 -> {
                        Instant at = time.instant();
                        if (activate(paper) == Kind.ACTIVATED) {
                            assertThat(activated.put(paper, at))
                                    .as("seed %d, step %d: used a second time", seed, step)
                                    .isNull();
                            used++;
                        }
                    }
                    case 5 ->
                        time.jumpTo(time.instant().minus(Duration.ofDays(30)).toString());
                    default -> time.pass(Duration.ofHours(random.nextInt(20)));
                }
                core.tick();
                long expected = papers.stream()
                        .filter(one -> isInstalled(one) && counts(one, activated))
                        .count();
                assertThat(limit()).as("seed %d, step %d", seed, step).isEqualTo(4 * expected);
            }
            papers.forEach(paper -> core.remove(paper.license().id()));
        }
        assertThat(used).as("uses that came about").isGreaterThan(SEEDS / 2);
    }

    private boolean isInstalled(Paper paper) {
        return core.snapshot().licenses().stream()
                .anyMatch(entry -> entry.id().equals(paper.license().id()));
    }

    /** Reckoned otherwise than the registry does it. */
    private boolean counts(Paper paper, Map<Paper, Instant> activated) {
        return Optional.ofNullable(activated.get(paper))
                .filter(at -> {
                    long dayOfUse = Math.floorDiv(at.getEpochSecond() + 3 * 3600, 86_400);
                    long today = Math.floorDiv(time.instant().getEpochSecond() + 3 * 3600, 86_400);
                    return today - dayOfUse <= paper.license().breakGlass().orElseThrow();
                })
                .isPresent();
    }

    private enum Trouble {
        NONE,
        FULL,
        ANSWER_LOST,
        DEAD_BEFORE_COMMIT,
        DEAD_AFTER_COMMIT
    }

    private static final class Dead extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** A real store in which the next write goes wrong. */
    private static final class Troubled implements Store {

        private final Store real;
        private Trouble trouble = Trouble.NONE;

        Troubled(Store real) {
            this.real = real;
        }

        @Override
        public <T> T write(Work<T> work) throws StoreException {
            Trouble now = trouble;
            trouble = Trouble.NONE;
            if (now == Trouble.FULL) {
                throw new StoreException(StoreException.Kind.FULL, "No space left on device");
            }
            if (now == Trouble.DEAD_BEFORE_COMMIT) {
                throw new Dead();
            }
            T value = real.write(work);
            if (now == Trouble.ANSWER_LOST) {
                throw new StoreException(StoreException.Kind.FAILED, "The answer to the commit was lost");
            }
            if (now == Trouble.DEAD_AFTER_COMMIT) {
                throw new Dead();
            }
            return value;
        }

        @Override
        public void migrate(String area, List<Migration> migrations) throws StoreException {
            real.migrate(area, migrations);
        }

        @Override
        public <T> T read(Work<T> work) throws StoreException {
            return real.read(work);
        }

        @Override
        public <T> CompletionStage<T> submit(Work<T> work) {
            return real.submit(work);
        }

        @Override
        public StoreState state() {
            return real.state();
        }
    }
}
