// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key.internal;

import io.webgate.machine.key.MediaWatch;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class MediaIdentityComponentTest {

    @Test
    void theHostSeesTheSameDrivesAsTheCommandLineAndStopsWatchingWhenItGoes() throws Exception {
        MediaIdentityComponent host = new MediaIdentityComponent();
        try (MediaWatch commandLine = MediaWatch.of(Path.of("/"));
                AutoCloseable listening = host.onChange(() -> {})) {
            assertThat(listening).isNotNull();
            assertThat(host.plugged()).isEqualTo(commandLine.plugged());
            assertThat(host.changes()).isEqualTo(commandLine.changes());
        } finally {
            host.close();
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("webgate-media")) {
                thread.join(30_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
