// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.LicenseId;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was revoked stays revoked, and the number always grows (R11). */
class VendorRecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.5Z");
    private static final Instant NEXT = Instant.parse("2026-12-22T10:15:30Z");

    private final Path dir;
    private final VendorRecords records;

    @SuppressWarnings("NullAway.Init") // made before each test
    private VendorKeys keys;

    VendorRecordsTest(@TempDir Path temp) {
        dir = temp.resolve("vendor");
        records = new VendorRecords(dir);
    }

    @BeforeEach
    void make() throws IOException {
        keys = VendorKeys.createDevelopment(dir, new SecureRandom(), InstantSource.fixed(NOW));
    }

    private RevocationList revoke(String... ids) throws Exception {
        byte[] file = records.revoke(keys, ids(ids), Set.of(), NOW, NEXT);
        return RevocationList.read(file, keys.trust().keys());
    }

    private static Set<LicenseId> ids(String... ids) {
        return Set.of(java.util.Arrays.stream(ids).map(LicenseId::new).toArray(LicenseId[]::new));
    }

    @Test
    void eachListHoldsEverythingAndHasAHigherNumber_R11() throws Exception {
        assertThat(records.revoked().number()).isZero();
        assertThat(records.currentList(keys.trust().keys())).isEmpty();
        assertThat(records.toAttach(keys.trust().keys())).isEmpty();

        RevocationList first = revoke("DEVL-1");
        RevocationList second = revoke("DEVL-2", "DEVL-3");
        RevocationList renewed = revoke();

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.nextUpdate()).isEqualTo(NEXT);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.licenses()).isEqualTo(ids("DEVL-1", "DEVL-2", "DEVL-3"));
        assertThat(renewed.number()).isEqualTo(3);
        assertThat(renewed.licenses()).isEqualTo(second.licenses());
        assertThat(records.revoked().number()).isEqualTo(3);
        assertThat(records.currentList(keys.trust().keys()).orElseThrow().list())
                .isEqualTo(renewed);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("revocations.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aCrashBetweenStateAndListLosesNothingAndUsesNoNumberTwice_R11() throws Exception {
        revoke("DEVL-1");
        byte[] list = Files.readAllBytes(dir.resolve("revocations.jws"));
        revoke("DEVL-2");
        Files.write(dir.resolve("revocations.jws"), list); // as if it had stopped after the state

        assertThatThrownBy(() -> records.toAttach(keys.trust().keys()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vendor revoke");
        RevocationList again = revoke("DEVL-2");
        assertThat(again.number()).isEqualTo(3);
        assertThat(again.licenses()).isEqualTo(ids("DEVL-1", "DEVL-2"));
    }

    /** Whoever can write there and can't sign. */
    @ParameterizedTest
    @CsvSource({"'\"DEVL-1\"',''", "'\"number\": 2','\"number\": 1'", "'\"KID\"',''"})
    void whatWasRevokedIsNotTakenBackByEditingWhatIsRemembered_R11(String there, String instead) throws Exception {
        String old =
                keys.secret(Purpose.LICENSE, Algorithm.ED25519, NOW).trusted().kid();
        records.rotate(
                StoredKeys.NO_PASSPHRASE,
                new VendorRecords.Rotation(Set.of(Purpose.LICENSE), NOW.plusSeconds(60), Set.of(old), true),
                NOW,
                new SecureRandom());
        keys = VendorKeys.open(dir);
        revoke("DEVL-1");
        records.revoke(keys, Set.of(), Set.of(old), NOW.plusSeconds(120), NEXT);
        Path state = dir.resolve("revocations.json");
        String remembered = Files.readString(state);
        String edited = remembered.replace(there.replace("KID", old), instead);
        assertThat(edited).isNotEqualTo(remembered);
        Files.writeString(state, edited);

        assertThatThrownBy(() -> revoke("DEVL-2"))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("revocations.json holds less than the signed list 2");

        assertThat(state).hasContent(edited);
        Files.writeString(state, remembered);
        assertThat(revoke("DEVL-2").licenses()).isEqualTo(ids("DEVL-1", "DEVL-2"));
    }

    @Test
    void aListThatSomebodyElseHasSignedIsTold_R11() throws Exception {
        revoke("DEVL-1");
        VendorKeys other =
                VendorKeys.createDevelopment(dir.resolveSibling("other"), new SecureRandom(), InstantSource.fixed(NOW));
        byte[] list = new VendorRecords(dir.resolveSibling("other")).revoke(other, Set.of(), Set.of(), NOW, NEXT);
        Files.write(dir.resolve("revocations.jws"), list);

        assertThatThrownBy(() -> revoke())
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("does not verify");
    }

    @Test
    void theStateIsDurableBeforeAnythingIsSaid_R11() throws Exception {
        revoke("DEVL-1");
        Path list = dir.resolve("revocations.jws");
        Files.delete(list);
        Path inTheWay = Files.createDirectories(list.resolve("full"));
        assertThatThrownBy(() -> revoke("DEVL-2")).isInstanceOf(IOException.class);
        assertThat(records.revoked().number()).isEqualTo(2);
        assertThat(records.revoked().licenses()).isEqualTo(ids("DEVL-1", "DEVL-2"));

        Files.delete(inTheWay);
        Files.delete(list);
        RevocationList next = revoke();
        assertThat(next.number()).isEqualTo(3);
        assertThat(next.licenses()).isEqualTo(ids("DEVL-1", "DEVL-2"));
    }

    @Test
    void aStateThatIsGoneOrDamagedIsNeverBegunAnew_R11() throws Exception {
        revoke("DEVL-1");
        Path state = dir.resolve("revocations.json");
        String text = Files.readString(state);
        Files.delete(state);
        assertThatThrownBy(() -> revoke("DEVL-2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("backup");
        for (String damaged : List.of("", "[]", "{}", text.substring(0, 20), text.replace("DEVL-1", "a b"))) {
            Files.writeString(state, damaged);
            assertThatThrownBy(() -> revoke("DEVL-2"))
                    .as(damaged)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("backup");
        }
    }

    @Test
    void aKeyIsRevokedOnlyOnceItSignsNoMore_R12() throws Exception {
        String kid =
                keys.secret(Purpose.TOKEN, Algorithm.ED25519, NOW).trusted().kid();
        assertThatThrownBy(() -> records.revoke(keys, Set.of(), Set.of(kid), NOW, NEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vendor rotate --compromised " + kid);
        assertThatThrownBy(() -> records.revoke(keys, Set.of(), Set.of("unknown"), NOW, NEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(records.revoked().number()).isZero();

        records.rotate(
                StoredKeys.NO_PASSPHRASE,
                new VendorRecords.Rotation(Set.of(), NEXT, Set.of(kid), true),
                NOW,
                new SecureRandom());
        VendorKeys rotated = VendorKeys.open(dir);
        byte[] file = records.revoke(rotated, Set.of(), Set.of(kid), NOW, NEXT);
        assertThat(RevocationList.read(file, rotated.trust().keys()).keys()).containsExactly(kid);
    }

    @Test
    void commandsAtTheSameMomentGetNumbersOfTheirOwn_R11() throws Exception {
        int commands = 4;
        ExecutorService threads = Executors.newFixedThreadPool(commands);
        List<Future<RevocationList>> lists = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            String id = "DEVL-" + i;
            lists.add(threads.submit(() -> revoke(id)));
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<RevocationList> list : lists) {
            numbers.add(list.get().number());
        }
        threads.shutdown();
        assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(records.revoked().licenses()).hasSize(commands);
    }
}
