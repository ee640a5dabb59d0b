// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.Advice;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstallResult.Kind;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;
import io.webgate.license.format.Purpose;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A home is copied, something is installed, and the copy put back: what was seen is not forgotten (R8, R11, R52). */
class PutBackHomeTest {

    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 100 : 5;
    private static final int STEPS = 40;

    private static final Catalogue.View CATALOGUE = new Catalogue.View(
            Map.of(
                    Sample.POS, Sample.module(Sample.POS, "ACME", true),
                    Sample.SWITCH, Sample.module(Sample.SWITCH, "ACME", true)),
            Set.of(),
            true);

    private static final Vendor NEXT = Vendor.ACME.withNewKeys();

    private final SteppedTime time = new SteppedTime("2026-06-15T12:00:00Z");
    private final FaultyFiles files = new FaultyFiles();
    private Path home = Path.of("");
    private Path copy = Path.of("");
    private Path outside = Path.of("");
    private OpenStore store;
    private RegistryCore core;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        home = directory.resolve("home");
        copy = directory.resolve("copy");
        outside = directory.resolve("state/0123456789abcdef");
        Files.createDirectories(home.resolve("licenses"));
        open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private void open() throws StoreException {
        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        core = new RegistryCore(
                new Home(home.resolve("licenses"), Optional.of(outside)),
                true,
                files,
                Vendor.statements(store, Vendor.ACME),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        core.begin();
        core.play(Set.of(Sample.DATA_SERVER));
        core.catalogue(keys -> CATALOGUE);
        core.tick();
    }

    private void restart() throws StoreException {
        store.close();
        open();
    }

    private void copyHome() throws Exception {
        store.close();
        delete(copy);
        copy(home, copy);
        open();
    }

    private void putBack() throws Exception {
        store.close();
        delete(home);
        copy(copy, home);
        open();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static Paper pos(String line, long quantity, long generation, String from) {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.POS, quantity)
                .lineage(new Lineage(line), generation)
                .from(LocalDate.parse(from)));
    }

    private static Paper pos(long quantity, long generation) {
        return pos("base", quantity, generation, "2026-01-01");
    }

    private static byte[] list(long number, Paper... revoked) {
        return Vendor.ACME.revoke(
                number, Stream.of(revoked).map(paper -> paper.license().id()).toList(), Set.of());
    }

    private Kind install(Paper paper) {
        return install(paper.bytes());
    }

    private Kind install(byte[] bytes) {
        return answer(bytes).kind();
    }

    private InstallResult answer(byte[] bytes) {
        return core.install(bytes, core.read(bytes), "api");
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

    private String english(Paper paper) {
        return entry(paper).reason().orElseThrow().english();
    }

    private Path seen() {
        return outside.resolve(SeenOutside.FILE);
    }

    private Path statements() {
        return outside.resolve(StatementsOutside.FILE);
    }

    private void passAMinute() {
        time.pass(RegistryCore.OUTSIDE_AGAIN);
        core.tick();
    }

    @Test
    void whatWasRevokedIsRevokedInACopyOfBefore_R11_R52_T28() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        copyHome();
        assertThat(install(list(3, ten))).isEqualTo(Kind.INSTALLED);

        putBack();

        assertThat(entry(ten).state()).isEqualTo(LicenseState.REVOKED);
        assertThat(english(ten)).contains("The vendor has revoked this licence");
        assertThat(limit()).isZero();
        assertThat(install(list(2))).isEqualTo(Kind.OLDER_GENERATION);
        delete(outside);
        restart();
        assertThat(entry(ten).state()).as("taken over by the store").isEqualTo(LicenseState.REVOKED);
        putBack();
        assertThat(limit()).as("and written outside again").isZero();
    }

