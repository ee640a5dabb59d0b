// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HomeTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef";

    private final DiskFiles files = new DiskFiles();

    @Test
    void nameOfAFileIsTheIdAndNeverReplacesAnother(@TempDir Path folder) throws Exception {
        Home home = new Home(folder);
        Path first = home.fileFor(new LicenseId("DEVL-1"), HASH, files);
        assertThat(first).isEqualTo(folder.resolve("DEVL-1.lic"));
        files.write(first, new byte[1]);
        assertThat(home.fileFor(new LicenseId("DEVL-1"), HASH, files))
                .isEqualTo(folder.resolve("DEVL-1~0123456789abcdef.lic"));
    }

    @Test
    void idCannotLeadOutOfTheFolder(@TempDir Path folder) {
        Home home = new Home(folder);
        for (String id : new String[] {"..", ".", "a:b", "..."}) {
            Path file = home.fileFor(new LicenseId(id), HASH, files).normalize();
            assertThat(file.getParent()).isEqualTo(folder);
            assertThat(file.getFileName()).asString().doesNotContain(":").endsWith(".lic");
        }
    }

    @Test
    void archivedFilesKeepTheirNamesWithTheTimeAndReplaceNothing(@TempDir Path folder) throws Exception {
        Home home = new Home(folder);
        Instant now = Instant.parse("2026-06-15T12:00:00.250Z");
        Path source = Files.write(folder.resolve("a.lic"), new byte[1]);
        Path target = home.archived(source, now, files);
        assertThat(target).isEqualTo(folder.resolve("archive/a.20260615T120000250Z.lic"));
        files.move(source, target);
        assertThat(home.archived(source, now, files)).isEqualTo(folder.resolve("archive/a.20260615T120000250Z-2.lic"));
    }
}
