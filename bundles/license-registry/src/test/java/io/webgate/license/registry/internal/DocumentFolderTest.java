// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.registry.internal.Vendor.Paper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentFolderTest {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Paper PAPER = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10));
    private static final Paper OTHER = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 5));

    private final FaultyFiles files = new FaultyFiles();
    private final AtomicInteger verifications = new AtomicInteger();
    private Path home;
    private Path path;
    private DocumentFolder folder;
    private long nanos;

    @BeforeEach
    void makeFolder(@TempDir Path directory) throws IOException {
        home = directory;
        path = Files.createDirectories(home.resolve("licenses"));
        folder = new DocumentFolder(path, files, new DocumentReader(bytes -> {
            verifications.incrementAndGet();
            return LicenseDocuments.open(bytes, Vendor.ACME.ring());
        }));
    }

    private void scan() {
        nanos += POLL.toNanos();
        folder.scan(nanos, Instant.parse("2026-06-15T12:00:00Z").plusNanos(nanos));
    }

    private void scanFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(POLL)) {
            scan();
        }
    }

    private Path put(String name, byte[] bytes) throws IOException {
        return Files.write(path.resolve(name), bytes);
    }

    private List<License> documents() {
        return folder.documents().stream().map(DocumentFolder.Present::license).toList();
    }

    @Test
    void fileThatIsCopiedInCountsAtTheNextScan() throws IOException {
        scan();
        put("a.lic", PAPER.bytes());
        scan();
        assertThat(documents()).containsExactly(PAPER.license());
        assertThat(folder.isComplete()).isTrue();
    }

    @Test
    void unchangedFilesAreNeitherReadNorVerifiedAgain_P9() throws IOException {
        put("a.lic", PAPER.bytes());
        put("b.lic", OTHER.bytes());
        scanFor(Duration.ofSeconds(3));
        int reads = files.reads.get();
        scanFor(Duration.ofSeconds(30));
        assertThat(files.reads).hasValue(reads);
        assertThat(verifications).hasValue(2);
    }

    @Test
    void twoFilesWithTheSameDocumentCountOnce_T32() throws IOException {
        put("a.lic", PAPER.bytes());
        put("copy of a.lic", PAPER.bytes());
        scan();
        assertThat(documents()).containsExactly(PAPER.license());

        Files.delete(path.resolve("a.lic"));
        scan();
        assertThat(folder.documents()).noneMatch(DocumentFolder.Present::vanishing);
    }

    @Test
    void halfWrittenFileIsWaitedForAndNeverCalledDamaged_T14() throws IOException {
        scan();
        Path file = path.resolve("a.lic");
        for (int part = 1; part < 8; part++) {
            Files.write(file, Arrays.copyOf(PAPER.bytes(), PAPER.bytes().length * part / 8));
            scan();
            assertThat(folder.damaged()).isEmpty();
            assertThat(folder.isComplete()).isFalse();
        }
        Files.write(file, PAPER.bytes());
        scan();
        assertThat(documents()).containsExactly(PAPER.license());
        assertThat(folder.isComplete()).isTrue();
    }

    @Test
    void fileReplacedByTruncationAndSlowWritingServesItsOldDocumentMeanwhile_T14() throws IOException {
        Path file = put("a.lic", PAPER.bytes());
        scanFor(Duration.ofSeconds(3));
        for (int part = 0; part < 8; part++) {
            Files.write(file, Arrays.copyOf(OTHER.bytes(), OTHER.bytes().length * part / 8));
            scan();
            assertThat(documents()).containsExactly(PAPER.license());
            assertThat(folder.documents()).noneMatch(DocumentFolder.Present::vanishing);
        }
        Files.write(file, OTHER.bytes());
        scan();
        assertThat(documents()).contains(OTHER.license());
    }

    @Test
    void fileThatStaysBrokenIsDamagedAndItsOldDocumentVanishes_R6_R14() throws IOException {
        Path file = put("a.lic", PAPER.bytes());
        scanFor(Duration.ofSeconds(3));
        Files.write(file, new byte[] {'x'});
        scanFor(Duration.ofSeconds(3));
        assertThat(folder.damaged()).hasSize(1);
        assertThat(folder.documents()).singleElement().matches(DocumentFolder.Present::vanishing);
        scanFor(DocumentFolder.SETTLE);
        assertThat(documents()).isEmpty();
    }

    @Test
    void brokenFileThatLayThereBeforeTheStartDoesNotDelayIt() throws IOException {
        Path file = put("a.lic", new byte[] {'x'});
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        put("b.lic", PAPER.bytes());
        scan();
        assertThat(folder.isComplete()).isTrue();
        assertThat(folder.damaged()).hasSize(1);
        assertThat(documents()).containsExactly(PAPER.license());
    }

    @Test
    void damagedFileDoesNotHinderOthers_R6() throws IOException {
        put("0.lic", new byte[0]);
        put("1.lic", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put("2.lic", new byte[300_000]);
        put("3.lic", PAPER.bytes());
        byte[] flipped = OTHER.bytes().clone();
        flipped[flipped.length / 2] ^= 1;
        put("4.lic", flipped);
        scanFor(Duration.ofSeconds(2));
        assertThat(documents()).containsExactly(PAPER.license());
        assertThat(folder.damaged()).hasSize(4);
    }

    @Test
    void vanishedFileIsShownAtOnceAndEndsAfterTheSettleTime_R14() throws IOException {
        Path file = put("a.lic", PAPER.bytes());
        scanFor(Duration.ofSeconds(3));
        Files.delete(file);
        scan();
        assertThat(folder.documents()).singleElement().matches(DocumentFolder.Present::vanishing);

        scanFor(DocumentFolder.SETTLE.minus(POLL));
        assertThat(documents()).containsExactly(PAPER.license());
        scan();
        assertThat(documents()).isEmpty();
    }

    @Test
    void fileThatComesBackWithinTheSettleTimeIsCured_R14() throws IOException {
        Path file = put("a.lic", PAPER.bytes());
        scan();
        Files.delete(file);
        scanFor(DocumentFolder.SETTLE.minus(POLL));
        put("elsewhere.lic", PAPER.bytes());
        scan();
        assertThat(folder.documents()).singleElement().matches(present -> !present.vanishing());
        scanFor(DocumentFolder.SETTLE.multipliedBy(2));
        assertThat(documents()).containsExactly(PAPER.license());
    }

    @Test
    void missingFolderIsALossThatSettles_R14() throws IOException {
        put("a.lic", PAPER.bytes());
        scan();
        Files.move(path, home.resolve("unmounted"));
        scan();
        assertThat(folder.documents()).singleElement().matches(DocumentFolder.Present::vanishing);
        Files.move(home.resolve("unmounted"), path);
        scan();
        assertThat(folder.documents()).singleElement().matches(present -> !present.vanishing());
    }

    @Test
    void whileTheFolderCannotBeReadWhatWasReadLastGoesOn_T9() throws IOException {
        put("a.lic", PAPER.bytes());
        scan();
        files.unreadable = true;
        scanFor(DocumentFolder.SETTLE.multipliedBy(2));
        assertThat(folder.documents()).singleElement().matches(present -> !present.vanishing());

        files.unreadable = false;
        put("b.lic", OTHER.bytes());
        scan();
        assertThat(documents()).containsExactlyInAnyOrder(PAPER.license(), OTHER.license());
    }

    @Test
    void whileAFileCannotBeReadWhatItHeldGoesOn_T9() throws IOException {
        Path file = put("a.lic", PAPER.bytes());
        scanFor(Duration.ofSeconds(3));
        Files.write(file, OTHER.bytes());
        files.filesUnreadable = true;
        scanFor(DocumentFolder.SETTLE.multipliedBy(2));
        assertThat(documents()).containsExactly(PAPER.license());
        assertThat(folder.isComplete()).isTrue();

        files.filesUnreadable = false;
        scan();
        assertThat(documents()).contains(OTHER.license());
    }

    @Test
    void folderThatWasNeverReadIsNotComplete_T9() {
        files.unreadable = true;
        scan();
        assertThat(folder.isScanned()).isFalse();
        assertThat(folder.isComplete()).isFalse();
    }

    @Test
    void onlyFilesNamedLicOfTheFolderItselfAreDocuments() throws IOException {
        put("a.txt", PAPER.bytes());
        put(".a.lic.part", PAPER.bytes());
        Files.createDirectory(path.resolve("d.lic"));
        Files.write(Files.createDirectory(path.resolve("archive")).resolve("a.lic"), PAPER.bytes());
        Files.createSymbolicLink(path.resolve("nowhere.lic"), path.resolve("none"));
        scanFor(Duration.ofSeconds(3));
        assertThat(documents()).isEmpty();
        assertThat(folder.damaged()).isEmpty();
        assertThat(folder.isComplete()).isTrue();
    }

    @Test
    void linkToADocumentIsADocument() throws IOException {
        Path real = Files.write(home.resolve("mounted"), PAPER.bytes());
        Files.createSymbolicLink(path.resolve("a.lic"), real);
        scan();
        assertThat(documents()).containsExactly(PAPER.license());
    }

    @Test
    void byteOrderMarkAndFinalLineBreakAreTolerated_R2() throws IOException {
        byte[] mailed = new byte[PAPER.bytes().length + 5];
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        System.arraycopy(mark, 0, mailed, 0, 3);
        System.arraycopy(PAPER.bytes(), 0, mailed, 3, PAPER.bytes().length);
        mailed[mailed.length - 2] = '\r';
        mailed[mailed.length - 1] = '\n';
        put("a.lic", PAPER.bytes());
        put("mailed.lic", mailed);
        scan();
        assertThat(documents()).containsExactly(PAPER.license());
    }
}