    /** On an edition that admits no documents too: what lies outside is taken there. */
    @Test
    void whatCouldNotBeWrittenThenIsWrittenLater_R11_R33_R52_R56() throws Exception {
        install(list(3));
        store.close();
        delete(home.resolve("var"));
        store = Stores.embedded(home.resolve("var/webgate.db"), time);
        FullStore full = new FullStore(store);
        core = new RegistryCore(
                new Home(home.resolve("licenses"), Optional.of(outside)),
                false,
                files,
                Vendor.statements(full, Vendor.ACME),
                new StoredRecords(store),
                time,
                new ShownEvidence());
        full.full = true;
        core.begin();
        assertThat(full.refused).hasValue(1);
        full.full = false;

        core.tick();

        assertThat(new StoredRecords(store).statements()).hasSize(1);
    }

    @Test
    void whatWasRenewedIsSupersededInACopyOfBefore_R8_R52_T28() throws Exception {
        Paper first = pos(50, 1);
        Paper second = pos(10, 2);
        install(first);
        copyHome();
        install(second);

        putBack();

        assertThat(entry(first).state()).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(english(first)).contains("generation 2 has taken its place", "install it again");
        assertThat(limit()).isZero();
        assertThat(install(second)).as("which is what the shop then does").isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isEqualTo(10);
        delete(outside);
        restart();
        core.remove(second.license().id());
        assertThat(limit()).as("taken over by the store").isZero();
    }

    /** Of a file that changes the limits come first, then what is remembered outside; no round is needed for it. */
    @Test
    void whatWasNoticedIsRememberedOutsideAfterTheLimits_R8_R52() throws Exception {
        Paper first = pos(50, 1);
        install(first);
        copyHome();
        Path file = home.resolve("licenses/second.lic");
        Files.write(file, pos(10, 2).bytes());
        String before = Files.readString(seen());

        core.notice(List.of(file));
        assertThat(limit()).isEqualTo(10);
        assertThat(Files.readString(seen())).as("the limits come first").isEqualTo(before);
        core.tell();
        assertThat(Files.readString(seen())).startsWith(before).isNotEqualTo(before);

        putBack();
        assertThat(entry(first).state()).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(limit()).isZero();
    }

    @Test
    void whoDiesBetweenTheLimitsAndWhatIsRememberedOutsideRemembersItAtTheNextStart_R8_R52() throws Exception {
        Paper first = pos(50, 1);
        install(first);
        copyHome();
        Path file = home.resolve("licenses/second.lic");
        Files.write(file, pos(10, 2).bytes());
        core.notice(List.of(file));

        restart();
        putBack();

        assertThat(entry(first).state()).isEqualTo(LicenseState.SUPERSEDED);
    }

    @Test
    void anOlderGenerationIsNotInstalledInACopyOfBeforeBoth_R8_R52_T27_T28() throws Exception {
        Paper first = pos(50, 1);
        copyHome();
        install(pos(10, 2));

        putBack();

        InstallResult result = answer(first.bytes());
        assertThat(result.kind()).isEqualTo(Kind.OLDER_GENERATION);
        assertThat(result.message().orElseThrow().english()).contains("after generation 2 had been seen here");
        assertThat(limit()).isZero();
    }

    @Test
    void whatWasReplacedByNameIsSupersededInACopyOfBefore_R3_R52_T28() throws Exception {
        Paper old = pos("old", 50, 1, "2026-01-01");
        Paper other = Vendor.ACME.issue(terms ->
                terms.entitlement(Sample.POS, 10).supersedes(old.license().id()).from(LocalDate.parse("2026-01-01")));
        install(old);
        copyHome();
        install(other);

        putBack();

        assertThat(entry(old).state()).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(english(old)).contains(other.license().id() + " has taken its place");
        assertThat(limit()).isZero();
        assertThat(install(other)).isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isEqualTo(10);
    }

