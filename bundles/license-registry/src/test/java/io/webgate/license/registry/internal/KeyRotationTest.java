// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Binding;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.Proposed;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.internal.Vendor.Paper;
import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;
import io.webgate.vendor.issuing.CatalogueSigner;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.VendorKeys;
import io.webgate.vendor.issuing.VendorRecords;
import io.webgate.vendor.issuing.VendorRecords.Rotation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rotation, retirement, theft and revocation of keys (R11, R12, T25): what the vendor's own code issues, read by the registry
 * itself. After each step three registries must agree: the one that has just taken a statement, the preview before, and a
 * fresh one over the same home.
 */
class KeyRotationTest {

    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] ENTRY = CatalogueTest.entry("Registers");

    private final SecureRandom random = new SecureRandom();
    private final SteppedTime time = new SteppedTime("2026-01-21T00:00:00Z");
    private Path vendor;
    private VendorRecords records;
    private Path folder;
    private OpenStore store;
    private KeyRing pinned = KeyRing.of(List.of());
    private byte[] pluginsEntry = new byte[0];
    private RegistryCore core;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        vendor = directory.resolve("vendor");
        records = new VendorRecords(vendor);
        pinned = VendorKeys.createDevelopment(vendor, random, InstantSource.fixed(DAY_0))
                .trust()
                .keys();
        pluginsEntry = new CatalogueSigner(keys()).sign(ENTRY);
        Path home = directory.resolve("home");
        folder = Files.createDirectories(home.resolve("licenses"));
        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        core = registry();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private VendorKeys keys() throws IOException {
        return VendorKeys.open(vendor);
    }

    private static Instant day(int number) {
        return DAY_0.plus(Duration.ofDays(number));
    }

    /** As the vendor's command does. */
    private byte[] rotate(int day, int retires, Set<Purpose> purposes, String... compromised) throws IOException {
        return records.rotate(
                        () -> {
                            throw new AssertionError("A development vendor has no passphrase");
                        },
                        new Rotation(purposes, day(retires), Set.of(compromised), true),
                        day(day),
                        random)
                .orElseThrow();
    }

    private byte[] revoke(int day, Set<Paper> licenses, String... kids) throws IOException {
        Set<io.webgate.license.api.LicenseId> ids = new TreeSet<>();
        licenses.forEach(paper -> ids.add(paper.license().id()));
        return records.revoke(keys(), ids, Set.of(kids), day(day), day(day + 30));
    }

    private Paper generation(VendorKeys keys, int day, long generation, List<byte[]> attached) {
        LicenseIssuer issuer = new LicenseIssuer(keys, module -> true, random, InstantSource.fixed(day(day)));
        Draft draft = issuer.prepare(
                LicenseRequest.forHolder("Cafe", Binding.ANYWHERE)
                        .application(Sample.DATA_SERVER)
                        .entitlement(Sample.POS, 1)
                        .lineage(new Lineage("base"), generation)
                        .build(),
                attached);
        return new Paper(draft.license(), issuer.issue(draft));
    }

    private Paper license(VendorKeys keys, int day, List<byte[]> attached) {
        LicenseIssuer issuer = new LicenseIssuer(keys, module -> true, random, InstantSource.fixed(day(day)));
        Draft draft = issuer.prepare(
                LicenseRequest.forHolder("Cafe", Binding.ANYWHERE)
                        .application(Sample.DATA_SERVER)
                        .entitlement(Sample.POS, 1)
                        .build(),
                attached);
        return new Paper(draft.license(), issuer.issue(draft));
    }

    private Paper license(VendorKeys keys, int day) {
        return license(keys, day, List.of());
    }

    private Paper license(int day) throws IOException {
        return license(keys(), day);
    }

    /** The Ed25519 key that signs, as the vendor's folder has it. */
    private String kid(Purpose purpose, int day) throws IOException {
        Comparator<TrustedKey> age = Comparator.comparing(TrustedKey::from);
        return keys().trust().keys().keys().stream()
                .filter(key ->
                        key.algorithm() == Algorithm.ED25519 && key.purposes().contains(purpose))
                .filter(key -> key.counts(day(day)))
                .max(purpose == Purpose.KEYS ? age.reversed() : age)
                .orElseThrow()
                .kid();
    }

    /** As after a start with a distribution that pins these keys. */
    private RegistryCore registry() throws StoreException {
        RegistryCore made = new RegistryCore(
                new Home(folder),
                true,
                new DiskFiles(),
                new Statements(pinned, new StoredRecords(store)),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        made.begin();
        made.play(Set.of(Sample.DATA_SERVER));
        updatePlugin(made);
        ticks(made);
        return made;
    }

    private void updatePlugin(RegistryCore registry) {
        Catalogue catalogue =
                new Catalogue(List.of(), CatalogueTest::verify, new EntrySignatures(pinned, time)::ofThirdParty);
        registry.catalogue(catalogue.of(List.of(new Catalogue.BundleEntries(
                "plugin", Map.of(Sample.POS.value(), ENTRY), Map.of(Sample.POS.value(), pluginsEntry)))));
    }

    /** Whatever is being written has been. */
    private void ticks(RegistryCore registry) {
        for (int tick = 0; tick < 5; tick++) {
            registry.tick();
            time.pass(Duration.ofMillis(500));
        }
        registry.tick();
    }

    private InstallResult.Kind give(byte[] file) throws StoreException {
        Reading reading = core.read(file);
        Proposed proposed = core.proposed(Optional.of(reading), Optional.empty(), Optional.empty())
                .orElseThrow();
        InstallResult result = core.install(file, reading, "api");
        assertThat(proposed.install().orElseThrow().kind()).as("preview").isEqualTo(result.kind());
        assertThat(proposed.then().byModule())
                .as("limits of the preview")
                .isEqualTo(core.snapshot().limits().byModule());
        if (result.kind() != InstallResult.Kind.DAMAGED) { // what is only refused and kept is no part of a preview
            assertThat(told(proposed.licenses()))
                    .as("preview")
                    .isEqualTo(told(core.snapshot().licenses()));
        }
        agrees();
        return result.kind();
    }

    private InstallResult.Kind give(Paper paper) throws StoreException {
        return give(paper.bytes());
    }

    /** The registry that runs is as one that starts. */
    private void agrees() throws StoreException {
        RegistryCore fresh = registry();
        core.tick();
        assertThat(told(core.snapshot().licenses()))
                .as("fresh")
                .isEqualTo(told(fresh.snapshot().licenses()));
        assertThat(core.snapshot().limits().byModule())
                .as("limits of a fresh one")
                .isEqualTo(fresh.snapshot().limits().byModule());
        assertThat(core.snapshot().limits().modules())
                .as("modules of a fresh one")
                .isEqualTo(fresh.snapshot().limits().modules());
        assertThat(core.snapshot().trusted().lost())
                .hasSameSizeAs(fresh.snapshot().trusted().lost());
    }

    private static Set<String> told(List<InstalledLicense> licenses) {
        Set<String> told = new TreeSet<>();
        licenses.forEach(entry -> told.add(entry.id() + " " + entry.state() + " " + entry.failed() + " "
                + entry.reason().map(Object::toString).orElse("")));
        return told;
    }

    /** How a document is listed; damaged where no licence of its number is. */
    private LicenseState state(Paper paper) {
        return core.snapshot().licenses().stream()
                .filter(entry -> entry.id().equals(paper.license().id()))
                .findFirst()
                .map(InstalledLicense::state)
                .orElse(LicenseState.DAMAGED);
    }

    private long limit() {
        return core.snapshot().limits().of(Sample.POS).quantity();
    }

    @Test
    void overlap_bothKeysCount_R12_T25() throws Exception {
        Paper before = license(1);
        give(before);
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        Paper after = license(11);
        assertThat(give(after)).as("nobody has announced its key").isEqualTo(InstallResult.Kind.DAMAGED);

        assertThat(give(announcement)).isEqualTo(InstallResult.Kind.INSTALLED);
        assertThat(give(after)).isEqualTo(InstallResult.Kind.INSTALLED);

        assertThat(state(before)).isEqualTo(LicenseState.VALID);
        assertThat(state(after)).isEqualTo(LicenseState.VALID);
        assertThat(limit()).isEqualTo(2);
    }

    @Test
    void documentThatCameBeforeItsKeyCountsAtOnceWhenThatIsAnnounced_R12_T25() throws Exception {
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        Paper after = license(11);
        Files.write(folder.resolve("after.lic"), after.bytes());
        ticks(core);
        assertThat(state(after)).isEqualTo(LicenseState.DAMAGED);

        give(announcement);

        assertThat(state(after)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void retired_whatTheOldKeyHasSignedAfterItsEndEndsAtOnce_R12_R14_T25() throws Exception {
        time.jumpTo(day(50).toString());
        VendorKeys old = keys();
        Paper before = license(old, 1);
        Paper late = license(old, 45);
        give(before);
        assertThat(give(late)).as("this host has not heard of the end").isEqualTo(InstallResult.Kind.INSTALLED);
        assertThat(limit()).isEqualTo(2);

        give(rotate(10, 40, Set.of(Purpose.LICENSE)));

        assertThat(state(before)).isEqualTo(LicenseState.VALID);
        assertThat(state(late)).isEqualTo(LicenseState.DAMAGED);
        assertThat(limit()).isEqualTo(1);
        assertThat(give(license(old, 41))).isEqualTo(InstallResult.Kind.DAMAGED);
        assertThat(give(license(old, 39))).isEqualTo(InstallResult.Kind.INSTALLED);
    }

    @Test
    void retired_aLicenceThatBringsTheEndOfItsOwnKeyIsRefused_R9_R12_T25() throws Exception {
        time.jumpTo(day(50).toString());
        VendorKeys old = keys();
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));

        Paper first = generation(old, 1, 1, List.of());
        give(first);
        Paper second = generation(old, 45, 2, List.of(announcement));

        assertThat(give(second)).isEqualTo(InstallResult.Kind.DAMAGED);

        assertThat(state(first)).as("what was refused takes no place").isEqualTo(LicenseState.VALID);
        assertThat(limit()).isEqualTo(1);
        assertThat(new StoredRecords(store).marks().highestGeneration(second.license()))
                .isEqualTo(1);
        assertThat(folder.resolve(second.license().id() + ".lic")).doesNotExist();
        assertThat(give(license(keys(), 45))).as("the announcement was taken").isEqualTo(InstallResult.Kind.INSTALLED);
    }

    @Test
    void retired_theSameByAFileInTheFolder_R12_R14_T25() throws Exception {
        time.jumpTo(day(50).toString());
        Paper late = license(keys(), 45);
        give(late);
        Files.write(folder.resolve("keys.lic"), rotate(10, 40, Set.of(Purpose.LICENSE)));

        core.tick();

        assertThat(state(late)).isEqualTo(LicenseState.DAMAGED);
        assertThat(limit()).isZero();
        agrees();
    }

    @Test
    void aListInTheFolderThatCameBeforeItsKeyRevokesAtOnceWhenThatIsAnnounced_R9_R11_R12() throws Exception {
        Paper paper = license(1);
        give(paper);
        byte[] announcement = rotate(10, 40, Set.of(Purpose.REVOCATION));
        byte[] list = revoke(11, Set.of(paper));
        Files.write(folder.resolve("list.lic"), list);
        ticks(core);
        assertThat(state(paper)).as("nobody has announced its key").isEqualTo(LicenseState.VALID);

        assertThat(give(announcement)).isEqualTo(InstallResult.Kind.INSTALLED);

        assertThat(state(paper)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isZero();
    }

    @Test
    void aListThatALicenceBroughtBeforeItsKeyRevokesAtOnceToo_R9_R11_R12() throws Exception {
        Paper paper = license(1);
        VendorKeys old = keys();
        give(paper);
        byte[] announcement = rotate(10, 40, Set.of(Purpose.REVOCATION));
        give(license(old, 11, List.of(revoke(11, Set.of(paper)))));
        assertThat(state(paper)).as("nobody has announced its key").isEqualTo(LicenseState.VALID);

        give(announcement);

        assertThat(state(paper)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isEqualTo(1);
    }

    /** A registry whose files can be made unreadable. */
    private FaultyFiles faulty() throws StoreException {
        FaultyFiles files = new FaultyFiles();
        core = new RegistryCore(
                new Home(folder),
                true,
                files,
                new Statements(pinned, new StoredRecords(store)),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        core.begin();
        core.play(Set.of(Sample.DATA_SERVER));
        updatePlugin(core);
        core.tick();
        return files;
    }

    @Test
    void documentThatCannotBeReadWhenItsKeyIsAnnouncedCountsWhenItCan_R12() throws Exception {
        FaultyFiles files = faulty();
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        Paper after = license(11);
        Files.write(folder.resolve("after.lic"), after.bytes());
        ticks(core);
        files.filesUnreadable = true;
        core.install(announcement, core.read(announcement), "api");
        assertThat(state(after)).isEqualTo(LicenseState.DAMAGED);

        files.filesUnreadable = false;
        ticks(core);

        assertThat(state(after)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void retired_alsoWhereTheFileCannotBeReadAtTheMomentOrHasJustVanished_R12_R14() throws Exception {
        time.jumpTo(day(50).toString());
        FaultyFiles files = faulty();
        Paper unreadable = license(keys(), 45);
        Paper gone = license(keys(), 46);
        give(unreadable);
        give(gone);
        Files.delete(folder.resolve(gone.license().id() + ".lic"));
        core.tick();
        assertThat(limit()).as("it settles").isEqualTo(2);
        files.filesUnreadable = true;

        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        core.install(announcement, core.read(announcement), "api");

        assertThat(limit()).isZero();
        files.filesUnreadable = false;
        ticks(core);
        assertThat(state(unreadable)).isEqualTo(LicenseState.DAMAGED);
        agrees();
    }

    @Test
    void emergency_aPinnedKey_R12_T25() throws Exception {
        Paper before = license(1);
        give(before);
        VendorKeys stolen = keys();
        byte[] announcement = rotate(10, 40, Set.of(), kid(Purpose.LICENSE, 10));
        Paper anew = license(11);

        give(announcement);
        give(anew);

        assertThat(state(before)).isEqualTo(LicenseState.REVOKED);
        assertThat(state(anew)).isEqualTo(LicenseState.VALID);
        Paper forged = license(stolen, 2);
        give(forged);
        assertThat(state(forged)).as("whatever its date").isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isEqualTo(1);
    }

    @Test
    void emergency_anAnnouncedKeyIsRevokedAtOnce_R12_T25() throws Exception {
        Paper before = license(1);
        give(before);
        give(rotate(10, 40, Set.of(Purpose.LICENSE)));
        VendorKeys stolen = keys();
        Paper between = license(11);
        give(between);
        assertThat(limit()).isEqualTo(2);
        byte[] announcement = rotate(12, 40, Set.of(), kid(Purpose.LICENSE, 11));

        give(announcement);

        assertThat(state(between)).isEqualTo(LicenseState.REVOKED);
        assertThat(state(before)).isEqualTo(LicenseState.VALID);
        Paper anew = license(13);
        give(anew);
        assertThat(state(anew)).isEqualTo(LicenseState.VALID);
        Paper forged = license(stolen, 11);
        give(forged);
        assertThat(state(forged)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isEqualTo(2);
    }

    @Test
    void emergency_whoeverMissedTheRotationHearsOfTheRevokedKeyToo_R12_T25() throws Exception {
        rotate(10, 40, Set.of(Purpose.LICENSE));
        Paper between = license(11);
        byte[] announcement = rotate(12, 40, Set.of(), kid(Purpose.LICENSE, 11));
        give(between);
        Files.write(folder.resolve("between.lic"), between.bytes());
        ticks(core);

        give(announcement);

        assertThat(state(between)).as("no forgery").isEqualTo(LicenseState.REVOKED);
        agrees();
    }

    @Test
    void emergency_byTheListOfWhatIsRevoked_R11_T25() throws Exception {
        give(rotate(10, 40, Set.of(Purpose.LICENSE)));
        Paper between = license(11);
        give(between);
        String stolen = kid(Purpose.LICENSE, 11);
        rotate(12, 40, Set.of(), stolen); // it does not reach this host

        give(revoke(12, Set.of(), stolen));

        assertThat(state(between)).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isZero();
    }

    @Test
    void replay_anOlderAnnouncementGivesNothingBack_R12_T25() throws Exception {
        byte[] first = rotate(10, 40, Set.of(Purpose.LICENSE));
        give(first);
        Paper between = license(11);
        give(between);
        give(rotate(12, 40, Set.of(), kid(Purpose.LICENSE, 11)));

        assertThat(give(first)).isEqualTo(InstallResult.Kind.OLDER_GENERATION);

        assertThat(state(between)).isEqualTo(LicenseState.REVOKED);
    }

    @Test
    void root_aHostFollowsTheChainAndNoLinkCanBeLeftOut_R12_T25() throws Exception {
        time.jumpTo(day(60).toString());
        byte[] first = rotate(10, 40, Set.of(Purpose.KEYS));
        byte[] second = rotate(50, 80, Set.of(Purpose.LICENSE));
        Paper paper = license(51);
        assertThat(give(second)).isEqualTo(InstallResult.Kind.DAMAGED);

        give(first);
        assertThat(give(second)).isEqualTo(InstallResult.Kind.INSTALLED);
        give(paper);

        assertThat(state(paper)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void root_aLicenceBringsTheWholeChain_R12_T25() throws Exception {
        time.jumpTo(day(60).toString());
        rotate(10, 40, Set.of(Purpose.KEYS));
        rotate(50, 80, Set.of(Purpose.LICENSE));
        Paper carrier = license(keys(), 51, records.toAttach(keys().trust().keys()));
        // It must be signed with a key that the host knows: one of before
        assertThat(give(carrier)).isEqualTo(InstallResult.Kind.DAMAGED);
        for (byte[] link : records.toAttach(keys().trust().keys())) {
            give(link);
        }

        give(carrier);

        assertThat(state(carrier)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void root_theSecondIsStolenAndTheFirstSaysSo_R12_T25() throws Exception {
        give(rotate(10, 40, Set.of(Purpose.KEYS)));
        Set<String> roots = new TreeSet<>();
        keys().trust().keys().keys().stream()
                .filter(key ->
                        key.algorithm() == Algorithm.ED25519 && key.purposes().contains(Purpose.KEYS))
                .forEach(key -> roots.add(key.kid()));
        roots.remove(kid(Purpose.KEYS, 11));
        byte[] announcement =
                rotate(12, 40, Set.of(Purpose.LICENSE), roots.iterator().next());
        Paper after = license(13);

        give(announcement);
        give(after);

        assertThat(state(after)).isEqualTo(LicenseState.VALID);
    }

    @Test
    void root_theStolenOneThatVouchesForAllTakesAllAlong_R12_T25() throws Exception {
        Paper before = license(1);
        give(before);
        give(rotate(10, 40, Set.of(Purpose.KEYS, Purpose.LICENSE)));
        Paper between = license(11);
        give(between);
        byte[] announcement = rotate(12, 40, Set.of(), kid(Purpose.KEYS, 11));

        give(announcement);

        assertThat(state(between))
                .as("the thief could have announced its key as well")
                .isEqualTo(LicenseState.REVOKED);
        assertThat(state(before)).isEqualTo(LicenseState.VALID);
        pinned = keys().trust().keys();
        core = registry();
        assertThat(state(between)).as("a new distribution vouches anew").isEqualTo(LicenseState.VALID);
        agrees();
    }

    @Test
    void aNewDistributionUndoesNoRevocation_R11_T25() throws Exception {
        Paper taken = license(1);
        Paper kept = license(2);
        give(taken);
        give(kept);
        byte[] list = revoke(5, Set.of(taken));
        give(list);
        assertThat(state(taken)).isEqualTo(LicenseState.REVOKED);
        // The keys of lists and of announcements are stolen, so the next distribution knows neither
        rotate(10, 40, Set.of(Purpose.KEYS));
        String root = kid(Purpose.KEYS, 11);
        records.rotate(
                () -> {
                    throw new AssertionError();
                },
                new Rotation(Set.of(), day(40), Set.of(root, kid(Purpose.REVOCATION, 11)), false),
                day(12),
                random);
        pinned = keys().trust().keys();

        core = registry();

        assertThat(state(taken)).isEqualTo(LicenseState.REVOKED);
        assertThat(state(kept)).isEqualTo(LicenseState.VALID);
        assertThat(core.snapshot().trusted().lost()).isEmpty();
        assertThat(core.snapshot().trusted().overdue(day(400)))
                .as("whose key is gone says nothing else")
                .isEmpty();
        agrees();
    }

    @Test
    void whatAnAnnouncementRevokedStaysRevokedWhenItsOwnKeyIsNotKnownAnyMore_R12_T25() throws Exception {
        Paper before = license(1);
        Paper later = license(3);
        give(before);
        give(later);
        String stolen = kid(Purpose.LICENSE, 10);
        give(rotate(10, 40, Set.of(), stolen));
        List<TrustedKey> other = new ArrayList<>();
        pinned.keys().stream()
                .filter(key -> !key.purposes().contains(Purpose.KEYS))
                .forEach(other::add);
        pinned = KeyRing.of(other); // as a careless one might be made: it pins the stolen key again

        core = registry();

        assertThat(state(before)).isEqualTo(LicenseState.REVOKED);
        assertThat(state(later)).isEqualTo(LicenseState.REVOKED);
        agrees();
    }

    @Test
    void plugins_anEntryOfAnAnnouncedKeyCounts_R12_R57() throws Exception {
        give(license(1));
        byte[] announcement = rotate(10, 40, Set.of(Purpose.CATALOGUE));
        pluginsEntry = new CatalogueSigner(keys()).sign(ENTRY);
        updatePlugin(core);
        core.tick();
        assertThat(limit()).as("nobody has announced its key").isZero();

        give(announcement);

        assertThat(limit()).isEqualTo(1);
    }

    @Test
    void plugins_anEntryOfARevokedKeyCountsNoMore_R12_R57() throws Exception {
        give(license(1));
        assertThat(limit()).isEqualTo(1);

        give(rotate(10, 40, Set.of(), kid(Purpose.CATALOGUE, 10)));

        assertThat(core.snapshot().limits().modules()).isEmpty();
        assertThat(limit()).isZero();
        pluginsEntry = new CatalogueSigner(keys()).sign(ENTRY);
        updatePlugin(core);
        core.tick();
        assertThat(limit()).isEqualTo(1);
        agrees();
    }

    @Test
    void plugins_anEntryOfAnAnnouncedKeyThatIsRevokedCountsNoMore_R12_R57() throws Exception {
        give(license(1));
        give(rotate(10, 40, Set.of(Purpose.CATALOGUE)));
        pluginsEntry = new CatalogueSigner(keys()).sign(ENTRY);
        updatePlugin(core);
        core.tick();
        assertThat(limit()).isEqualTo(1);

        give(rotate(12, 40, Set.of(), kid(Purpose.CATALOGUE, 11)));

        assertThat(limit()).isZero();
    }

    @Test
    void otherVendorsKeysAreOutOfReach_R12() throws LicenseFormatException, StoreException, IOException {
        List<TrustedKey> both = new ArrayList<>(pinned.keys());
        both.addAll(Vendor.EVIL.ring().keys());
        pinned = KeyRing.of(both);
        core = registry();
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        List<TrustedKey> claimed = new ArrayList<>();
        io.webgate.license.format.KeyAnnouncement.read(announcement, pinned).keys().stream()
                .map(key -> new TrustedKey(
                        key.kid(), "EVIL", key.algorithm(), key.publicKey(), key.purposes(), key.from(), key.until()))
                .forEach(claimed::add);
        give(announcement);
        Paper paper = license(11);
        give(paper);
        give(Vendor.EVIL.announce(1, claimed, Set.of()));

        give(rotate(12, 40, Set.of())); // takes the place of the first, behind the other's

        assertThat(state(paper)).isEqualTo(LicenseState.VALID);
    }
}
