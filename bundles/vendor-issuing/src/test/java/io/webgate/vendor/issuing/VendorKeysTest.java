// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.format.TrustedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VendorKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.5Z");

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.fixed(NOW);

    private final Path temp;

    VendorKeysTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void everyPurposeHasAPairOfKeysOfItsOwn() {
        TrustDocument trust = production().trust();

        for (Purpose purpose : Purpose.values()) {
            if (purpose == Purpose.ALLOTMENT) {
                continue; // a licence server's own
            }
            assertThat(trust.keys().keys())
                    .filteredOn(key -> key.purposes().contains(purpose))
                    .hasSize(2)
                    .allMatch(key -> key.purposes().size() == 1);
        }
        assertThat(trust.keys().keys()).extracting(TrustedKey::kid).doesNotHaveDuplicates();
    }

    @Test
    void makesADevelopmentVendorOnceAndKeepsItsKeys() throws IOException {
        Path dir = temp.resolve("checkout/.vendor/development");

        TrustDocument made = VendorKeys.createDevelopment(dir, random, clock).trust();
        TrustDocument again = VendorKeys.createDevelopment(dir, random, clock).trust();

        assertThat(made.mode()).isEqualTo(TrustDocument.DEVELOPMENT);
        assertThat(made.vendors()).containsExactly(new VendorInfo("DEVL", "Development vendor"));
        assertThat(again.toJson()).isEqualTo(made.toJson());
        assertThat(VendorKeys.open(dir).trust().toJson()).isEqualTo(made.toJson());
    }

    @Test
    void anOlderFolderGetsTheKeysThatHaveComeSince() throws IOException {
        Path dir = temp.resolve("development");
        VendorKeys whole = VendorKeys.createDevelopment(dir, random, clock);
        VendorKeys older = new VendorKeys(
                whole.vendor(),
                whole.mode(),
                whole.zone(),
                whole.secrets().stream()
                        .filter(secret -> !secret.trusted().purposes().contains(Purpose.MANIFEST))
                        .toList());
        KeyFolder.replace(dir, older, java.util.Optional.empty());

        TrustDocument completed =
                VendorKeys.createDevelopment(dir, random, clock).trust();

        assertThat(completed.keys().keys()).hasSize(whole.trust().keys().keys().size());
        assertThat(completed.keys().keys()).containsAll(older.trust().keys().keys());
        assertThat(VendorKeys.open(dir).trust().toJson()).isEqualTo(completed.toJson());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("keys.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(dir.resolve("keys.json"));
        }
    }

    @Test
    void keepsTheKeysFromOthersEyes() throws IOException {
        Path dir = temp.resolve("development");

        VendorKeys.createDevelopment(dir, random, clock);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("keys.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void buildsAtTheSameMomentEndUpWithTheSameKeysAndLeaveNothingBehind() throws Exception {
        Path dir = temp.resolve("development");
        int builds = 8;
        var together = new CyclicBarrier(builds);
        ExecutorService threads = Executors.newFixedThreadPool(builds);
        List<Future<byte[]>> trusts = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            trusts.add(threads.submit(() -> {
                together.await();
                return VendorKeys.createDevelopment(dir, random, clock).trust().toJson();
            }));
        }
        for (Future<byte[]> trust : trusts) {
            assertThat(trust.get()).isEqualTo(VendorKeys.open(dir).trust().toJson());
        }
        threads.shutdown();
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(dir);
        }
    }

    @Test
    void refusesAFolderWithoutKeysAndSaysWhatToDo() {
        assertThatThrownBy(() -> VendorKeys.open(temp))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keys.json is missing")
                .hasMessageContaining("Name a vendor's key folder");
    }

    @Test
    void refusesDamagedKeysWithoutTellingASecret() throws IOException {
        Path dir = temp.resolve("development");
        VendorKeys.createDevelopment(dir, random, clock);
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        String secret = text.replaceAll("(?s).*?\"secret\": \"([^\"]+)\".*", "$1");
        String kid = text.replaceAll("(?s).*?\"kid\": \"([^\"]+)\".*", "$1");

        for (String damaged : List.of(
                text.replace(secret, "!" + secret),
                text.replace(secret, secret + "AAAA"),
                text.replace(secret, "A".repeat(43)),
                text.replace(kid, "other"),
                text.replace("ED25519", "RSA"),
                text.replace("\"keys\"", "\"key\""),
                text.substring(0, text.length() / 2),
                "[]",
                "")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> VendorKeys.open(dir))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("keys.json is damaged")
                    .hasMessageNotContaining(secret);
        }
    }

    /** Nothing was sealed in it, so nothing is missing; it is written anew with the next change. */
    @Test
    void opensADevelopmentVendorsKeysOfTheFormatBefore() throws IOException {
        Path dir = temp.resolve("development");
        byte[] trust = VendorKeys.createDevelopment(dir, random, clock).trust().toJson();
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        String before = text.replace("\"format\": \"2\"", "\"format\": \"1\"");
        assertThat(before).isNotEqualTo(text);
        Files.writeString(file, before);

        assertThat(VendorKeys.open(dir).trust().toJson()).isEqualTo(trust);
        assertThat(VendorKeys.createDevelopment(dir, random, clock).trust().toJson())
                .isEqualTo(trust);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void refusesAProtectionThatItDoesNotKnow() throws IOException {
        Path dir = temp.resolve("development");
        VendorKeys.createDevelopment(dir, random, clock);
        Path file = dir.resolve("keys.json");
        Files.writeString(
                file, Files.readString(file).replace("\"protection\": \"none\"", "\"protection\": \"argon2\""));

        assertThatThrownBy(() -> VendorKeys.open(dir))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("protection argon2");
    }

    @Test
    void refusesAProductionVendorsKeysThatOthersMayRead() throws IOException {
        Path dir = temp.resolve("vendor");
        KeyFolder.create(dir, production());
        Path file = dir.resolve("keys.json");
        assertThat(VendorKeys.open(dir).prefix()).isEqualTo("MIKO");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> VendorKeys.open(dir))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void neverPrintsASecret() {
        assertThat(production().toString()).isEqualTo("VendorKeys[MIKO production]");
    }

    private VendorKeys production() {
        return VendorKeys.generate(
                new VendorInfo("MIKO", "Miko"), TrustDocument.PRODUCTION, ZoneId.of("Europe/Moscow"), NOW, random);
    }
}
