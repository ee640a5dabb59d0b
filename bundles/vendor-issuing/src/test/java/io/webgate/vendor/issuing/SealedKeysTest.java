// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.Algorithm;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A production vendor's keys, which a passphrase alone opens. */
class SealedKeysTest {

    private static final Passphrase WORDS = Passphrase.of("верный конь скрепка батарея");
    private static final VendorInfo MIKO = new VendorInfo("MIKO", "Miko «Касса»");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:15:30.5Z"));

    /** Made once, since that takes its time on purpose; each test has a copy. */
    @TempDir
    private static Path original = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static VendorKeys made;

    private final Path temp;
    private final Path dir;

    SealedKeysTest(@TempDir Path temp) {
        this.temp = temp;
        this.dir = temp.resolve("vendor");
    }

    @BeforeAll
    static void make() throws IOException {
        made = VendorKeys.create(original.resolve("vendor"), MIKO, ZoneId.of("Europe/Moscow"), WORDS, RANDOM, CLOCK);
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(original.resolve("vendor"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        dir.resolve(original.resolve("vendor").relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void opensWithThePassphraseAloneAndIsForProduction() throws IOException {
        VendorKeys opened = VendorKeys.open(dir, () -> WORDS);

        assertThat(opened.mode()).isEqualTo(TrustDocument.PRODUCTION);
        assertThat(opened.zone()).isEqualTo(ZoneId.of("Europe/Moscow"));
        assertThat(opened.trust().toJson()).isEqualTo(made.trust().toJson());
        assertThatThrownBy(() -> VendorKeys.open(dir, () -> Passphrase.of("верный конь скрепка батарейка")))
                .isInstanceOf(WrongPassphraseException.class)
                .hasMessageNotContaining("батаре");
    }

    @Test
    void theSameWordsInAnotherUnicodeFormOpenToo() throws IOException {
        Path other = temp.resolve("other");
        VendorKeys.create(other, MIKO, ZoneId.of("UTC"), Passphrase.of("caf\u00e9 caf\u00e9 caf\u00e9"), RANDOM, CLOCK);

        assertThat(VendorKeys.open(other, () -> Passphrase.of("cafe\u0301 cafe\u0301 cafe\u0301"))
                        .prefix())
                .isEqualTo("MIKO");
    }

    @Test
    void tellsWhatIsPublicWithoutThePassphrase() throws IOException {
        assertThat(VendorKeys.identityOf(dir).trust().toJson())
                .isEqualTo(made.trust().toJson());
        assertThat(Files.readAllBytes(dir.resolve("trust.json")))
                .isEqualTo(made.trust().toJson());
    }

    @Test
    void isHardToGuessAndHiddenFromOthersEyes() throws IOException {
        String text = Files.readString(dir.resolve("keys.json"));

        assertThat(text).contains("\"protection\": \"argon2id\"");
        assertThat(number(text, "memoryKiB")).isGreaterThanOrEqualTo(46 * 1024);
        assertThat(number(text, "iterations")).isPositive();
        for (SecretKey secret : made.secrets()) {
            assertThat(text)
                    .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(secret.seed()));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("keys.json"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(original)) {
            assertThat(files).as("nothing is left aside").containsExactly(original.resolve("vendor"));
        }
    }

    private static int number(String text, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": ([0-9]+)").matcher(text);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** What stands beside a secret can't be changed without the passphrase, nor can secrets be exchanged. */
    @Test
    void whateverIsChangedByHandIsNamed() throws IOException {
        revokeOne();
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        List<String> secrets = Pattern.compile("\"secret\": \"([^\"]+)\"")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        String revoked = VendorKeys.open(dir, () -> WORDS).revoked().iterator().next();
        String kid = text.replaceAll("(?s).*?\"kid\": \"([^\"]+)\".*", "$1");
        String publicKey = text.replaceAll("(?s).*?\"publicKey\": \"([^\"]+)\".*", "$1");
        String swapped = text.replace(secrets.get(0), "first")
                .replace(secrets.get(2), secrets.get(0))
                .replace("first", secrets.get(2));
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(text.replaceFirst("(?s)\"revoked\": \\[.*?\\]", "\"revoked\": []"), "(revoked)");
        changes.put(text.replaceFirst("(?s)\"revoked\": \\[.*?\\],", ""), "(revoked)");
        changes.put(text.replaceFirst("\"" + revoked + "\"", "\"other\""), "(revoked)");
        changes.put(text.replace("\"announcements\": 1", "\"announcements\": 0"), "(announcements)");
        changes.put(text.replace("\"announcements\": 1", "\"announcements\": 9007199254740993"), "(announcements)");
        changes.put(text.replace("  \"announcements\": 1,\n", ""), "(announcements)");
        changes.put(text.replace("Miko «Касса»", "Mika «Касса»"), "(name)");
        changes.put(text.replace("\"prefix\": \"MIKO\"", "\"prefix\": \"ASTR\""), "(prefix)");
        changes.put(text.replace("Europe/Moscow", "Europe/London"), "(zone)");
        changes.put(text.replace("\"mode\": \"production\"", "\"mode\": \"development\""), "(mode)");
        changes.put(text.replace("\"mode\": ", "\"more\": 1, \"mode\": "), "(more)");
        changes.put(
                text.replaceFirst("\"purpose\": \"LICENSE\"", "\"purpose\": \"TOKEN\""),
                "(keys, " + kid + ", purpose)");
        changes.put(text.replaceFirst("2026-11-22T10:15:30Z", "2020-11-22T10:15:30Z"), "(keys, " + kid + ", from)");
        changes.put(text.replaceFirst("ED25519", "ML_DSA_65"), "(keys, " + kid + ", algorithm)");
        changes.put(
                text.replace(publicKey, (publicKey.startsWith("A") ? "B" : "A") + publicKey.substring(1)),
                "(keys, " + kid + ", publicKey)");
        changes.put(text.replace("\"kid\": \"" + kid, "\"kid\": \"other"), "(keys)");
        changes.put(text.replaceFirst("(?s)    \\{.*?\\},\n", ""), "(keys)");
        changes.put(text.replace(secrets.get(0), secrets.get(0).substring(2)), "(keys, " + kid + ", secret)");
        changes.put(text.replace(secrets.get(0), "A"), "(keys, " + kid + ", secret)");
        changes.put(swapped, "(keys, " + kid + ", secret)");
        changes.forEach((changed, member) -> {
            assertThat(changed).as(member).isNotEqualTo(text);
            write(file, changed);
            assertThatThrownBy(() -> VendorKeys.open(dir, () -> WORDS))
                    .as(member)
                    .isInstanceOfSatisfying(VendorFileException.class, refused -> {
                        assertThat(refused.text().english()).contains("was changed", member, "Restore");
                        assertThat(refused.text().russian()).contains("изменён", member, "Восстановите");
                    })
                    .hasMessageNotContaining(secrets.get(0));
        });
    }

    /** With these the passphrase makes another key, so nothing can be told apart from a wrong passphrase. */
    @Test
    void whatTheSealItselfIsMadeOfCannotBeChanged() throws IOException {
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        String record = text.replaceAll("(?s).*\"record\": \"([^\"]+)\".*", "$1");
        String secret = text.replaceAll("(?s).*?\"secret\": \"([^\"]+)\".*", "$1");
        for (String changed : List.of(
                text.replaceFirst("\"salt\": \".", text.contains("\"salt\": \"A") ? "\"salt\": \"B" : "\"salt\": \"A"),
                text.replace("\"iterations\": 3", "\"iterations\": 2"),
                text.replace(record, record.substring(1)),
                text.replace(record, secret))) {
            assertThat(changed).isNotEqualTo(text);
            write(file, changed);
            assertThatThrownBy(() -> VendorKeys.open(dir, () -> WORDS)).isInstanceOf(WrongPassphraseException.class);
        }
        write(file, text.replace("\"record\"", "\"recorded\""));
        assertThatThrownBy(() -> VendorKeys.open(dir, () -> WORDS)).hasMessageContaining("damaged (record)");
    }

    /** The record of an earlier state opens no more, so a revoked key can't come back with it. */
    @Test
    void anEarlierRecordDoesNotFitALaterFile() throws IOException {
        Path file = dir.resolve("keys.json");
        String before = Files.readString(file).replaceAll("(?s).*\"record\": \"([^\"]+)\".*", "$1");
        revokeOne();
        String text = Files.readString(file);
        String now = text.replaceAll("(?s).*\"record\": \"([^\"]+)\".*", "$1");
        write(file, text.replace(now, before).replaceFirst("(?s)\"revoked\": \\[.*?\\]", "\"revoked\": []"));

        assertThatThrownBy(() -> VendorKeys.open(dir, () -> WORDS)).isInstanceOf(WrongPassphraseException.class);
    }

    /** Its seal did not cover what is revoked; there is no way to tell whether somebody changed that. */
    @Test
    void refusesASealThatDoesNotCoverTheWholeFile() throws IOException {
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        write(
                file,
                text.replace("\"format\": \"2\"", "\"format\": \"1\"").replaceFirst(",\\s*\"record\": \"[^\"]+\"", ""));

        for (ThrowingCallable look :
                List.<ThrowingCallable>of(() -> VendorKeys.open(dir, () -> WORDS), () -> VendorKeys.identityOf(dir))) {
            assertThatThrownBy(look).isInstanceOfSatisfying(VendorFileException.class, refused -> {
                assertThat(refused.text().english()).contains("keys.json", "format 1", "webgate vendor init");
                assertThat(refused.text().russian()).contains("keys.json", "формат 1", "webgate vendor init");
            });
        }
    }

    private void revokeOne() throws IOException {
        String compromised =
                made.secret(Purpose.LICENSE, Algorithm.ED25519).trusted().kid();
        new VendorRecords(dir)
                .rotate(
                        () -> WORDS,
                        new VendorRecords.Rotation(
                                Set.of(), CLOCK.instant().plusSeconds(60), Set.of(compromised), true),
                        CLOCK.instant().plusSeconds(1),
                        RANDOM);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesAProtectionThatIsNone() throws IOException {
        Path file = dir.resolve("keys.json");
        String text = Files.readString(file);
        for (String weak : List.of(
                text.replace("\"memoryKiB\": 65536", "\"memoryKiB\": 1024"),
                text.replace("\"memoryKiB\": 65536", "\"memoryKiB\": 999999999"),
                text.replace("\"argon2id\": {", "\"other\": {"))) {
            Files.writeString(file, weak);
            assertThatThrownBy(() -> VendorKeys.open(dir, () -> WORDS)).hasMessageContaining("damaged (argon2id)");
        }
    }

    @Test
    void refusesAWeakPassphraseADevelopmentPrefixAndATakenPlace() throws IOException {
        for (String weak : List.of("", "elevenchars", "aaaaaaaaaaaaaaaaaaaaaaaa")) {
            assertThat(Passphrase.of(weak).weakness()).isPresent();
            assertThatThrownBy(() -> VendorKeys.create(
                            temp.resolve("weak"), MIKO, ZoneId.of("UTC"), Passphrase.of(weak), RANDOM, CLOCK))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> VendorKeys.create(
                        temp.resolve("dev"), new VendorInfo("DEVL", "D"), ZoneId.of("UTC"), WORDS, RANDOM, CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] before = Files.readAllBytes(dir.resolve("keys.json"));
        assertThatThrownBy(() -> VendorKeys.create(dir, MIKO, ZoneId.of("UTC"), WORDS, RANDOM, CLOCK))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(dir.resolve("keys.json"))).isEqualTo(before);
        assertThat(temp.resolve("weak")).doesNotExist();
        assertThat(temp.resolve("dev")).doesNotExist();
    }

    @Test
    void rotatedKeysAreSealedWithTheSamePassphrase() throws IOException {
        new VendorRecords(dir)
                .rotate(
                        () -> WORDS,
                        new VendorRecords.Rotation(
                                Set.of(Purpose.LICENSE), CLOCK.instant().plusSeconds(60), Set.of(), true),
                        CLOCK.instant().plusSeconds(1),
                        RANDOM);

        VendorKeys rotated = VendorKeys.open(dir, () -> WORDS);
        assertThat(rotated.secrets()).hasSize(made.secrets().size() + 2);
        assertThat(Files.readAllBytes(dir.resolve("trust.json")))
                .isEqualTo(rotated.trust().toJson())
                .isNotEqualTo(made.trust().toJson());
        assertThat(VendorKeys.identityOf(dir).trust().toJson())
                .isEqualTo(rotated.trust().toJson());
    }
}
