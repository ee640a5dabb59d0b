// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Processes of Linux in the place of those of Windows. */
@EnabledOnOs(OS.LINUX)
class SystemCommandsTest {

    private final SystemCommands commands = new SystemCommands(Duration.ofSeconds(30));

    @Test
    void givesWhatAProgramPrintsAndNoShellReadsItsArguments() throws Exception {
        assertThat(text("/bin/echo", "$HOME; `id` 'x' %PATH%")).isEqualTo("$HOME; `id` 'x' %PATH%\n");
    }

    @Test
    void errorsOfAProgramAreNotItsAnswer() throws Exception {
        assertThat(text("/bin/sh", "-c", "echo wrong >&2; echo right")).isEqualTo("right\n");
    }

    @Test
    void aProgramThatReadsFindsNothing() throws Exception {
        assertThat(text("/bin/cat")).isEmpty();
    }

    @Test
    void aProgramThatFailsIsAnError() {
        assertThatThrownBy(() -> text("/bin/sh", "-c", "echo half; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/bin/sh ended with code 3");
        assertThatThrownBy(() -> text("/bin/there-is-no-such-program")).isInstanceOf(IOException.class);
    }

    @Test
    void aProgramThatPrintsWithoutEndIsStopped() {
        assertThatThrownBy(() -> text("/bin/cat", "/dev/zero"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("prints more than");
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
        SystemCommands impatient = new SystemCommands(Duration.ofMillis(200));
        assertThatThrownBy(() -> impatient.run(List.of("/bin/sh", "-c", "sleep 600; echo late")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("takes longer");
        assertThatThrownBy(() -> impatient.run(List.of("/bin/sh", "-c", "exec >&-; sleep 600")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("takes longer");
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 600"))
                .toList();
        for (ProcessHandle process : left) {
            // They were told to end a moment ago
            process.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private String text(String... command) throws IOException {
        return new String(commands.run(List.of(command)), StandardCharsets.UTF_8);
    }
}
