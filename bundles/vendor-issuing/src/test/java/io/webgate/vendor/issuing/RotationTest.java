// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.vendor.issuing.VendorRecords.Rotation;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Key rotation (R12) in the spirit of TUF (T25): a host that pinned the first keys and reads announcements in the order in
 * which they reach it, and a vendor that changes its keys.
 */
class RotationTest {

    private static final Instant DAY_0 = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String GOOD = "good";

    private final SecureRandom random = new SecureRandom();
    private final Path dir;
    private final VendorRecords records;

    private KeyRing pinned = KeyRing.of(List.of());

    RotationTest(@TempDir Path temp) {
        dir = temp.resolve("vendor");
        records = new VendorRecords(dir);
    }

    @BeforeEach
    void make() throws IOException {
        pinned = VendorKeys.createDevelopment(dir, random, InstantSource.fixed(DAY_0))
                .trust()
                .keys();
    }

    private static Instant day(int number) {
        return DAY_0.plus(DAY.multipliedBy(number));
    }

    private byte[] rotate(int day, int retires, Set<Purpose> purposes, String... compromised) throws IOException {
        return records.rotate(
                        StoredKeys.NO_PASSPHRASE,
                        new Rotation(purposes, day(retires), Set.of(compromised), true),
                        day(day),
                        random)
                .orElseThrow();
    }

    private byte[] license(VendorKeys keys, int day) {
        var issuer = new LicenseIssuer(keys, module -> true, random, InstantSource.fixed(day(day)));
        return issuer.issue(issuer.prepare(LicenseRequest.forHolder("Cafe", Binding.ANYWHERE)
                .application(new ApplicationId("powerpos.data-server"))
                .build()));
    }

    private byte[] license(int day) throws IOException {
        return license(VendorKeys.open(dir), day);
    }

    private String kid(Purpose purpose, int day) throws IOException {
        return VendorKeys.open(dir)
                .secret(purpose, Algorithm.ED25519, day(day))
                .trusted()
                .kid();
    }

    /** A host: its pinned keys, and the announcement with the highest number that it could verify. */
    private final class Host {

        private KeyRing ring = pinned;
        private long number;

        private Host reads(byte[]... announcements) {
            for (byte[] file : announcements) {
                read(file).filter(read -> read.number() > number).ifPresent(this::take);
            }
            return this;
        }

        /** Empty for one that it can't verify: it changes nothing. */
        private Optional<KeyAnnouncement> read(byte[] file) {
            try {
                return Optional.of(KeyAnnouncement.read(file, ring));
            } catch (LicenseFormatException e) {
                return Optional.empty();
            }
        }

        private void take(KeyAnnouncement announcement) {
            number = announcement.number();
            Map<String, TrustedKey> keys = new LinkedHashMap<>();
            pinned.keys().forEach(key -> keys.put(key.kid(), key));
            announcement.keys().forEach(key -> keys.put(key.kid(), key));
            keys.keySet().removeAll(announcement.revoked());
            ring = KeyRing.of(keys.values());
        }

        private String says(byte[] license) {
            try {
                LicenseDocuments.read(license, ring);
                return GOOD;
            } catch (LicenseFormatException e) {
                return e.fault().name();
            }
        }
    }

    @Test
    void overlap_theOldKeysLicencesAndTheNewOnesBothCount_T25() throws IOException {
        byte[] before = license(1);
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        byte[] after = license(11);

        assertThat(new Host().reads(announcement).says(before)).isEqualTo(GOOD);
        assertThat(new Host().reads(announcement).says(after)).isEqualTo(GOOD);
        assertThat(new Host().says(before)).isEqualTo(GOOD);
        assertThat(new Host().says(after)).as("it has not heard of the key").isEqualTo(Fault.UNKNOWN_KEY.name());
    }

