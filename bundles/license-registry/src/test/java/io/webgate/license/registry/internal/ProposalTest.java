// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.Proposed;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a preview says is what then happens (R9), and what a start would find (R11, R12): over random registries, for
 * installing, removing, activating and for a date.
 */
class ProposalTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 300 : 12;
    private static final int STEPS = 25;
    static final Catalogue.View CATALOGUE = new Catalogue.View(
            Map.of(
                    Sample.POS,
                    Sample.module(Sample.POS, "ACME", true),
                    Sample.SWITCH,
                    Sample.module(Sample.SWITCH, "ACME", false)),
            Set.of(),
            true);

    private static final Vendor NEXT = Vendor.ACME.withNewKeys();

    @Test
    void previewIsWhatThenHappens_R9(@TempDir Path directory) throws Exception {
        int activated = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Walk walk = new Walk(directory.resolve("seed-" + seed), seed);
            walk.walk();
            activated += walk.activated;
        }
        assertThat(activated).as("activations that came about").isPositive();
    }

    /** One registry, through random proposals that are then carried out. */
    private static final class Walk {

        private final int seed;
        private final Random random;
        private final SteppedTime time = new SteppedTime("2026-06-15T12:00:00Z");
        private final Path folder;
        private final OpenStore store;
        private final RegistryCore core;
        private final List<byte[]> issued = new ArrayList<>();
        private long number;
        private int activated;

        Walk(Path home, int seed) throws Exception {
            this.seed = seed;
            this.random = new Random(seed);
            this.folder = Files.createDirectories(home.resolve("licenses"));
            this.store = Stores.embedded(home.resolve("var/webgate.db"), time);
            this.core = registry();
        }

        private RegistryCore registry() throws StoreException {
            RegistryCore made = new RegistryCore(
                    new Home(folder),
                    true,
                    new DiskFiles(),
                    Vendor.statements(store, Vendor.ACME, Vendor.EVIL),
                    new StoredRecords(store),
                    time,
                    new ShownEvidence());
            made.begin();
            made.play(Set.of(Sample.DATA_SERVER));
            made.catalogue(keys -> CATALOGUE);
            made.tick();
            return made;
        }

        /** A registry that starts over the same home finds what this one has come to. */
        private void restarted() throws StoreException {
            RegistryCore fresh = registry();
            time.pass(DocumentFolder.WRITING); // nobody is writing any file
            fresh.tick();
            core.tick();
            assertThat(fresh.snapshot().ready()).isTrue();
            assertThat(states(core.snapshot().licenses()))
                    .as("states of a fresh registry, seed %s", seed)
                    .isEqualTo(states(fresh.snapshot().licenses()));
            assertThat(core.snapshot().limits().byModule())
                    .as("limits of a fresh registry, seed %s", seed)
                    .isEqualTo(fresh.snapshot().limits().byModule());
            assertThat(kinds(core.snapshot().trusted()))
                    .as("keys of a fresh registry, seed %s", seed)
                    .isEqualTo(kinds(fresh.snapshot().trusted()));
        }

        private static Set<String> kinds(Trusted trusted) {
            Set<String> kinds = new TreeSet<>();
            trusted.documentKeys()
                    .keys()
                    .forEach(key -> kinds.add(key.kid() + " " + key.purposes() + " " + key.from() + " " + key.until()
                            + (trusted.isRevoked(key.kid()) ? " revoked" : "")));
            return kinds;
        }

        void walk() throws StoreException {
            try (store) {
                for (int step = 0; step < STEPS; step++) {
                    switch (random.nextInt(6)) {
                        case 0 -> remove();
                        case 1 -> wait(1 + random.nextInt(40));
                        case 2 -> activate();
                        default -> install(file());
                    }
                    if (step % 5 == 4) {
                        restarted();
                    }
                }
            }
        }

        private void install(byte[] file) {
            Reading reading = core.read(file);
            Proposed proposed = core.proposed(Optional.of(reading), Optional.empty(), Optional.empty())
                    .orElseThrow();
            InstallResult then = core.install(file, reading, "api");
            InstallResult said = proposed.install().orElseThrow();
            assertThat(said.kind()).as("seed %s", seed).isEqualTo(then.kind());
            assertThat(said.message()).as("seed %s", seed).isEqualTo(then.message());
            if (then.kind() == InstallResult.Kind.INSTALLED) {
                assertThat(said.license().map(InstalledLicense::state))
                        .as("seed %s", seed)
                        .isEqualTo(then.license().map(InstalledLicense::state));
            }
            same(proposed);
        }

        private void remove() {
            List<LicenseId> ids = core.snapshot().licenses().stream()
                    .map(InstalledLicense::id)
                    .toList();
            if (ids.isEmpty()) {
                return;
            }
            LicenseId id = ids.get(random.nextInt(ids.size()));
            Proposed proposed = core.proposed(Optional.empty(), Optional.of(id), Optional.empty())
                    .orElseThrow();
            assertThat(core.remove(id)).isTrue();
            same(proposed);
        }

        private void activate() {
            List<LicenseId> ids = core.snapshot().licenses().stream()
                    .map(InstalledLicense::id)
                    .toList();
            if (ids.isEmpty()) {
                return;
            }
            LicenseId id = ids.get(random.nextInt(ids.size()));
            Proposed proposed = core.proposedActivation(id, Optional.empty()).orElseThrow();
            ActivationResult said = proposed.activation().orElseThrow();
            ActivationResult then = core.activate(id, "olga", "why");
            assertThat(said.kind()).as("seed %s", seed).isEqualTo(then.kind());
            assertThat(said.message()).as("seed %s", seed).isEqualTo(then.message());
            assertThat(said.license().map(InstalledLicense::state))
                    .as("seed %s", seed)
                    .isEqualTo(then.license().map(InstalledLicense::state));
            assertThat(said.license().flatMap(InstalledLicense::license))
                    .as("its days, seed %s", seed)
                    .isEqualTo(then.license().flatMap(InstalledLicense::license));
            activated += then.kind() == ActivationResult.Kind.ACTIVATED ? 1 : 0;
            same(proposed);
        }

        private void wait(int days) {
            Instant at = time.instant().plus(Duration.ofDays(days));
            Proposed proposed = core.proposed(Optional.empty(), Optional.empty(), Optional.of(at))
                    .orElseThrow();
            List<Limits> steps =
                    core.snapshot().foresight().steps(core.snapshot().limits(), 100);
            time.pass(Duration.ofDays(days));
            core.tick();
            same(proposed);
            Limits foreseen = steps.stream()
                    .filter(step -> !step.at().isAfter(at))
                    .reduce((one, other) -> other)
                    .orElseThrow();
            assertThat(foreseen.byModule())
                    .as("steps, seed %s", seed)
                    .isEqualTo(core.snapshot().limits().byModule());
        }

        private void same(Proposed proposed) {
            assertThat(proposed.then().byModule())
                    .as("seed %s", seed)
                    .isEqualTo(core.snapshot().limits().byModule());
            assertThat(proposed.then().nextChange())
                    .as("seed %s", seed)
                    .isEqualTo(core.snapshot().limits().nextChange());
            assertThat(states(proposed.licenses()))
                    .as("seed %s", seed)
                    .isEqualTo(states(core.snapshot().licenses()));
        }

        /** What was only refused and kept as damaged is no part of a preview. */
        private static Set<String> states(List<InstalledLicense> licenses) {
            Set<String> states = new TreeSet<>();
            for (InstalledLicense entry : licenses) {
                entry.license()
                        .ifPresent(license -> states.add(license.vendor() + " " + entry.id() + " " + entry.state() + " "
                                + entry.reason().map(Object::toString).orElse("")));
            }
            return states;
        }

        private byte[] file() {
            if (!issued.isEmpty() && random.nextInt(4) == 0) {
                return issued.get(random.nextInt(issued.size()));
            }
            byte[] file =
                    switch (random.nextInt(12)) {
                        case 10, 11 -> announcement();
                        case 0 -> Vendor.ACME.revoke(1 + random.nextInt(5), someIds(), Set.of());
                        case 1 ->
                            Vendor.ACME.announce(++number, NEXT.keys(Purpose.LICENSE, Optional.empty()), Set.of());
                        case 2 ->
                            NEXT.issue(terms -> terms.entitlement(Sample.POS, 1 + random.nextInt(9)))
                                    .bytes();
                        case 3 ->
                            Vendor.EVIL
                                    .issue(terms -> terms.entitlement(Sample.POS, 1000))
                                    .bytes();
                        case 4 -> new byte[] {1, 2, 3};
                        default -> paper().bytes();
                    };
            issued.add(file);
            return file;
        }

        /** Of keys that come, get an end, or are left out; now and then of one that is revoked. */
        private byte[] announcement() {
            List<TrustedKey> keys = new ArrayList<>();
            if (random.nextInt(3) > 0) {
                keys.addAll(NEXT.keys(Purpose.LICENSE, end(random.nextBoolean())));
            }
            if (random.nextInt(3) > 0) {
                keys.addAll(Vendor.ACME.keys(Purpose.LICENSE, end(true)));
            }
            List<String> revoked = random.nextInt(8) == 0 ? NEXT.kids(Purpose.LICENSE) : List.of();
            return Vendor.ACME.announce(number == 0 || random.nextInt(5) > 0 ? ++number : number, keys, revoked);
        }

        /** About the time at which the licences here are issued. */
        private Optional<Instant> end(boolean there) {
            return there
                    ? Optional.of(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(3) - 1)))
                    : Optional.empty();
        }

        private List<LicenseId> someIds() {
            return core.snapshot().licenses().stream()
                    .filter(entry -> entry.license().isPresent() && random.nextBoolean())
                    .map(InstalledLicense::id)
                    .toList();
        }

        private Paper paper() {
            LocalDate today = LocalDate.ofInstant(time.instant(), java.time.ZoneOffset.UTC);
            LocalDate from = today.plusDays(random.nextInt(60) - 30L);
            List<byte[]> attached = random.nextInt(6) == 0
                    ? List.of(Vendor.ACME.revoke(5 + random.nextInt(5), someIds(), Set.of()))
                    : List.of();
            return Vendor.ACME.issueWith(attached, terms -> {
                terms.from(from).entitlement(Sample.POS, random.nextInt(20));
                if (random.nextBoolean()) {
                    terms.until(from.plusDays(random.nextInt(60)));
                }
                if (random.nextBoolean()) {
                    terms.lineage(new Lineage("line-" + random.nextInt(3)), 1 + random.nextInt(4));
                }
                if (random.nextInt(4) == 0) {
                    terms.entitlement(Sample.SWITCH, 1);
                }
                switch (random.nextInt(5)) {
                    case 0 -> someIds().forEach(terms::supersedes);
                    case 1, 2 -> terms.breakGlass(1 + random.nextInt(20));
                    default -> {}
                }
            });
        }
    }
}
