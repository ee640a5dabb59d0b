// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Binding;
import io.webgate.license.api.DriveAbsence;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstallResult.Kind;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Lineage;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryCoreTest {

    private static final Lineage LINE = new Lineage("line");
    private static final Catalogue.View CATALOGUE =
            new Catalogue.View(Map.of(Sample.POS, Sample.module(Sample.POS, "ACME", true)), Set.of(), true);

    private static final Evidence HERE = new ShownEvidence();

    private SteppedTime time = new SteppedTime("2026-06-15T12:00:00Z");
    private final FaultyFiles files = new FaultyFiles();
    private Path home;
    private Path folder;
    private OpenStore store;
    private RegistryCore core;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        home = directory;
        folder = home.resolve("licenses");
        Files.createDirectories(folder);
        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        core = registry(true);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    /** A registry over the same home, as after a restart. */
    private RegistryCore registry(boolean admitsDocuments) throws StoreException {
        RegistryCore made = new RegistryCore(
                new Home(folder),
                admitsDocuments,
                files,
                Vendor.statements(store, Vendor.ACME, Vendor.EVIL),
                new StoredRecords(store),
                time,
                HERE);
        made.begin();
        made.play(Set.of(Sample.DATA_SERVER));
        made.catalogue(keys -> CATALOGUE);
        made.tick();
        return made;
    }

    private void restart() throws StoreException {
        core = registry(true);
    }

    private InstallResult install(Paper paper) {
        return install(paper.bytes());
    }

    private InstallResult install(byte[] bytes) {
        return core.install(bytes, core.read(bytes), "api");
    }

    private static Paper pos(long quantity) {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, quantity));
    }

    private static Paper pos(long quantity, long generation, String from) {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, quantity)
                .lineage(LINE, generation)
                .from(LocalDate.parse(from)));
    }

    private long limit() {
        return core.snapshot().limits().of(Sample.POS).quantity();
    }

    private LicenseState state(Paper paper) {
        return entry(paper).state();
    }

    private InstalledLicense entry(Paper paper) {
        return core.snapshot().licenses().stream()
                .filter(entry -> entry.id().equals(paper.license().id()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(Path where) throws IOException {
        try (Stream<Path> found = Files.list(where)) {
            return found.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private void poll(Duration duration) {
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plus(Pace.POLL)) {
            time.pass(Pace.POLL);
            core.tick();
        }
    }

    @Test
    void installedDocumentCountsAtOnceAndLiesInTheFolderUnderItsId_R8() throws IOException {
        Paper ten = pos(10);
        InstallResult result = install(ten);

        assertThat(result.kind()).isEqualTo(Kind.INSTALLED);
        assertThat(result.license().orElseThrow().state()).isEqualTo(LicenseState.VALID);
        assertThat(limit()).isEqualTo(10);
        assertThat(names(folder)).containsExactly(ten.license().id() + ".lic");
        assertThat(folder.resolve(ten.license().id() + ".lic")).hasBinaryContent(ten.bytes());
    }

    @Test
    void aStatementInTheFolderThatCannotBeWrittenIsTriedNowAndThen_R12_R56() throws Exception {
        FullStore full = new FullStore(store);
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(full, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        core.begin();
        full.full = true;
        Files.write(folder.resolve("keys.lic"), Vendor.ACME.announce(1, List.of(), Set.of()));
        for (int tick = 0; tick < 4; tick++) {
            core.tick();
        }
        assertThat(full.refused).hasValue(1);
        time.pass(RegistryCore.AGAIN);
        core.tick();
        core.tick();
        assertThat(full.refused).hasValue(2);

        full.full = false;
        time.pass(RegistryCore.AGAIN);
        core.tick();

        assertThat(core.snapshot().trusted().notices()).hasSize(1);
    }

    @Test
    void tenAndFiveAreFifteen_R5() {
        install(pos(10));
        install(pos(5));
        assertThat(limit()).isEqualTo(15);
    }

    @Test
    void installedDocumentSurvivesARestartWithItsHistory_R8() throws Exception {
        Paper ten = pos(10);
        install(ten);
        time.pass(Duration.ofDays(3));
        restart();

        assertThat(limit()).isEqualTo(10);
        assertThat(entry(ten).source()).isEqualTo("api");
        assertThat(entry(ten).installedAt()).isEqualTo("2026-06-15T12:00:00Z");
    }

    @Test
    void installingTwiceChangesNothingAndSaysSo_R8() throws IOException {
        Paper ten = pos(10);
        install(ten);
        Limits before = core.snapshot().limits();

        InstallResult again = install(ten);

        assertThat(again.kind()).isEqualTo(Kind.ALREADY_INSTALLED);
        assertThat(again.license()).isPresent();
        assertThat(core.snapshot().limits()).isSameAs(before);
        assertThat(names(folder)).hasSize(1);
    }

    @Test
    void documentThatIsNotApplicableIsInstalledWithItsState_R7() {
        Paper expired = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 1)
                .from(LocalDate.parse("2026-01-01"))
                .until(LocalDate.parse("2026-02-01")));
        InstallResult result = install(expired);

        assertThat(result.kind()).isEqualTo(Kind.INSTALLED);
        assertThat(result.license().orElseThrow().state()).isEqualTo(LicenseState.EXPIRED);
        assertThat(limit()).isZero();
    }

    /** Another signature of the same form. */
    private static byte[] changed(byte[] document) {
        byte[] changed = document.clone();
        int at = changed.length - 10;
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        return changed;
    }

    @Test
    void damagedDocumentIsKeptListedAndCountsForNothing_R6() throws Exception {
        InstallResult result = install(changed(pos(10).bytes()));

        assertThat(result.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(result.message()).isPresent();
        InstalledLicense kept = result.license().orElseThrow();
        assertThat(kept.state()).isEqualTo(LicenseState.DAMAGED);
        assertThat(kept.id().value()).matches("sha256:[0-9a-f]{64}");
        assertThat(kept.license()).isEmpty();
        assertThat(kept.failed()).contains(LicenseCheck.SIGNATURES);
        assertThat(limit()).isZero();

        restart();
        assertThat(core.snapshot().licenses())
                .singleElement()
                .matches(entry -> entry.id().equals(kept.id())
                        && entry.reason().equals(kept.reason())
                        && entry.failed().equals(kept.failed()));
        assertThat(names(folder.resolve("damaged"))).hasSize(1);
    }

    @Test
    void damagedDocumentCanBeRemoved_R8() throws IOException {
        LicenseId id = install(new byte[] {'x'}).license().orElseThrow().id();

        assertThat(core.remove(id)).isTrue();
        assertThat(core.snapshot().licenses()).isEmpty();
        assertThat(names(folder.resolve("damaged"))).isEmpty();
        assertThat(names(folder.resolve("archive"))).hasSize(1);
    }

    @Test
    void damagedAreaIsBoundedAndTheOldestGoes_R6() throws IOException {
        LicenseId first = install("junk".getBytes(StandardCharsets.UTF_8))
                .license()
                .orElseThrow()
                .id();
        for (int i = 0; i < DamagedArea.MOST; i++) {
            install(("junk " + i).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(names(folder.resolve("damaged"))).hasSize(DamagedArea.MOST);
        assertThat(core.snapshot().licenses()).hasSize(DamagedArea.MOST).noneMatch(entry -> entry.id()
                .equals(first));
    }

    @Test
    void documentThatIsTooLargeLeavesNothingBehind_R13() throws IOException {
        InstallResult result = install(new byte[LicenseDocuments.MAX_BYTES + 1]);

        assertThat(result.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(names(folder)).isEmpty();
        assertThat(folder.resolve("damaged")).doesNotExist();
        assertThat(core.snapshot().licenses()).isEmpty();
    }

    @Test
    void documentOfAVendorNobodyTrustsIsDamaged_R6() {
        Paper stranger = new Vendor("NOBO").issue(terms -> terms.entitlement(Sample.POS, 99));
        assertThat(install(stranger).kind()).isEqualTo(Kind.DAMAGED);
        assertThat(limit()).isZero();
    }

    @Test
    void olderGenerationIsRefusedAfterARestartToo_R8_T27() throws Exception {
        Paper old = pos(50, 1, "2026-01-01");
        Paper current = pos(10, 2, "2026-01-01");
        install(current);
        core.remove(current.license().id());
        restart();

        InstallResult result = install(old);

        assertThat(result.kind()).isEqualTo(Kind.OLDER_GENERATION);
        assertThat(result.message()).isPresent();
        assertThat(limit()).isZero();
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void olderGenerationFoundInTheFolderIsSuperseded_R8_T27() throws Exception {
        Paper old = pos(50, 1, "2026-01-01");
        install(pos(10, 2, "2026-07-01"));
        Files.write(folder.resolve("old.lic"), old.bytes());
        poll(Duration.ofSeconds(1));

        assertThat(state(old)).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(limit()).isZero();
        Instant since = entry(old).installedAt();
        assertThat(since)
                .as("It was never admitted: since its file was written")
                .isEqualTo(Files.getLastModifiedTime(folder.resolve("old.lic")).toInstant());
        poll(Duration.ofSeconds(90));
        assertThat(entry(old).installedAt()).isEqualTo(since);
        restart();
        assertThat(state(old)).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(entry(old).installedAt()).isEqualTo(since);
    }

    @Test
    void renewalInstalledInAdvanceTakesOverWithoutAGap_R10() throws Exception {
        Paper old = pos(10, 1, "2026-01-01");
        Paper renewal = pos(12, 2, "2026-07-01");
        install(old);
        install(renewal);
        assertThat(limit()).isEqualTo(10);
        assertThat(core.snapshot().limits().nextChange()).hasToString("Optional[2026-07-01T00:00:00Z]");
        restart();
        assertThat(limit()).isEqualTo(10);

        time.jumpTo("2026-06-30T23:59:59.999Z");
        core.tick();
        assertThat(limit()).isEqualTo(10);
        time.jumpTo("2026-07-01T00:00:00Z");
        core.tick();
        assertThat(limit()).isEqualTo(12);
        assertThat(state(old)).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void oldGenerationWhoseFileWasAwayIsNotTakenForANewOne_R14() throws Exception {
        Paper old = pos(10, 1, "2026-01-01");
        install(old);
        install(pos(12, 2, "2026-07-01"));
        Path file = folder.resolve(old.license().id() + ".lic");
        Files.delete(file);
        poll(DocumentFolder.SETTLE.plusSeconds(2));
        assertThat(limit()).isZero();

        Files.write(file, old.bytes());
        poll(Duration.ofSeconds(1));
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void generationsThatComeTogetherAreAllAdmitted_R8() throws Exception {
        Paper old = pos(10, 1, "2026-01-01");
        Files.write(folder.resolve("a.lic"), pos(12, 2, "2026-07-01").bytes());
        Files.write(folder.resolve("b.lic"), old.bytes());
        restart();
        assertThat(state(old)).isEqualTo(LicenseState.VALID);
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void fullDiskChangesNothingAndSaysSo_T6() throws Exception {
        install(pos(10));
        files.full = true;
        InstallResult result = install(pos(5));

        assertThat(result.kind()).isEqualTo(Kind.STORE_FULL);
        assertThat(result.message()).isPresent();
        assertThat(limit()).isEqualTo(10);
        assertThat(names(folder)).hasSize(1);

        files.full = false;
        assertThat(install(pos(5)).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isEqualTo(15);
    }

    @Test
    void storeThatTakesNothingLeavesNoHalfInstalledDocument_R56() throws Exception {
        install(pos(10));
        store.close();
        InstallResult result = install(pos(5));

        assertThat(result.kind()).isEqualTo(Kind.STORE_FULL);
        assertThat(limit()).isEqualTo(10);
        assertThat(names(folder)).hasSize(1);
    }

    @Test
    void fileFoundWhileTheStoreFailsDoesNotCountBeforeItIsRemembered_R56() throws Exception {
        store.close();
        Files.write(folder.resolve("a.lic"), pos(10).bytes());
        poll(Duration.ofSeconds(3));
        assertThat(limit()).isZero();

        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        restart();
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void removedDocumentEndsAtOnceAndLiesInTheArchive_R8_R14() throws Exception {
        Paper ten = pos(10);
        install(ten);
        Files.write(folder.resolve("copy.lic"), ten.bytes());
        poll(Duration.ofSeconds(1));

        assertThat(core.remove(ten.license().id())).isTrue();
        assertThat(limit()).isZero();
        assertThat(core.snapshot().licenses()).isEmpty();
        assertThat(names(folder)).isEmpty();
        assertThat(names(folder.resolve("archive"))).hasSize(2);
        restart();
        assertThat(limit()).isZero();

        assertThat(install(ten).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(core.remove(ten.license().id())).isTrue();
        assertThat(names(folder.resolve("archive"))).hasSize(3);
    }

    @Test
    void removalThatCannotBeDoneLeavesTheDocumentInForce() {
        Paper ten = pos(10);
        install(ten);
        files.immovable = true;

        assertThatThrownBy(() -> core.remove(ten.license().id()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(ten.license().id().value());
        core.tick();
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        assertThat(core.remove(new LicenseId("nothing"))).isFalse();
    }

    @Test
    void vanishingDocumentIsShownAndRemovedAtOnce_R14() throws Exception {
        Paper ten = pos(10);
        install(ten);
        Files.delete(folder.resolve(ten.license().id() + ".lic"));
        poll(Duration.ofSeconds(1));
        assertThat(entry(ten).vanishing()).isTrue();
        assertThat(limit()).isEqualTo(10);

        assertThat(core.remove(ten.license().id())).isTrue();
        assertThat(limit()).isZero();
    }

    @Test
    void vanishingDocumentCanBeInstalledAgain_R14() throws Exception {
        Paper ten = pos(10);
        install(ten);
        Files.delete(folder.resolve(ten.license().id() + ".lic"));
        poll(Duration.ofSeconds(1));

        assertThat(install(ten).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(entry(ten).vanishing()).isFalse();
    }

    @Test
    void otherContentsUnderTheSameIdAreRefused() throws Exception {
        Paper first = Vendor.ACME.issueWithSameId(terms -> terms.entitlement(Sample.POS, 10));
        Paper second = Vendor.ACME.issueWithSameId(terms -> terms.entitlement(Sample.POS, 99));
        install(first);

        InstallResult refused = install(second);
        assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused.license().orElseThrow().failed()).contains(LicenseCheck.ADMISSION);
        assertThat(limit()).isEqualTo(10);

        Files.write(folder.resolve("0.lic"), second.bytes());
        poll(Duration.ofSeconds(1));
        assertThat(limit()).isEqualTo(10);
        restart();
        assertThat(limit()).isEqualTo(10);
        assertThat(core.snapshot().licenses())
                .filteredOn(entry -> entry.state() == LicenseState.DAMAGED)
                .singleElement()
                .matches(entry -> entry.failed().equals(Optional.of(LicenseCheck.ADMISSION)));
    }

    @Test
    void eachWayToBeBadNamesItsCheckByEveryWayIn_R6() throws Exception {
        byte[] good = pos(10).bytes();
        Map<LicenseCheck, byte[]> bad = new EnumMap<>(Map.of(
                LicenseCheck.ENVELOPE,
                Arrays.copyOf(good, good.length - 1),
                LicenseCheck.KEY_KNOWN,
                new Vendor("NOBO")
                        .issue(terms -> terms.entitlement(Sample.POS, 1))
                        .bytes(),
                LicenseCheck.SIGNATURES,
                changed(good)));
        for (Map.Entry<LicenseCheck, byte[]> one : bad.entrySet()) {
            InstalledLicense listed = install(one.getValue()).license().orElseThrow();
            assertThat(listed.failed()).contains(one.getKey());
            assertThat(core.remove(listed.id())).isTrue();
            Files.write(folder.resolve("found.lic"), one.getValue());
            poll(Duration.ofSeconds(3)); // longer than one waits for a file that is being written
            assertThat(core.snapshot().licenses())
                    .singleElement()
                    .matches(entry -> entry.state() == LicenseState.DAMAGED)
                    .matches(entry -> entry.failed().equals(Optional.of(one.getKey())));
            assertThat(core.remove(listed.id())).isTrue();
        }
        install(good);
        assertThat(core.snapshot().licenses()).singleElement().matches(entry -> entry.failed()
                .isEmpty());
    }

    @Test
    void theStateOfASoundDocumentNamesItsCheck_R7() {
        Paper later = pos(1, 1, "2999-01-01");
        assertThat(install(later).license().orElseThrow().failed()).contains(LicenseCheck.DATES);
    }

    @Test
    void sameContentsSignedAnewAreInstalledAlready() {
        Paper once = Vendor.ACME.issueWithSameId(terms -> terms.entitlement(Sample.POS, 10));
        Paper anew = Vendor.ACME.issueWithSameId(terms -> terms.entitlement(Sample.POS, 10));
        install(once);
        assertThat(install(anew).kind()).isEqualTo(Kind.ALREADY_INSTALLED);
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void licencesOfAnotherVendorNeitherCountNorHinder_R12_R6() {
        Paper ours = Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 10));
        Paper theirs = Vendor.EVIL.issue(terms -> terms.entitlement(Sample.POS, 99));
        install(theirs);
        install(ours);
        assertThat(limit()).isEqualTo(10);
        assertThat(state(theirs)).isEqualTo(LicenseState.VALID);
    }

    /** A host of Small Edition over the same home; what it has built in is signed like any other document. */
    private RegistryCore small(byte[] builtIn) throws StoreException {
        RegistryCore made = registry(false);
        made.play(BuiltIn.played("small"));
        made.builtIn(List.of(builtIn));
        made.tick();
        return made;
    }

    private static Paper builtIn() {
        return Vendor.ACME.issueFor("webgate.small-edition", terms -> terms.entitlement(Sample.POS, 3));
    }

    @Test
    void editionWithBuiltInLicencesAdmitsNoneByAnyWay_R33() throws Exception {
        Paper own = builtIn();
        Paper refused = pos(10);
        Files.write(folder.resolve("a.lic"), refused.bytes());
        Files.write(folder.resolve("b.lic"), "no licence".getBytes(UTF_8));
        core = small(own.bytes());
        poll(Duration.ofSeconds(2));

        assertThat(core.snapshot().ready()).isTrue();
        assertThat(limit()).isEqualTo(3);
        assertThat(install(pos(5)).kind()).isEqualTo(Kind.EDITION_ADMITS_NONE);
        assertThat(install(own).kind()).isEqualTo(Kind.EDITION_ADMITS_NONE);
        byte[] proposed = pos(5).bytes();
        assertThat(core.proposed(Optional.of(core.read(proposed)), Optional.empty(), Optional.empty())
                        .orElseThrow())
                .satisfies(would -> {
                    assertThat(would.install().orElseThrow().kind()).isEqualTo(Kind.EDITION_ADMITS_NONE);
                    assertThat(would.then().of(Sample.POS).quantity()).isEqualTo(3);
                });
        assertThat(limit()).isEqualTo(3);

        assertThat(core.snapshot().licenses()).hasSize(3);
        assertThat(entry(own)).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(LicenseState.VALID);
            assertThat(entry.source()).isEqualTo("built-in");
        });
        assertThat(entry(refused)).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(LicenseState.OTHER_APPLICATION);
            assertThat(entry.reason()).contains(Reasons.editionAdmitsNone());
        });
        assertThat(core.snapshot().licenses().get(2).state()).isEqualTo(LicenseState.DAMAGED);

        // what lies there can be taken away, what is built in can't
        assertThat(core.remove(refused.license().id())).isTrue();
        assertThat(core.remove(own.license().id())).isFalse();
        assertThat(limit()).isEqualTo(3);
        assertThat(folder.resolve("a.lic")).doesNotExist();
    }

    @Test
    void editionIsNotReadyWithoutWhatItHasBuiltIn_R53() throws Exception {
        core = registry(false);
        poll(Duration.ofSeconds(10));
        assertThat(core.snapshot().ready()).isFalse();
        core.builtIn(List.of(builtIn().bytes()));
        core.tick();
        assertThat(core.snapshot().ready()).isTrue();
    }

    @Test
    void whatAnEditionHasBuiltInIsVerifiedLikeAnyOtherDocument_R1_R33() throws Exception {
        byte[] forged = builtIn().bytes();
        forged[forged.length / 2] ^= 1;
        core = small(forged);
        assertThat(limit()).isZero();
        assertThat(core.snapshot().licenses()).singleElement().satisfies(entry -> assertThat(entry.state())
                .isEqualTo(LicenseState.DAMAGED));

        core = small(Vendor.EVIL
                .issueFor("webgate.small-edition", terms -> terms.entitlement(Sample.POS, 9))
                .bytes());
        assertThat(limit()).as("another vendor's (R12)").isZero();

        core = small(pos(9).bytes());
        assertThat(limit()).as("an ordinary licence").isZero();
    }

    @Test
    void whatAnEditionHasBuiltInCountsNowhereElse_R4_R33() throws Exception {
        Paper own = builtIn();
        assertThat(install(own).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(state(own)).isEqualTo(LicenseState.OTHER_APPLICATION);
        assertThat(limit()).isZero();
    }

    @Test
    void isNotReadyBeforeCatalogueAndFolderWereRead_R52() throws Exception {
        files.unreadable = true;
        RegistryCore blind = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        blind.begin();
        blind.catalogue(keys -> CATALOGUE);
        time.pass(Duration.ofMinutes(10));
        blind.tick();
        assertThat(blind.snapshot().ready()).isFalse();

        files.unreadable = false;
        blind.tick();
        assertThat(blind.snapshot().ready()).isTrue();

        RegistryCore unnamed = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        unnamed.begin();
        unnamed.tick();
        assertThat(unnamed.snapshot().ready()).isFalse();
        unnamed.catalogue(keys -> new Catalogue.View(Map.of(), Set.of(), false));
        unnamed.tick();
        assertThat(unnamed.snapshot().ready()).isFalse();
    }

    @Test
    void fileThatIsBeingWrittenAtTheStartIsWaitedForButNotForEver_R52_R6() throws Exception {
        byte[] bytes = pos(10).bytes();
        RegistryCore starting = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                HERE);
        starting.begin();
        starting.catalogue(keys -> CATALOGUE);
        for (int half = 1; time.nanos() < RegistryCore.PATIENCE.toNanos(); half++) {
            Files.write(folder.resolve("a.lic"), Arrays.copyOf(bytes, half));
            Files.setLastModifiedTime(folder.resolve("a.lic"), java.nio.file.attribute.FileTime.from(time.instant()));
            starting.tick();
            assertThat(starting.snapshot().ready()).isFalse();
            time.pass(Duration.ofMillis(500));
        }
        time.pass(Duration.ofMillis(500));
        starting.tick();
        assertThat(starting.snapshot().ready()).isTrue();
    }

    @Test
    void revisionGrowsAcrossRestarts() throws Exception {
        install(pos(10));
        install(pos(10));
        long before = core.snapshot().limits().revision();
        time.pass(Duration.ofSeconds(1));
        restart();
        assertThat(core.snapshot().limits().revision()).isGreaterThan(before);
    }

    @Test
    void limitsStayTheSameObjectWhileNothingChanges() {
        install(pos(10));
        Limits before = core.snapshot().limits();
        poll(Duration.ofMinutes(2));
        assertThat(core.snapshot().limits()).isSameAs(before);
    }

    @Test
    void changeOfThePlayedApplicationsCountsAtOnce_R4() {
        Paper ten = pos(10);
        install(ten);
        core.play(Set.of(Sample.OTHER));
        core.tick();
        assertThat(state(ten)).isEqualTo(LicenseState.OTHER_APPLICATION);
        assertThat(limit()).isZero();
    }

    @Test
    void catalogueThatLosesAModuleTakesItsLimit_R53() {
        install(pos(10));
        core.catalogue(keys -> new Catalogue.View(Map.of(), Set.of(Sample.POS), true));
        core.tick();
        assertThat(limit()).isZero();
        assertThat(core.snapshot().missing()).containsExactly(Sample.POS);
    }

    @Test
    void whatACrashLeftOfAnInstallationIsNoDocument_T2() throws Exception {
        Paper ten = pos(10);
        Files.write(folder.resolve("." + ten.license().id() + ".lic.part"), Arrays.copyOf(ten.bytes(), 99));
        restart();
        assertThat(core.snapshot().licenses()).isEmpty();
        assertThat(install(ten).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(names(folder)).containsExactly(ten.license().id() + ".lic");
    }

    private static Vendor next() {
        return Vendor.ACME.withNewKeys();
    }

    @Test
    void revocationListEndsALicenceAtOnceAndOutlivesARestart_R11() throws Exception {
        Paper ten = pos(10);
        install(ten);
        byte[] list = Vendor.ACME.revoke(3, List.of(ten.license().id()), Set.of());

        InstallResult result = install(list);

        assertThat(result.kind()).isEqualTo(Kind.INSTALLED);
        assertThat(result.license()).isEmpty();
        assertThat(result.message().orElseThrow().english()).contains("Revocation list 3 of ACME");
        assertThat(limit()).isZero();
        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(install(list).kind()).isEqualTo(Kind.ALREADY_INSTALLED);
        restart();
        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(install(Vendor.ACME.revoke(2, List.of(), Set.of())).kind()).isEqualTo(Kind.OLDER_GENERATION);
        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
    }

    @Test
    void revocationListThatIsForgedIsKeptAsDamagedAndRevokesNothing_R6_R11() {
        Paper ten = pos(10);
        install(ten);

        InstallResult result = install(next().revoke(1, List.of(ten.license().id()), Set.of()));

        assertThat(result.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(state(ten)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void revocationThatCannotBeWrittenIsInForceAllTheSame_R56() throws Exception {
        Paper ten = pos(10);
        install(ten);
        store.close();

        InstallResult result =
                install(Vendor.ACME.revoke(1, List.of(ten.license().id()), Set.of()));

        assertThat(result.kind()).isEqualTo(Kind.STORE_FULL);
        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isZero();
    }

    @Test
    void listInTheFolderIsTakenAndABadOneIsListed_R11() throws Exception {
        Paper ten = pos(10);
        install(ten);
        Files.write(
                folder.resolve("list.lic"),
                Vendor.ACME.revoke(1, List.of(ten.license().id()), Set.of()));
        Files.write(folder.resolve("bad.lic"), next().revoke(2, List.of(), Set.of()));

        poll(Duration.ofSeconds(3));

        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(core.snapshot().licenses())
                .filteredOn(entry -> entry.state() == LicenseState.DAMAGED)
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.reason().orElseThrow().english()).contains("not trusted here"));
    }

    @Test
    void listComesAlongWithANewLicence_R11() {
        Paper ten = pos(10);
        install(ten);
        byte[] list = Vendor.ACME.revoke(1, List.of(ten.license().id()), Set.of());

        install(Vendor.ACME.issueWith(List.of(list), terms -> terms.entitlement(Sample.POS, 5)));

        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isEqualTo(5);
    }

    @Test
    void licenceOfANewKeyCountsOnceItsKeyIsAnnounced_R12() throws Exception {
        Vendor rotated = next();
        Paper ten = rotated.issue(terms -> terms.entitlement(Sample.POS, 10));
        Files.write(folder.resolve("ten.lic"), ten.bytes());
        poll(Duration.ofSeconds(3));
        assertThat(limit()).isZero();
        byte[] announcement = Vendor.ACME.announce(1, rotated.keys(Purpose.LICENSE, Optional.empty()), Set.of());

        assertThat(install(announcement).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isEqualTo(10);
        restart();
        poll(Duration.ofSeconds(3));
        assertThat(limit()).isEqualTo(10);
    }

    @Test
    void emergencyRevocationOfAKeyEndsEverythingItSigned_R12() throws Exception {
        Paper ten = pos(10);
        install(ten);

        install(Vendor.ACME.revoke(1, List.of(), Vendor.ACME.kids(Purpose.LICENSE)));

        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
        assertThat(entry(ten).reason().orElseThrow().english()).contains("key");
        assertThat(state(install(pos(5)))).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isZero();
        restart();
        assertThat(limit()).isZero();
    }

    private static LicenseState state(InstallResult result) {
        return result.license().orElseThrow().state();
    }

    @Test
    void statementsAreReadBackWhateverTheirOrder_R12() throws Exception {
        Vendor rotated = next();
        Paper ten = pos(10);
        install(ten);
        List<TrustedKey> lists = rotated.keys(Purpose.REVOCATION, Optional.empty());
        install(Vendor.ACME.announce(1, lists, Set.of()));
        install(rotated.revoke(1, List.of(ten.license().id()), Set.of()));
        // Now the announcement lies behind the list that needs it
        install(Vendor.ACME.announce(2, lists, Set.of()));

        restart();

        assertThat(state(ten)).isEqualTo(LicenseState.REVOKED);
    }

    @Test
    void unpluggedDriveEndsItsLicenceWhenItHasSettled_R14_R18() throws Exception {
        String key = "AB".repeat(32);
        ShownEvidence shown = new ShownEvidence();
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                shown);
        core.begin();
        core.play(Set.of(Sample.DATA_SERVER));
        core.catalogue(keys -> CATALOGUE);
        core.tick();
        Paper ten = Vendor.ACME.issueTo(
                new Binding(Binding.Kind.MEDIA, key, 0), terms -> terms.entitlement(Sample.POS, 10));
        install(ten);
        assertThat(state(ten)).isEqualTo(LicenseState.MEDIA_ABSENT);
        assertThat(entry(ten).absence()).contains(new DriveAbsence(time.instant(), false));

        shown.plugged.add(key);
        core.tick();
        assertThat(state(ten)).isEqualTo(LicenseState.VALID);
        assertThat(entry(ten).absence()).isEmpty();

        shown.plugged.clear();
        poll(Pace.POLL);
        assertThat(entry(ten).vanishing()).isTrue();
        Optional<DriveAbsence> gone = Optional.of(new DriveAbsence(time.instant(), true));
        assertThat(entry(ten).absence()).isEqualTo(gone);
        assertThat(limit()).isEqualTo(10);
        poll(Duration.ofSeconds(58));
        assertThat(limit()).isEqualTo(10);
        poll(Duration.ofSeconds(3));
        assertThat(state(ten)).isEqualTo(LicenseState.MEDIA_ABSENT);
        assertThat(entry(ten).absence()).isEqualTo(gone);
        assertThat(limit()).isZero();
    }

    // ------------------------------------------------------------------ signed times and receipts (R10)

    @Test
    void documentTellsThatItIsNotEarlier_R10() throws Exception {
        time = new SteppedTime("2025-06-01T00:00:00Z");
        restart();
        assertThat(time.instant()).isBefore(Instant.parse("2026-01-01T00:00:00Z"));

        install(pos(5));

        assertThat(time.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(time.behind()).contains(Instant.parse("2025-06-01T00:00:00Z"));
    }

    @Test
    void documentOfAnotherVendorTellsNoTime_R12() throws Exception {
        time = new SteppedTime("2025-06-01T00:00:00Z");
        restart();
        install(Vendor.EVIL.issue(terms -> terms.entitlement(Sample.POS, 5)));
        assertThat(time.instant()).isEqualTo(Instant.parse("2025-06-01T00:00:00Z"));
    }

    @Test
    void receiptHealsAWrongJumpAndTheLicenceCountsAgain_R10() {
        install(Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, 5).until(LocalDate.parse("2026-12-31"))));
        assertThat(limit()).isEqualTo(5);
        time.jumpTo("2036-01-01T00:00:00Z");
        core.tick();
        assertThat(limit()).isZero();
        long before = core.snapshot().limits().revision();
        String nonce = time.ask();
        time.jumpTo("2026-06-16T00:00:00Z");
        core.tick();
        assertThat(limit()).as("the wrong time stands until a receipt comes").isZero();

        InstallResult refused = install(Vendor.ACME.receipt("2026-06-16T00:00:00Z", "x".repeat(32)));
        assertThat(refused.kind()).isEqualTo(Kind.RECEIPT_REFUSED);
        assertThat(limit()).isZero();
        InstallResult forged = install(Vendor.ACME.withNewKeys().receipt("2026-06-16T00:00:00Z", nonce));
        assertThat(forged.kind()).isEqualTo(Kind.RECEIPT_REFUSED);
        assertThat(limit()).isZero();

        InstallResult result = install(Vendor.ACME.receipt("2026-06-16T00:00:00Z", nonce));

        assertThat(result.kind()).isEqualTo(Kind.INSTALLED);
        assertThat(result.message().orElseThrow().english()).contains("2026-06-16 00:00:00", "2036-01-01 00:00:00");
        assertThat(limit()).isEqualTo(5);
        assertThat(core.snapshot().limits().revision()).isGreaterThan(before);
        assertThat(install(Vendor.ACME.receipt("2026-06-16T00:00:00Z", nonce)).kind())
                .as("it counts once")
                .isEqualTo(Kind.RECEIPT_REFUSED);
        assertThat(core.snapshot().licenses()).as("a receipt is no licence").hasSize(1);
    }

    @Test
    void timeOfARevokedKeyIsNotBelieved_R12() throws Exception {
        time = new SteppedTime("2025-06-01T00:00:00Z");
        restart();
        List<String> stolen = Vendor.ACME.kids(Purpose.LICENSE);
        install(Vendor.ACME.revoke(1, List.of(), stolen));
        Instant stated = time.instant(); // the list is from 2026-06
        install(pos(5)); // signed with the key, earlier than the list
        assertThat(time.instant()).isEqualTo(stated);

        // and when it is the first that is seen
        time = new SteppedTime("2025-06-01T00:00:00Z");
        Files.write(folder.resolve("early.lic"), pos(5).bytes());
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                Vendor.statements(store, Vendor.ACME, Vendor.EVIL),
                new StoredRecords(store),
                time,
                HERE);
        core.begin();
        for (int tick = 0; tick < 10; tick++) {
            time.pass(Duration.ofSeconds(1));
            core.tick();
        }
        assertThat(core.snapshot().trusted().notices()).hasSize(1);
        assertThat(time.instant())
                .isEqualTo(Instant.parse("2026-06-01T00:00:00Z").plusSeconds(9));
    }

    @Test
    void smallEditionTakesAReceiptThoughNoLicence_R33() throws Exception {
        core = registry(false);
        String nonce = time.ask();
        byte[] receipt = Vendor.ACME.receipt("2026-06-15T12:00:00Z", nonce);
        assertThat(install(receipt).kind()).isEqualTo(Kind.INSTALLED);
        assertThat(install(pos(5)).kind()).isEqualTo(Kind.EDITION_ADMITS_NONE);
    }

    @Test
    void receiptInTheFolderIsTriedAgainWhenTheClockIsRight_R10() throws Exception {
        time.jumpTo("2036-01-01T00:00:00Z");
        core.tick();
        String nonce = time.ask();
        Files.write(folder.resolve("receipt.lic"), Vendor.ACME.receipt("2026-06-16T00:00:00Z", nonce));
        ticks(10);
        assertThat(core.snapshot().licenses()).singleElement().satisfies(entry -> assertThat(
                        entry.reason().orElseThrow().english())
                .contains("Correct the computer's clock"));

        time.jumpTo("2026-06-16T00:00:00Z");
        ticks(10);
        assertThat(time.instant()).isBefore(Instant.parse("2026-06-17T00:00:00Z"));
        assertThat(core.snapshot().licenses()).isEmpty();
        assertThat(folder.resolve("receipt.lic")).doesNotExist();
        assertThat(names(folder.resolve("archive"))).hasSize(1);
    }

    private void ticks(int count) {
        for (int tick = 0; tick < count; tick++) {
            time.pass(Duration.ofSeconds(1));
            core.tick();
        }
    }

    @Test
    void receiptInTheFolderIsTaken_R10() throws Exception {
        time.jumpTo("2036-01-01T00:00:00Z");
        core.tick();
        String nonce = time.ask();
        time.jumpTo("2026-06-16T00:00:00Z");
        Files.write(folder.resolve("receipt.lic"), Vendor.ACME.receipt("2026-06-16T00:00:00Z", nonce));
        for (int tick = 0; tick < 10; tick++) {
            time.pass(Duration.ofSeconds(1));
            core.tick();
        }
        assertThat(time.instant()).isEqualTo(Instant.parse("2026-06-16T00:00:10Z"));
        assertThat(core.snapshot().licenses()).isEmpty();
    }
}
