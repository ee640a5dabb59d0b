// SPDX-License-Identifier: Apache-2.0
package io.webgate.house;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The texts of settings, in both languages and in the one encoding that every reader of them understands. */
final class L10nTest {

    private static final Path BUNDLES = Path.of("..", "..", "bundles");
    private static final String RUSSIAN = "_ru.properties";

    @Test
    void R100_textsOfSettingsAreAsciiWithEscapes() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at < bytes.length; at++) {
                assertThat(bytes[at])
                        .as("%s, byte %d: write it as \\uXXXX", file, at)
                        .isNotNegative();
            }
        }
    }

    @Test
    void R100_everyEnglishTextOfASettingHasARussianOne() throws IOException {
        for (Path english : files()) {
            if (!english.toString().endsWith(RUSSIAN)) {
                Path russian =
                        english.resolveSibling(english.getFileName().toString().replace(".properties", RUSSIAN));
                assertThat(russian).exists();
                assertThat(read(russian).keySet())
                        .as("%s", russian)
                        .isEqualTo(read(english).keySet());
            }
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties texts = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            texts.load(stream);
        }
        return texts;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> bundles = Files.list(BUNDLES)) {
            List<Path> folders = bundles.map(bundle -> bundle.resolve("src/main/resources/OSGI-INF/l10n"))
                    .filter(Files::isDirectory)
                    .toList();
            List<Path> all = new ArrayList<>();
            for (Path folder : folders) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".properties"))
                            .forEach(all::add);
                }
            }
            assertThat(all).hasSizeGreaterThan(1);
            return all;
        }
    }
}