    /** A renewal in advance takes over on its day and not before, in a copy of before it too. */
    @Test
    void theOldOneCountsInACopyUpToTheDayOfTheRenewal_R10_R52() throws Exception {
        Paper first = pos(10, 1);
        install(first);
        copyHome();
        install(pos("base", 12, 2, "2026-07-01"));

        putBack();

        assertThat(limit()).isEqualTo(10);
        assertThat(core.snapshot().limits().nextChange()).hasToString("Optional[2026-07-01T00:00:00Z]");
        time.jumpTo("2026-07-01T00:00:00Z");
        core.tick();
        assertThat(limit()).isZero();
        assertThat(entry(first).state()).isEqualTo(LicenseState.SUPERSEDED);
    }

    /** The newest of one product lends nothing to an old document of another one. */
    @Test
    void aNewBaseWithAnOldAddOnGivesNothingOfTheAddOn_R8_T30() throws Exception {
        Paper base = pos("base", 10, 3, "2026-01-01");
        Paper addOn = addOn(1);
        Paper addOnSince = addOn(2);
        install(addOn);
        copyHome();
        install(base);
        install(addOnSince);
        assertThat(entry(addOn).state()).isEqualTo(LicenseState.SUPERSEDED);
        core.remove(addOn.license().id());
        core.remove(addOnSince.license().id());
        assertThat(install(addOn)).as("brought again").isEqualTo(Kind.OLDER_GENERATION);
        Path file = home.resolve("licenses/mixed.lic");
        Files.write(file, addOn.bytes());
        restart();
        assertThat(entry(addOn).state()).as("laid into the folder").isEqualTo(LicenseState.SUPERSEDED);
        assertMixed();

        putBack();
        install(base);

        assertThat(entry(addOn).state()).as("in a copy of before").isEqualTo(LicenseState.SUPERSEDED);
        assertMixed();
    }

    private static Paper addOn(long generation) {
        return Vendor.ACME.issue(terms -> terms.entitlement(Sample.SWITCH, 5)
                .lineage(new Lineage("add-on"), generation)
                .from(LocalDate.parse("2026-01-01")));
    }

    private void assertMixed() {
        assertThat(limit()).isEqualTo(10);
        assertThat(core.snapshot().limits().of(Sample.SWITCH).quantity()).isZero();
    }

    /** A list may be signed with a key that was announced, and its announcement be replaced since. */
    @Test
    void statementsAreTakenAgainInTheirOrder_R11_R12_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        copyHome();
        install(Vendor.ACME.announce(1, NEXT.keys(Purpose.REVOCATION, Optional.empty()), Set.of()));
        install(NEXT.revoke(1, List.of(ten.license().id()), Set.of()));
        install(Vendor.ACME.announce(2, List.of(), Set.of()));

        putBack();

