// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HomeTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void makesItsTreeWithVarForItsOwnerOnly() throws Exception {
        Home home = new Home(folder.resolve("home")).create();
        assertThat(home.root()).isDirectoryContaining("glob:**/{etc,licenses,plugins,var}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.var())))
                .isEqualTo("rwx------");
        home.create(); // again changes nothing
    }

    @Test
    void saysWhichHomeCannotBeWrittenTo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Home(file.resolve("home")).create())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.resolve("home").toString())
                .hasMessageContaining("--home");
    }

    @Test
    void tellsThePortOnlyWhileOneIsWritten() throws Exception {
        Home home = new Home(folder).create();
        assertThat(home.port()).isEmpty();
        home.writePort(8081);
        assertThat(home.port()).isEqualTo(Optional.of(8081));
        home.removePort();
        assertThat(home.port()).isEmpty();
    }

    @Test
    void refusesASecondHostAndNamesTheFirstOnesProcess() throws Exception {
        Home home = new Home(folder).create();
        HomeLock first = HomeLock.take(home);
        long own = ProcessHandle.current().pid();
        assertThatThrownBy(() -> HomeLock.take(home))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("process " + own)
                .hasMessageContaining("webgate stop");
        assertThat(HomeLock.holder(home)).contains(own);
        first.close();
        assertThat(HomeLock.holder(home)).isEmpty();
        HomeLock.take(home).close();
    }
}