    @Test
    void retired_whatTheOldKeySignsLaterIsWorthNothing_T25() throws IOException {
        VendorKeys stolen = VendorKeys.open(dir);
        byte[] announcement = rotate(10, 40, Set.of(Purpose.LICENSE));
        Host host = new Host().reads(announcement);

        assertThat(host.says(license(stolen, 1))).isEqualTo(GOOD);
        assertThat(host.says(license(stolen, 39))).isEqualTo(GOOD);
        assertThat(host.says(license(stolen, 40))).isEqualTo(Fault.UNKNOWN_KEY.name());
        assertThat(host.says(license(stolen, 400))).isEqualTo(Fault.UNKNOWN_KEY.name());
    }

    @Test
    void signingUsesTheNewestKeyThatCountsThen_T25() throws IOException {
        String first = kid(Purpose.LICENSE, 0);
        rotate(10, 40, Set.of(Purpose.LICENSE));
        String second = kid(Purpose.LICENSE, 10);
        rotate(20, 30, Set.of(Purpose.LICENSE));
        String third = kid(Purpose.LICENSE, 20);

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(kid(Purpose.LICENSE, 9)).isEqualTo(first);
        assertThat(kid(Purpose.LICENSE, 19)).isEqualTo(second);
        assertThat(kid(Purpose.LICENSE, 400)).isEqualTo(third);
        assertThatThrownBy(() -> kid(Purpose.LICENSE, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clock");
        assertThat(kid(Purpose.TOKEN, 400)).as("other purposes keep their keys").isEqualTo(kid(Purpose.TOKEN, 0));
    }

    @Test
    void rootRotation_aHostFollowsTheChainAndNoLinkCanBeLeftOut_T25() throws IOException {
        byte[] first = rotate(10, 40, Set.of(Purpose.KEYS));
        byte[] second = rotate(50, 80, Set.of(Purpose.LICENSE));
        byte[] license = license(51);

        assertThat(new Host().reads(first, second).says(license)).isEqualTo(GOOD);
        assertThat(new Host().reads(second).says(license))
                .as("the second is signed by a key that only the first announces")
                .isEqualTo(Fault.UNKNOWN_KEY.name());
        assertThat(new Host().reads(second, first).says(license)).isEqualTo(Fault.UNKNOWN_KEY.name());
        assertThat(new Host().reads(second, first, second).says(license)).isEqualTo(GOOD);
    }

    @Test
    void rootRotation_theAnnouncementIsSignedByTheKeyInForceBefore_T25() throws Exception {
        byte[] during = rotate(10, 40, Set.of(Purpose.KEYS));
        byte[] again = rotate(20, 40, Set.of(Purpose.LICENSE));

        KeyAnnouncement.read(during, pinned);
        KeyAnnouncement.read(again, pinned); // in the overlap still by the key that most hosts know
        assertThat(new Host().reads(again).says(license(21))).isEqualTo(GOOD);
    }

    @Test
    void aLicenceCarriesEveryLinkOfTheChain_R12() throws Exception {
        byte[] unneeded = rotate(5, 40, Set.of(Purpose.TOKEN));
        byte[] first = rotate(10, 40, Set.of(Purpose.KEYS));
        byte[] second = rotate(50, 80, Set.of(Purpose.LICENSE));
        VendorKeys keys = VendorKeys.open(dir);
        byte[] list = records.revoke(keys, Set.of(), Set.of(), day(52), day(82));

        assertThat(records.toAttach(keys.trust().keys()))
                .containsExactly(first, second, list)
                .doesNotContain(unneeded);
    }

    @Test
    void compromised_whateverTheKeySignedIsWorthNothingWheneverDated_T25() throws IOException {
        VendorKeys stolen = VendorKeys.open(dir);
        String kid = kid(Purpose.LICENSE, 0);
        Host host = new Host().reads(rotate(10, 40, Set.of(), kid));

        for (int day : new int[] {0, 1, 9, 10, 11, 400}) {
            assertThat(host.says(license(stolen, day))).as("day " + day).isEqualTo(Fault.UNKNOWN_KEY.name());
        }
        assertThat(host.says(license(11))).isEqualTo(GOOD);
        assertThat(VendorKeys.open(dir).trust().keys().key(kid)).isEmpty();
    }

    @Test
    void compromised_itStaysAmongTheKeysThatAreAnnounced_R12() throws Exception {
        rotate(10, 40, Set.of(Purpose.LICENSE));
        String kid = kid(Purpose.LICENSE, 11);

        for (byte[] file : List.of(rotate(12, 40, Set.of(), kid), rotate(13, 40, Set.of(Purpose.TOKEN)))) {
            KeyAnnouncement announcement = KeyAnnouncement.read(file, pinned);
            assertThat(announcement.keys()).extracting(TrustedKey::kid).contains(kid);
            assertThat(announcement.revoked()).containsExactly(kid);
        }
        assertThat(VendorKeys.open(dir).trust().keys().key(kid))
                .as("no distribution pins it")
                .isEmpty();
    }

    @Test
    void compromised_aKeyThatSignsNoMoreIsRevokedWithoutANewOne_T25() throws IOException {
        String first = kid(Purpose.LICENSE, 0);
        byte[] old = license(1);
        byte[] rotated = rotate(10, 40, Set.of(Purpose.LICENSE));
        String second = kid(Purpose.LICENSE, 11);
        byte[] revoked = rotate(12, 40, Set.of(), first);

        assertThat(kid(Purpose.LICENSE, 13)).isEqualTo(second);
        assertThat(new Host().reads(rotated).says(old)).isEqualTo(GOOD);
        assertThat(new Host().reads(rotated, revoked).says(old)).isEqualTo(Fault.UNKNOWN_KEY.name());
        assertThat(new Host().reads(revoked, rotated).says(old))
                .as("an older announcement takes nothing back")
                .isEqualTo(Fault.UNKNOWN_KEY.name());
    }

    @Test
    void compromisedRoot_noAnnouncementMendsThat_T25() throws IOException {
        String root = kid(Purpose.KEYS, 0);
        byte[] before = Files.readAllBytes(dir.resolve("keys.json"));
        assertThatThrownBy(() -> rotate(10, 40, Set.of(), root)).isInstanceOf(NoSignerException.class);
        assertThat(Files.readAllBytes(dir.resolve("keys.json")))
                .as("nothing changed")
                .isEqualTo(before);

        assertThat(records.rotate(
                        StoredKeys.NO_PASSPHRASE,
                        new Rotation(Set.of(), day(40), Set.of(root), false),
                        day(10),
                        random))
                .isEmpty();
        assertThat(VendorKeys.open(dir).trust().keys().key(root)).isEmpty();
        assertThat(kid(Purpose.KEYS, 11)).isNotEqualTo(root);
    }

    @Test
    void compromisedRoot_inTheOverlapTheOtherOneAnnouncesIt_T25() throws IOException {
        rotate(10, 40, Set.of(Purpose.KEYS));
        String second = VendorKeys.open(dir)
                .secret(Purpose.KEYS, Algorithm.ED25519)
                .trusted()
                .kid();
        byte[] announcement = rotate(20, 40, Set.of(Purpose.LICENSE), second);

        assertThat(new Host().reads(announcement).says(license(21))).isEqualTo(GOOD);
    }

    @Test
    void announcedAnewItHasAHigherNumberAndSaysTheSame_R12() throws Exception {
        KeyAnnouncement first = KeyAnnouncement.read(rotate(10, 40, Set.of(Purpose.LICENSE)), pinned);
        KeyAnnouncement again = KeyAnnouncement.read(rotate(11, 40, Set.of()), pinned);

        assertThat(again.number()).isEqualTo(first.number() + 1);
        assertThat(again.keys()).isEqualTo(first.keys());
        assertThat(again.revoked()).isEqualTo(first.revoked());
    }

    @Test
    void refusesAStrangersKeyAndATimeThatIsOver() {
        assertThatThrownBy(() -> rotate(10, 40, Set.of(), "nobodys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobodys");
        assertThatThrownBy(() -> rotate(10, 10, Set.of(Purpose.LICENSE))).isInstanceOf(IllegalArgumentException.class);
        assertThat(dir.resolve("announcements")).doesNotExist();
    }
}