        assertThat(entry(ten).state()).isEqualTo(LicenseState.REVOKED);
        assertThat(install(Vendor.ACME.announce(1, List.of(), Set.of()))).isEqualTo(Kind.OLDER_GENERATION);
    }

    @Test
    void aListWhoseAnnouncementIsLostIsTakenWhenThatIsBroughtAgain_R11_R12_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        copyHome();
        byte[] announcement = Vendor.ACME.announce(1, NEXT.keys(Purpose.REVOCATION, Optional.empty()), Set.of());
        install(announcement);
        install(NEXT.revoke(1, List.of(ten.license().id()), Set.of()));
        store.close();
        OutsideFile file = new OutsideFile(new DiskFiles(), outside, StatementsOutside.FILE);
        file.replace(file.read().lines().subList(1, 2));

        putBack();
        assertThat(limit()).as("nobody knows who signed it").isEqualTo(10);
        assertThat(lost()).singleElement().satisfies(one -> {
            assertThat(one.urgent()).isTrue();
            assertThat(one.text().english())
                    .contains("Revocation list 1", NEXT.kids(Purpose.REVOCATION).get(0), "install");
            assertThat(one.text().russian()).contains("№ 1", "вне домашней папки", "установите");
        });
        assertThat(install(announcement)).isEqualTo(Kind.INSTALLED);
        assertThat(lost()).isEmpty();

        assertThat(entry(ten).state()).isEqualTo(LicenseState.REVOKED);
    }

    private List<Advice> lost() {
        return Advising.of(
                        core.snapshot(),
                        time.instant(),
                        (key, demanded) -> {
                            throw new AssertionError("Nothing here is bound to a machine");
                        },
                        Set.of(),
                        Optional.empty())
                .stream()
                .filter(one -> one.kind() == Advice.Kind.STATEMENT_LOST)
                .toList();
    }

    /** A list that a key has signed stands when the key is revoked later; one that it signs then does not. */
    @Test
    void whatARevokedKeySignedIsTakenAsItWasThenAndNothingNewOfIt_R12_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        copyHome();
        install(list(1, ten));
        install(Vendor.ACME.announce(1, List.of(), Vendor.ACME.kids(Purpose.REVOCATION)));
        store.close();
        OutsideFile file = new OutsideFile(new DiskFiles(), outside, StatementsOutside.FILE);
        List<String> lines = new ArrayList<>(file.read().lines());
        lines.add(line(Purpose.REVOCATION, 9, list(9)));
        file.replace(lines);

        putBack();

        assertThat(entry(ten).state())
                .as("a stolen key takes nothing back through the copy")
                .isEqualTo(LicenseState.REVOKED);
    }

    private static String line(Purpose purpose, long number, byte[] file) {
        return String.join(
                "\t",
                purpose.name(),
                String.join(" ", Vendor.ACME.kids(purpose)),
                Long.toString(number),
                Base64.getEncoder().encodeToString(file));
    }

    /** Whoever writes the copy makes nothing count that does not. */
    @Test
    void nobodyIsBelievedWhoAnnouncesHisKeysInTheCopy_R12_R52() throws Exception {
        Paper theirs = NEXT.issue(terms -> terms.entitlement(Sample.POS, 99));
        Files.write(home.resolve("licenses/theirs.lic"), theirs.bytes());
        byte[] forged = NEXT.announce(1, NEXT.keys(Purpose.LICENSE, Optional.empty()), Set.of());
        byte[] licence = pos(77, 1).bytes();
        OutsideFile file = new OutsideFile(new DiskFiles(), outside, StatementsOutside.FILE);
        file.replace(List.of(
                line(Purpose.KEYS, 1, forged),
                line(Purpose.LICENSE, 1, licence),
                line(Purpose.REVOCATION, 1, licence),
                line(Purpose.TIME_RECEIPT, 1, Vendor.ACME.receipt("2026-06-15T13:00:00Z", "A".repeat(32)))));

        restart();

        assertThat(limit()).isZero();
        assertThat(file.read().lines())
                .as("nothing but statements lies there")
                .noneMatch(one -> one.matches("(LICENSE|TIME_RECEIPT)\t.*"));
        assertThat(install(Vendor.ACME.announce(1, List.of(), Set.of())))
                .as("and the vendor is not silenced")
                .isEqualTo(Kind.INSTALLED);
    }

    @Test
    void deadBetweenStoreAndCopyTheNextStartBringsThemTogether_R8_R52() throws Exception {
        Paper first = pos(50, 1);
        Paper second = pos(10, 2);
        install(first);
        copyHome();
        files.fatal = outside;
        assertThatThrownBy(() -> install(second)).isInstanceOf(FaultyFiles.Dead.class);
        assertThatThrownBy(() -> install(list(1, second))).isInstanceOf(FaultyFiles.Dead.class);
        files.fatal = null;

        restart();
        assertThat(entry(second).state()).as("the store had both").isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isZero();

        putBack();
        assertThat(limit()).as("and now the copy too").isZero();
        install(second);
        assertThat(entry(second).state()).isEqualTo(LicenseState.REVOKED);
    }

    /** Each knows something that the other one does not. */
    @Test
    void storeAndCopyAreBroughtTogetherBothWays_R52() throws Exception {
        Paper a = pos("a", 1, 1, "2026-01-01");
        Paper b = pos("b", 2, 1, "2026-01-01");
        install(a);
        install(b);
        copyHome();
        install(pos("a", 10, 2, "2026-01-01"));
        Path aside = outside.resolveSibling("aside");
        Files.move(outside, aside);
        putBack();
        install(pos("b", 20, 2, "2026-01-01"));
        assertThat(limit()).as("the old one of a, the new one of b").isEqualTo(21);
        delete(outside);
        Files.move(aside, outside);

        restart();
        assertThat(limit()).as("the new one of b alone").isEqualTo(20);

        putBack();
        assertThat(limit()).as("neither of the old ones").isZero();
    }

    @Test
    void whereNothingIsNewAStartWritesNothing_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        install(Vendor.ACME.issue(terms ->
                terms.entitlement(Sample.POS, 1).supersedes(ten.license().id()).from(LocalDate.parse("2026-01-01"))));
        install(Vendor.ACME.issue(terms ->
                terms.entitlement(Sample.POS, 2).supersedes(ten.license().id()).from(LocalDate.parse("2026-01-01"))));
        install(list(1, ten));
        restart();
        files.writes.set(0);

        restart();
        passAMinute();

        assertThat(files.writes).hasValue(0);
        assertThat(seen()).isNotEmptyFile();
        assertThat(statements()).isNotEmptyFile();
    }

    /** A generation in place of another one leaves a line that says nothing any more. */
    @Test
    void theCopyDoesNotGrowWithoutEnd_R52() throws Exception {
        install(pos(10, 1));
        store.close();
        OutsideFile file = new OutsideFile(new DiskFiles(), outside, SeenOutside.FILE);
        String line = file.read().lines().get(0);
        file.append(Collections.nCopies(5_000, line));
        open();
        assertThat(file.read().lines()).containsExactly(line);

        for (int number = 1; number <= 4; number++) {
            install(list(number));
        }
        assertThat(new OutsideFile(new DiskFiles(), outside, StatementsOutside.FILE)
                        .read()
                        .lines())
                .as("the newest list alone")
                .hasSize(1);
    }

    @Test
    void aDamagedLineCostsNoOther_R52() throws Exception {
        Paper a = pos("a", 1, 1, "2026-01-01");
        Paper b = pos("b", 2, 1, "2026-01-01");
        install(a);
        install(b);
        copyHome();
        install(pos("a", 10, 2, "2026-01-01"));
        install(pos("b", 20, 2, "2026-01-01"));
        install(Vendor.ACME.announce(1, List.of(), Set.of()));
        install(list(1, b));
        store.close();
        Files.writeString(seen(), Files.readString(seen()).replace("\ta\t2\t", "\ta\t9\t"));
        Files.writeString(statements(), "half a li\n" + Files.readString(statements()) + "torn");

        putBack();

        assertThat(limit()).as("of a nothing is known outside").isEqualTo(1);
        assertThat(entry(b).state()).isEqualTo(LicenseState.REVOKED);
        for (String name : List.of(SeenOutside.FILE, StatementsOutside.FILE)) {
            assertThat(new OutsideFile(new DiskFiles(), outside, name).read().bad())
                    .as("%s is written anew", name)
                    .isZero();
        }
    }

    @Test
    void nonsenseInItsPlaceHindersNothing_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        for (Path file : List.of(seen(), statements())) {
            byte[] nonsense = new byte[100_000];
            new Random(1).nextBytes(nonsense);
            Files.write(file, nonsense);
        }
        restart();
        assertThat(limit()).isEqualTo(10);
        copyHome();
        install(pos(5, 2));
        putBack();
        assertThat(limit()).as("it is a copy again").isZero();
    }

    @Test
    void whatAnotherHomeRemembersSaysNothingHere_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        OutsideFile other = new OutsideFile(new DiskFiles(), outside.resolveSibling("other"), SeenOutside.FILE);
        other.replace(List.of("generation\tACME\tbase\t7\t0"));
        Files.copy(
                outside.resolveSibling("other").resolve(SeenOutside.FILE), seen(), StandardCopyOption.REPLACE_EXISTING);

        restart();

        assertThat(limit()).isEqualTo(10);
    }

    /** No folder is there yet, as after a home was moved to another computer. */
    @Test
    void aHomeThatWasMovedGoesOnAsItWas_R52() throws Exception {
        Paper first = pos(50, 1);
        Paper second = pos(10, 2);
        install(first);
        install(second);
        install(list(4, first));
        delete(outside);

        restart();

        assertThat(limit()).isEqualTo(10);
        copyHome();
        install(pos(7, 3));
        putBack();
        assertThat(limit()).as("and is remembered where it is now").isZero();
    }

    @Test
    void whereItCanNotBeWrittenAllGoesOnAndItIsMadeUpFor_R52() throws Exception {
        Paper ten = pos(10, 1);
        install(ten);
        copyHome();
        files.locked = outside;
        restart();
        assertThat(limit()).isEqualTo(10);
        Paper five = pos(5, 2);
        assertThat(install(five)).isEqualTo(Kind.INSTALLED);
        assertThat(install(list(1, five))).isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isZero();

        files.locked = null;
        passAMinute();
        putBack();

        assertThat(limit()).isZero();
        assertThat(install(five)).isEqualTo(Kind.INSTALLED);
        assertThat(entry(five).state()).isEqualTo(LicenseState.REVOKED);
    }

    /** It may hold what the home does not know: it is not replaced by that, and read as soon as it can be. */
    @Test
    void whereItCanNotBeReadItIsReadLater_R8_R11_R52() throws Exception {
        Paper first = pos(50, 1);
        Paper other = pos("other", 3, 1, "2026-01-01");
        install(first);
        install(other);
        copyHome();
        install(pos(10, 2));
        install(list(1, other));
        files.locked = outside;

        putBack();
        assertThat(limit()).as("what can't be read says nothing").isEqualTo(53);
        install(pos("third", 100, 1, "2026-01-01"));
        files.locked = null;
        core.tick();
        passAMinute();

        assertThat(entry(first).state()).isEqualTo(LicenseState.SUPERSEDED);
        assertThat(entry(other).state()).isEqualTo(LicenseState.REVOKED);
        assertThat(limit()).isEqualTo(100);
        putBack();
        assertThat(limit()).as("and it is all still there").isZero();
    }

    @Test
    void whatCanNotBeReadIsNotReplacedByLess_R8_R11_R52() throws Exception {
        Paper first = pos(50, 1);
        install(first);
        copyHome();
        install(pos(10, 2));
        install(list(1, first));
        files.hidden = outside;

        putBack();
        install(pos("third", 100, 1, "2026-01-01"));
        install(Vendor.ACME.announce(1, List.of(), Set.of()));
        passAMinute();
        restart();
        assertThat(limit()).isEqualTo(150);
        files.hidden = null;
        passAMinute();

        assertThat(entry(first).state()).isEqualTo(LicenseState.REVOKED);
        assertThat(install(pos(50, 1))).isEqualTo(Kind.OLDER_GENERATION);
        assertThat(limit()).isEqualTo(100);
    }

    @Test
    void usesThatCanNotBeReadAreNotReplacedByFewer_R52_R59() {
        UsesOutside uses = new UsesOutside(files, Optional.of(outside));
        BreakGlassUse use = new BreakGlassUse(
                "ACME",
                new LicenseId("G-1"),
                new Activation(
                        Instant.parse("2026-06-15T12:00:00Z"),
                        "olga",
                        "the vendor is closed",
                        LocalDate.parse("2026-06-22")));
        uses.write(List.of(use));
        files.hidden = outside;
        assertThat(uses.read()).isEmpty();
        uses.write(List.of());
        files.hidden = null;
        assertThat(uses.read()).containsExactly(use);
    }

    @Test
    void whatIsLargerThanItMayBeIsNotReadInPart_R52() throws Exception {
        OutsideFile file = new OutsideFile(files, outside, "large", 40);
        file.replace(List.of("one"));
        file.append(List.of("two"));
        assertThat(file.read().lines()).containsExactly("one", "two");
        file.append(List.of("a third one that is too much"));

        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("more than 40 bytes");
    }

    @Test
    void aFolderThatIsNoneHindersNothing_R52() throws Exception {
        delete(outside);
        Files.createDirectories(outside.getParent());
        Files.writeString(outside, "a file in the place of the folder");
        restart();
        Paper ten = pos(10, 1);
        assertThat(install(ten)).isEqualTo(Kind.INSTALLED);
        assertThat(install(list(1, ten))).isEqualTo(Kind.INSTALLED);
        assertThat(limit()).isZero();
        Files.delete(outside);
        passAMinute();
        assertThat(seen()).exists();
        assertThat(statements()).exists();
    }

    @Test
    void bothAreTheirOwnersAlone_R52() throws Exception {
        install(pos(10, 1));
        install(list(1));
        for (Path file : List.of(seen(), statements())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    /** Whatever is done in whatever order, of each lineage the newest that was ever seen counts, unless it is revoked. */
    @Test
    void whateverIsDoneNothingOldComesBack_R8_R11_R52_T28() throws Exception {
        int backs = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Map<String, Paper> newest = new HashMap<>();
            List<Paper> all = new ArrayList<>();
            Set<LicenseId> revoked = new HashSet<>();
            long number = 0;
            files.fatal = null;
            delete(outside);
            store.close();
            delete(home);
            Files.createDirectories(home.resolve("licenses"));
            open();
            copyHome();
            for (int step = 0; step < STEPS; step++) {
                int what = random.nextInt(8);
                files.fatal = what < 5 && random.nextInt(4) == 0 ? outside : null;
                try {
                    switch (what) {
                        case 0, 1, 2 -> {
                            String line = "line" + random.nextInt(3);
                            long generation = Optional.ofNullable(newest.get(line))
                                            .map(paper -> paper.license().generation())
                                            .orElse(0L)
                                    + 1;
                            Paper paper = pos(line, 1 + random.nextInt(9), generation, "2026-01-01");
                            newest.put(line, paper);
                            all.add(paper);
                            install(paper);
                        }
                        case 3 -> {
                            if (!all.isEmpty()) {
                                revoked.add(all.get(random.nextInt(all.size()))
                                        .license()
                                        .id());
                                install(Vendor.ACME.revoke(++number, List.copyOf(revoked), Set.of()));
                            }
                        }
                        case 4 -> {
                            if (!all.isEmpty()) {
                                install(all.get(random.nextInt(all.size())));
                            }
                        }
                        case 5 -> copyHome();
                        case 6 -> {
                            putBack();
                            backs++;
                        }
                        default -> restart();
                    }
                } catch (FaultyFiles.Dead e) {
                    files.fatal = null;
                    restart();
                }
                core.tick();
                long expected = newest.values().stream()
                        .filter(paper -> !revoked.contains(paper.license().id()) && isListed(paper))
                        .mapToLong(paper -> paper.license().entitlements().stream()
                                .mapToLong(Entitlement::quantity)
                                .sum())
                        .sum();
                assertThat(limit())
                        .as("seed %d, step %d, what %d", seed, step, what)
                        .isEqualTo(expected);
            }
        }
        assertThat(backs).as("homes put back").isGreaterThan(SEEDS);
    }

    private boolean isListed(Paper paper) {
        try (Stream<Path> found = Files.list(home.resolve("licenses"))) {
            return found.anyMatch(file ->
                    String.valueOf(file.getFileName()).equals(paper.license().id() + ".lic"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
