// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import static org.assertj.core.api.Assertions.assertThat;

/** A real folder and the real system's word: waits for what it tells, never for a fixed time. */
@Timeout(300)
class FolderWatchTest {

    private int probes;
    private final BlockingQueue<Collection<Path>> heard = new LinkedBlockingQueue<>();

    @Test
    void tellsOfFilesThatComeAreReplacedAndGo_P9(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.lic");
        try (FolderWatch watch = new FolderWatch(folder, heard::add)) {
            assertThat(watch).isNotNull();
            awaitWord(folder);
            Path draft = Files.write(folder.resolve(".a.lic.part"), bytes("one"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(next("a.lic")).contains(file);
            Files.write(file, bytes("two"));
            assertThat(next("a.lic")).contains(file);
            Files.delete(file);
            assertThat(next("a.lic")).contains(file);
        }
    }

    @Test
    void findsAFolderThatComesLaterAndComesAgain(@TempDir Path home) throws Exception {
        Path folder = home.resolve("licenses");
        try (FolderWatch watch = new FolderWatch(folder, heard::add)) {
            assertThat(watch).isNotNull();
            Files.createDirectory(folder);
            awaitWord(folder);
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            Files.createDirectory(folder);
            awaitWord(folder);
        }
    }

    /**
     * Until the folder is watched nothing is heard of it, so a file is written again and again. Its name is new each time: a
     * late word of an earlier folder is no word of this one.
     */
    private void awaitWord(Path folder) throws Exception {
        Path probe = folder.resolve("probe-" + ++probes + ".lic");
        Collection<Path> word = heard.poll();
        while (word == null || !word.contains(probe)) {
            Files.write(probe, bytes("probe"));
            word = heard.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        heard.clear();
    }

    private Collection<Path> next(String name) throws InterruptedException {
        Collection<Path> word = heard.take();
        while (word.stream().noneMatch(file -> file.endsWith(name))) {
            word = heard.take();
        }
        assertThat(word).allMatch(file -> file.toString().endsWith(".lic"));
        return word;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
