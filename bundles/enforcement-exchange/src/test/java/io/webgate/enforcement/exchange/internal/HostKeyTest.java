// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.enforcement.exchange.internal.HostKey.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** R61: the key that others pin is made once, seen by its owner alone, and never replaced in silence. */
class HostKeyTest {

    private final Path home;

    HostKeyTest(@TempDir Path home) {
        this.home = home;
    }

    private Path folder() {
        return home.resolve("var");
    }

    private Path file() {
        return folder().resolve(HostKey.FILE);
    }

    private Path known() {
        return folder().resolve(HostKey.KNOWN);
    }

    @Test
    void itIsMadeOnceAndIsTheSameAfterARestart() throws Exception {
        HostKey first = HostKey.in(folder());

        assertThat(HostKey.in(folder()).keySet()).isEqualTo(first.keySet());
        assertThat(HostKey.in(home.resolve("other")).thumbprint()).isNotEqualTo(first.thumbprint());
    }

    @Test
    void itsFileIsForTheOwnersEyesAlone() throws Exception {
        HostKey.in(folder());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatIsLostIsNotReplaced() throws Exception {
        HostKey.in(folder());
        Files.delete(file());

        assertThat(fault()).isEqualTo(Fault.LOST);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aKeyThatIsDamagedIsNotReplaced() throws Exception {
        HostKey.in(folder());
        String half = Files.readString(file()).substring(0, 40);
        Files.writeString(file(), half);

        assertThat(fault()).isEqualTo(Fault.DAMAGED);
        assertThat(file()).hasContent(half);
    }

    @Test
    void twoHalvesOfDifferentKeysAreDamage() throws Exception {
        HostKey.in(folder());
        HostKey.in(home.resolve("other"));
        String foreign = Files.readString(home.resolve("other").resolve(HostKey.FILE));
        Files.writeString(
                file(),
                Files.readString(file()).lines().findFirst().orElseThrow() + "\n"
                        + foreign.lines().skip(1).findFirst().orElseThrow() + "\n");

        assertThat(fault()).isEqualTo(Fault.DAMAGED);
    }

    @Test
    void anotherHostsKeyIsNotTakenForIt() throws Exception {
        HostKey.in(folder());
        HostKey.in(home.resolve("other"));
        Files.copy(
                home.resolve("other").resolve(HostKey.FILE), file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(fault()).isEqualTo(Fault.REPLACED);
    }

    @Test
    void aFirstStartThatWasCutOffIsMadeGood() throws Exception {
        HostKey whole = HostKey.in(folder());
        Files.delete(known());
        assertThat(HostKey.in(folder()).thumbprint())
                .as("written, not yet noted")
                .isEqualTo(whole.thumbprint());
        assertThat(known()).hasContent(whole.thumbprint());

        Files.delete(known());
        Files.writeString(file(), "MC4CAQ");
        assertThat(HostKey.in(folder()).thumbprint()).as("half written").isNotEqualTo(whole.thumbprint());
    }

    @Test
    void aFirstStartThatWasCutOffBeforeTheNoteWasWholeIsMadeGood() throws Exception {
        HostKey whole = HostKey.in(folder());
        for (String cut : List.of("", "\n", whole.thumbprint().substring(0, 20))) {
            Files.writeString(known(), cut);
            assertThat(HostKey.in(folder()).thumbprint()).as("note '%s'", cut).isEqualTo(whole.thumbprint());
            assertThat(known()).as("note '%s'", cut).hasContent(whole.thumbprint());
        }
        Files.writeString(known(), "");
        Files.delete(file());
        assertThat(HostKey.in(folder()).thumbprint()).as("nobody has seen it").isNotEqualTo(whole.thumbprint());
    }

    @Test
    void onlyWholeFilesEverBearTheirNames() throws Exception {
        Files.createDirectories(folder());
        Path draft = Files.writeString(folder().resolve("." + HostKey.FILE + ".part"), "left by a crash");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));

        HostKey key = HostKey.in(folder());

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).containsExactlyInAnyOrder(file(), known());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .as("not those of what lay there")
                .isEqualTo("rw-------");
        assertThat(HostKey.in(folder()).thumbprint()).isEqualTo(key.thumbprint());
    }

    @Test
    void aKeyThatCanNotBeReadNowIsNotTakenForAHalfWrittenOne() throws Exception {
        Files.createDirectories(file()); // reads with an error, as an unreadable one does

        assertThatThrownBy(() -> HostKey.in(folder())).isInstanceOf(IOException.class);

        assertThat(file()).isDirectory();
    }

    @Test
    void whoRemovesBothFilesGetsANewKey() throws Exception {
        HostKey first = HostKey.in(folder());
        Files.delete(file());
        Files.delete(known());

        assertThat(HostKey.in(folder()).thumbprint()).isNotEqualTo(first.thumbprint());
    }

    private Fault fault() {
        return catchThrowableOfType(HostKey.Unusable.class, () -> HostKey.in(folder()))
                .fault();
    }
}
