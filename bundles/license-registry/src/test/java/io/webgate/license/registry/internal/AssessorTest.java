// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.Binding;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is assessed after a change alone is what all would be assessed to: over random registries (R5, R9). */
class AssessorTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 2_000 : 200;
    private static final int STEPS = 40;
    private static final Instant START = Instant.parse("2026-06-15T12:00:00Z");
    private static final Map<ModuleId, Module> CATALOGUE = Map.of(
            Sample.POS,
            Sample.module(Sample.POS, "ACME", true, "bonus", "video"),
            Sample.SWITCH,
            Sample.module(Sample.SWITCH, "ACME", false, "video"));

    /** Of every second name of one vendor, from before the start to after it. */
    private static final Map<Identity, Activation> USES = IntStream.range(0, 15)
            .boxed()
            .collect(Collectors.toMap(
                    i -> new Identity("ACME", new LicenseId("id-" + 2 * i)),
                    i -> new Activation(
                            START.plus(Duration.ofHours(20L * i - 100)),
                            "olga",
                            "why",
                            LocalDate.of(2026, 6, 15).plusDays(i - 4L))));

    @Test
    void changeGivesWhatAssessingEverythingGives_R5_R9() {
        int kept = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            kept += new Walk(seed).walk();
        }
        assertThat(kept).as("changes that were assessed alone").isGreaterThan(SEEDS * STEPS / 2);
    }

    @Test
    void stepOfTimeIsNotTakenForAChange_R10() {
        License license = Sample.license("a").until("2026-06-15").make();
        Assessor assessor = new Assessor(
                List.of(new Document(license, false)), CATALOGUE, circumstances(START, Marks.NONE, Set.of()));
        Instant tomorrow = START.plus(Duration.ofDays(1));

        assertThat(assessor.isStill(START.plusSeconds(1))).isTrue();
        assertThat(assessor.isStill(tomorrow)).isFalse();
        assertThat(assessor.isStill(START.minusSeconds(1))).isFalse();
        assertThatThrownBy(() -> assessor.change(List.of(), List.of(), circumstances(tomorrow, Marks.NONE, Set.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Circumstances circumstances(Instant now, Marks marks, Set<String> revokedKeys) {
        return new Circumstances(
                now,
                Set.of(Sample.DATA_SERVER),
                key -> key.length() % 6,
                Set.of("AB"),
                license -> license.id().value().endsWith("7"),
                revokedKeys::contains,
                marks,
                USES);
    }

    private static final class Walk {

        private final int seed;
        private final Random random;
        private final Map<Identity, Document> there = new HashMap<>();
        private Instant now = START;
        private Marks marks = Marks.NONE;

        Walk(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        /** @return how many changes were assessed alone */
        int walk() {
            for (int i = random.nextInt(8); i > 0; i--) {
                admitted(license());
            }
            Assessor assessor = new Assessor(there.values(), CATALOGUE, circumstances(now, marks, Set.of("k1")));
            int kept = 0;
            for (int step = 0; step < STEPS; step++) {
                Set<Identity> gone = new HashSet<>();
                there.keySet().stream()
                        .filter(identity -> random.nextInt(6) == 0)
                        .forEach(gone::add);
                gone.forEach(there::remove);
                List<Document> come = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    License license = license();
                    if (come.stream()
                            .noneMatch(other -> Identity.of(other.license()).equals(Identity.of(license)))) {
                        come.add(admitted(license));
                    }
                }
                now = now.plus(Duration.ofHours(random.nextInt(10)));
                Circumstances then = circumstances(now, marks, Set.of("k1"));
                Assessment all = Assessment.of(there.values(), CATALOGUE, then);
                if (assessor.isStill(now)) {
                    Map<Identity, Standing> before = assessor.assessment().standings();
                    Set<Identity> touched = assessor.change(gone, come, then);
                    requireTold(before, all.standings(), touched);
                    kept++;
                } else {
                    assessor = new Assessor(there.values(), CATALOGUE, then);
                }
                assertThat(assessor.assessment())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(all);
                assertThat(assessor.documents()).containsExactlyInAnyOrderElementsOf(there.values());
            }
            return kept;
        }

        private void requireTold(Map<Identity, Standing> before, Map<Identity, Standing> after, Set<Identity> touched) {
            Set<Identity> names = new HashSet<>(before.keySet());
            names.addAll(after.keySet());
            for (Identity name : names) {
                Standing was = before.get(name);
                if (was == null || !was.equals(after.get(name))) {
                    assertThat(touched).as("seed %d", seed).contains(name);
                }
            }
        }

        private Document admitted(License license) {
            boolean late = marks.highestGeneration(license) > license.generation();
            Document document =
                    new Document(license, late, random.nextInt(9) == 0 ? Set.of(List.of("k1", "k2")) : Set.of());
            if (!late) {
                marks = marks.with(List.of(license));
            }
            there.put(Identity.of(license), document);
            return document;
        }

        private License license() {
            Sample sample = Sample.license("id-" + random.nextInt(30))
                    .vendor(random.nextInt(5) == 0 ? "EVIL" : "ACME")
                    .lineage("line-" + random.nextInt(8), 1 + random.nextInt(4))
                    .from(day(-30))
                    .issued("2025-12-0" + (1 + random.nextInt(3)) + "T00:00:00Z");
            if (random.nextBoolean()) {
                sample.grants(Sample.POS, random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(20));
            }
            if (random.nextBoolean()) {
                sample.grants(Sample.SWITCH, random.nextInt(3));
            }
            if (random.nextInt(3) == 0) {
                sample.feature(random.nextBoolean() ? "bonus" : "video");
            }
            if (random.nextInt(3) == 0) {
                sample.until(LocalDate.parse(day(0)).plusDays(40).toString());
            }
            switch (random.nextInt(4)) {
                case 0 -> sample.supersedes("id-" + random.nextInt(30));
                case 1 -> sample.breakGlass(1 + random.nextInt(90));
                default -> {}
            }
            if (random.nextInt(6) == 0) {
                sample.application(Sample.OTHER);
            }
            switch (random.nextInt(8)) {
                case 0 -> sample.bound(new Binding(Binding.Kind.MEDIA, random.nextBoolean() ? "ab" : "cd", 0));
                case 1 -> sample.bound(Binding.machine("K".repeat(1 + random.nextInt(6))));
                default -> {}
            }
            return sample.make();
        }

        private String day(int earliest) {
            return LocalDate.of(2026, 6, 15)
                    .plusDays(earliest + random.nextInt(45))
                    .toString();
        }
    }
}
