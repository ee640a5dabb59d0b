// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.store.OpenStore;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of which somebody has said that they changed are looked at alone, and what follows is what follows from looking at all. */
class NoticedChangesTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 100 : 6;
    private static final int STEPS = 40;
    private final SteppedTime time = new SteppedTime("2026-06-15T12:00:00Z");
    private final FaultyFiles files = new FaultyFiles();
    private Path home;
    private Path folder;
    private OpenStore store;
    private RegistryCore core;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        home = directory;
        open("first");
    }

    private void open(String name) throws Exception {
        folder = Files.createDirectories(home.resolve(name).resolve("licenses"));
        store = Stores.embedded(home.resolve(name).resolve("var/webgate.db"), time);
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        core.begin();
        core.play(Set.of(Sample.DATA_SERVER));
        core.catalogue(keys -> ProposalTest.CATALOGUE);
        core.tick();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private static Paper pos(long quantity) {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, quantity));
    }

    private long limit() {
        return core.snapshot().limits().of(Sample.POS).quantity();
    }

    @Test
    void fileThatIsNoticedCountsWithoutAnyLookAtTheFolder_P9() throws Exception {
        long lists = files.lists.get();
        core.notice(List.of(Files.write(folder.resolve("a.lic"), pos(10).bytes())));

        assertThat(limit()).isEqualTo(10);
        assertThat(core.snapshot().licenses()).hasSize(1);
        assertThat(files.lists).hasValue((int) lists);
    }

    @Test
    void fileThatIsNoticedToBeGoneVanishesAndSettlesAsEver_R14() throws Exception {
        Path file = Files.write(folder.resolve("a.lic"), pos(10).bytes());
        core.tick();
        Files.delete(file);
        core.notice(List.of(file));

        assertThat(core.snapshot().licenses()).singleElement().matches(entry -> entry.vanishing());
        assertThat(limit()).isEqualTo(10);
        time.pass(DocumentFolder.SETTLE.minusMillis(1));
        core.tick();
        assertThat(limit()).isEqualTo(10);
        time.pass(Duration.ofMillis(1));
        core.tick();
        assertThat(limit()).isZero();
        assertThat(core.snapshot().licenses()).isEmpty();
    }

    @Test
    void halfWrittenFileIsWaitedForWhoeverNoticesIt_T14() throws Exception {
        byte[] whole = pos(10).bytes();
        Path file = Files.write(folder.resolve("a.lic"), Arrays.copyOf(whole, 100));
        core.notice(List.of(file));
        assertThat(core.snapshot().licenses()).isEmpty();
        Files.write(file, whole);
        core.notice(List.of(file));
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void wordOfWhatIsNoDocumentChangesNothing() {
        Snapshot before = core.snapshot();
        core.notice(List.of(folder.resolve("none.lic"), folder.resolve("note.txt"), folder));

        assertThat(core.snapshot()).isSameAs(before);
    }

    @Test
    void whatFollowsFromAChangeIsWhatFollowsFromAssessingAll_R5_R9() throws Exception {
        store.close();
        for (int seed = 0; seed < SEEDS; seed++) {
            open("seed-" + seed);
            walk(new Random(seed), seed);
            store.close();
        }
        open("last");
    }

    private void walk(Random random, int seed) throws Exception {
        List<Paper> issued = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Path file = folder.resolve(random.nextInt(6) + ".lic");
            switch (random.nextInt(8)) {
                case 0 -> Files.deleteIfExists(file);
                case 1 -> Files.write(file, "broken".getBytes(StandardCharsets.UTF_8));
                case 2 -> {
                    if (!issued.isEmpty()) {
                        Files.write(
                                file, issued.get(random.nextInt(issued.size())).bytes());
                    }
                }
                default -> {
                    Paper paper = paper(random, issued);
                    issued.add(paper);
                    Files.write(file, paper.bytes());
                }
            }
            if (random.nextInt(4) > 0) {
                core.notice(List.of(file));
            } else {
                core.tick();
            }
            requireSameAsAll(seed, step);
            time.pass(Duration.ofSeconds(random.nextInt(random.nextInt(5) == 0 ? 90_000 : 40)));
            core.tick();
            requireSameAsAll(seed, step);
        }
    }

    private static Paper paper(Random random, List<Paper> issued) {
        return Vendor.ACME.issue(terms -> {
            terms.entitlement(random.nextBoolean() ? Sample.POS : Sample.SWITCH, random.nextInt(20))
                    .lineage(new Lineage("line-" + random.nextInt(3)), 1 + random.nextInt(5))
                    .from(LocalDate.of(2026, 6, 10).plusDays(random.nextInt(20)));
            if (!issued.isEmpty() && random.nextInt(4) == 0) {
                LicenseId other =
                        issued.get(random.nextInt(issued.size())).license().id();
                terms.supersedes(other);
            }
        });
    }

    /** The applications are told anew, so all is assessed: it must not change anything. */
    private void requireSameAsAll(int seed, int step) {
        Snapshot alone = core.snapshot();
        core.play(Set.of(Sample.DATA_SERVER));
        core.notice(List.of());
        Snapshot all = core.snapshot();

        assertThat(all).isNotSameAs(alone);
        assertThat(all.limits()).as("limits, seed %d, step %d", seed, step).isSameAs(alone.limits());
        assertThat(all.licenses()).as("list, seed %d, step %d", seed, step).isEqualTo(alone.licenses());
        assertThat(all.foresight().documents())
                .as("documents, seed %d, step %d", seed, step)
                .containsExactlyInAnyOrderElementsOf(alone.foresight().documents());
        assertThat(all.foresight().circumstances().marks())
                .isEqualTo(alone.foresight().circumstances().marks());
    }
}
