// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read of a file: all of it, up to the bound. */
class DiskFilesTest {

    private final DiskFiles files = new DiskFiles();

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "1, 10, 1",
        "9, 10, 9",
        "10, 10, 10",
        "11, 10, 10",
        "70000, 65537, 65537",
        "65536, 65537, 65536"
    })
    void readsAllUpToTheBound(int size, int most, int expected, @TempDir Path folder) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(folder.resolve("one.jws"), bytes);

        assertThat(files.read(file, most)).isEqualTo(Arrays.copyOf(bytes, expected));
    }

    /** Linux says of such a file that it has no bytes, as of one that grows while it is read. */
    @Test
    void readsWhatIsLongerThanItWasSaidToBe() throws IOException {
        Path file = Path.of("/proc/self/environ");
        Assumptions.assumeTrue(Files.isReadable(file) && Files.size(file) == 0);

        byte[] read = files.read(file, 65537);

        assertThat(read).isEqualTo(Files.readAllBytes(file));
        assertThat(new String(read, StandardCharsets.ISO_8859_1)).contains("=");
        assertThat(files.read(file, 5)).isEqualTo(Arrays.copyOf(read, 5));
    }

    /** It was another file when it was found: shorter, longer, empty, out of reach. All that is there now is read. */
    @ParameterizedTest
    @CsvSource({
        "9, 9",
        "9, 8",
        "9, 0",
        "9, -1",
        "9, 10",
        "9, 90000",
        "0, 0",
        "0, 5",
        "16383, 16383",
        "16384, 16384",
        "16385, 16383",
        "16385, 16385",
        "70000, 5",
        "70000, 16383",
        "70000, 69999",
        "70000, 70000",
        "70000, 90000"
    })
    void readsAllOfAFileWhateverWasFoundOfIt(int size, long found, @TempDir Path folder) throws IOException {
        byte[] before = new byte[20_000];
        Arrays.fill(before, (byte) 7);
        files.read(Files.write(folder.resolve("before.lic"), before), 65_537); // leaves something behind
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(folder.resolve("one.lic"), bytes);

        for (int most : new int[] {5, 16_384, 65_537, 100_000}) {
            assertThat(files.read(new DocumentFiles.Found(file, found, Instant.EPOCH, "key"), most))
                    .isEqualTo(Arrays.copyOf(bytes, Math.min(size, most)));
        }
    }

    @Test
    void saysOfAFileThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> files.read(folder.resolve("none.jws"), 10)).isInstanceOf(NoSuchFileException.class);
    }
}
