// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The unit for systemd that we print: whoever copies it from the distribution gets what the checkout's reader gets. */
final class ServiceUnitTest {

    private static String unit(String file) throws IOException {
        String text = Files.readString(Path.of(file));
        int start = text.indexOf("```ini\n[Unit]\n");
        assertThat(start).as(file).isNotNegative();
        return text.substring(start, text.indexOf("```\n", start + 3));
    }

    @Test
    void isTheSameInBothReadmes() throws IOException {
        assertThat(unit("src/distribution/README.md")).isEqualTo(unit("../README.md"));
    }

    /** Without memory the host ends by itself, a stop ends it with 143, and it remembers outside of its home (R10). */
    @Test
    void startsTheHostAnewTakesAStopForSuccessAndHasAFolderOutsideTheHome() throws IOException {
        assertThat(unit("../README.md").lines())
                .contains("Restart=on-failure", "SuccessExitStatus=143", "StateDirectory=webgate-state");
    }
}
