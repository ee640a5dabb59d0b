// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the other libraries are measured with is verified by them: a file that was changed fails. */
class LicencesTest {

    private final Instant now = new MachineTime().instant();

    @Test
    void license3jVerifiesWhatItReads(@TempDir Path folder) throws Exception {
        verifies(License3jLicences.issue(folder, 2, now), License3jLicences.issue(folder.resolve("other"), 1, now));
    }

    @Test
    void trueLicenseVerifiesWhatItReads(@TempDir Path folder) throws Exception {
        verifies(TrueLicenseLicences.issue(folder, 2, now), TrueLicenseLicences.issue(folder.resolve("other"), 1, now));
    }

    private static void verifies(Licences licences, Licences ofAnotherKey) throws Exception {
        for (int number = 0; number < licences.files().size(); number++) {
            assertThat(licences.check(licences.files().get(number))).isEqualTo(new Terms(number).total());
        }
        assertThatThrownBy(() -> licences.check(ofAnotherKey.files().get(0))).isInstanceOf(Exception.class);
        Path file = licences.files().get(1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> licences.check(file)).isInstanceOf(Exception.class);
    }
}
