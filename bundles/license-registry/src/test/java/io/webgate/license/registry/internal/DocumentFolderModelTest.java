// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.registry.internal.Vendor.Paper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files come, go, break, are renamed, copied, hidden and removed in any order: when they have come to rest, a folder that has
 * seen it all holds what one holds that sees it for the first time, and waits for none of them (R6, R14).
 */
class DocumentFolderModelTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 3_000 : 150;
    private static final int STEPS = 25;
    private static final String[] NAMES = {"a.lic", "b.lic", "c.lic", "d.lic", "e.lic"};
    private static final Vendor NEXT = Vendor.ACME.withNewKeys();
    private static final List<byte[]> CONTENTS = contents();

    private final FaultyFiles files = new FaultyFiles();
    private final DocumentReader reader = new DocumentReader(document -> {
        try {
            return LicenseDocuments.open(document, Vendor.ACME.ring());
        } catch (io.webgate.license.format.LicenseFormatException e) {
            return LicenseDocuments.open(document, NEXT.ring());
        }
    });

    private Path path = Path.of("");
    private long nanos = Duration.ofHours(1).toNanos();
    private Random random = new Random(0);

    private static List<byte[]> contents() {
        Paper one = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 1));
        Paper two = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 2));
        Paper bearing = Vendor.ACME.issueWith(
                List.of(Vendor.ACME.revoke(1, List.of(), Set.of())), terms -> terms.entitlement(Sample.POS, 3));
        Paper other = NEXT.issue(terms -> terms.entitlement(Sample.POS, 4));
        return List.of(
                one.bytes(),
                two.bytes(),
                bearing.bytes(),
                other.bytes(),
                Vendor.ACME.revoke(2, List.of(), Set.of()),
                Arrays.copyOf(one.bytes(), 700),
                new byte[] {'x'});
    }

    @Test
    void comesToRestAsOneThatSeesItForTheFirstTime_R6_R14(@TempDir Path directory) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            random = new Random(seed);
            path = Files.createDirectories(directory.resolve("run" + seed));
            DocumentFolder folder = new DocumentFolder(path, files, reader);
            for (int step = 0; step < STEPS; step++) {
                touch(folder);
                if (step % 8 == 7) {
                    requireRest(folder, "seed " + seed + " step " + step);
                }
            }
        }
    }

    private void scan(DocumentFolder folder) {
        folder.scan(nanos, Instant.EPOCH.plusNanos(nanos));
    }

    private void touch(DocumentFolder folder) throws IOException {
        Path file = path.resolve(NAMES[random.nextInt(NAMES.length)]);
        Path other = path.resolve(NAMES[random.nextInt(NAMES.length)]);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> Files.write(file, CONTENTS.get(random.nextInt(CONTENTS.size())));
            case 3 -> Files.deleteIfExists(file);
            case 4 -> files.locked = random.nextBoolean() ? file : null;
            case 5 -> {
                if (Files.exists(file)) {
                    Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            case 6 -> folder.reconsider((signers, license) -> true, nanos);
            default -> remove(folder);
        }
        nanos += Duration.ofMillis(random.nextInt(3) * 700L).toNanos();
        if (random.nextBoolean()) {
            scan(folder);
        } else {
            folder.look(file, nanos, Instant.EPOCH.plusNanos(nanos));
        }
        folder.tell();
    }

    /** As it is done through us: the files are moved away, and the documents end. */
    private void remove(DocumentFolder folder) throws IOException {
        Set<LicenseId> ids = new HashSet<>();
        Set<Path> moved = new TreeSet<>();
        folder.documents().stream().limit(1).forEach(present -> {
            ids.add(present.license().id());
            moved.addAll(present.files());
        });
        for (Path file : moved) {
            Files.deleteIfExists(file);
        }
        folder.release(moved, license -> ids.contains(license.id()));
    }

    private void requireRest(DocumentFolder folder, String when) throws IOException {
        Path fresh = path.resolve("fresh.lic");
        Files.write(fresh, new byte[] {'y'});
        files.locked = null;
        scan(folder);
        assertThat(folder.isComplete()).as("%s: a file is being written", when).isFalse();
        nanos += DocumentFolder.WRITING.multipliedBy(2).toNanos();
        scan(folder);
        assertThat(folder.isComplete()).as("%s: all have come to rest", when).isTrue();
        Files.delete(fresh);
        scan(folder);
        nanos += DocumentFolder.SETTLE.toNanos();
        scan(folder);
        folder.tell();
        DocumentFolder first = new DocumentFolder(path, files, reader);
        first.scan(nanos, Instant.now().plus(Duration.ofHours(1)));
        assertThat(shown(folder)).as(when).isEqualTo(shown(first));
        assertThat(folder.isComplete()).as(when).isTrue();
    }

    private static Set<String> shown(DocumentFolder folder) {
        Set<String> shown = new TreeSet<>();
        for (DocumentFolder.Present present : folder.documents()) {
            shown.add(present.license().id() + " " + present.sha256() + " " + present.signers() + " "
                    + present.vanishing() + " " + present.files() + " "
                    + folder.bearing(present.content().identity()));
        }
        folder.damaged()
                .forEach(file -> shown.add(
                        "damaged " + file.file() + " " + file.reading().sha256()));
        folder.statements()
                .forEach(file -> shown.add(
                        "statement " + file.file() + " " + file.reading().sha256()));
        shown.add("attached " + Stream.of(folder.attached().size()).toList());
        return shown;
    }
}
