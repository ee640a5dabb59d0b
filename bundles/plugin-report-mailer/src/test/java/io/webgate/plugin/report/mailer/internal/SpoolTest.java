// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.Closeable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Who has the spool has it alone, in this process and among all. */
@Timeout(300)
final class SpoolTest {

    private Path folder;
    private Path file;

    @BeforeEach
    void in(@TempDir Path given) throws Exception {
        folder = Files.createDirectory(given.resolve("var"));
        file = folder.resolve("spool.lock");
    }

    /** Asks from another process, as only that sees what the operating system keeps. */
    private boolean isFreeForOthers() throws Exception {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(LockProbe.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        LockProbe.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        int answer = probe.waitFor();
        assertThat(answer).isIn(LockProbe.FREE, LockProbe.HELD);
        return answer == LockProbe.FREE;
    }

    @Test
    void R65_whoAsksInTheSameProcessDoesNotTakeTheLockFromTheHolder() throws Exception {
        Closeable held = new SpoolLock(file).tried().orElseThrow();
        assertThat(isFreeForOthers()).isFalse();
        assertThat(new SpoolLock(file).tried()).isEmpty();
        Path other = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
        assertThat(new SpoolLock(other.resolve("spool.lock")).tried()).isEmpty();
        assertThat(isFreeForOthers()).as("still held").isFalse();
        held.close();
        assertThat(isFreeForOthers()).isTrue();
        try (Closeable again = new SpoolLock(file).tried().orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    /** The classes of a bundle that was updated, while the old ones still hold the lock. */
    @Test
    void R65_otherClassesDoNotTakeItEither() throws Exception {
        Closeable held = new SpoolLock(file).tried().orElseThrow();
        URL classes = SpoolLock.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader updated = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = updated.loadClass(SpoolLock.class.getName());
            assertThat(type).isNotSameAs(SpoolLock.class);
            Constructor<?> make = type.getDeclaredConstructor(Path.class);
            make.setAccessible(true);
            Method tried = type.getDeclaredMethod("tried");
            tried.setAccessible(true);
            Object other = make.newInstance(file);
            assertThat(tried.invoke(other)).isEqualTo(Optional.empty());
            assertThat(isFreeForOthers()).as("still held").isFalse();
            held.close();
            Optional<?> now = (Optional<?>) tried.invoke(other);
            assertThat(isFreeForOthers()).isFalse();
            assertThat(new SpoolLock(file).tried()).isEmpty();
            ((Closeable) now.orElseThrow()).close();
        }
        assertThat(isFreeForOthers()).isTrue();
    }

    @Test
    void R65_aLockThatFailedIsNotHeld() throws Exception {
        Files.createDirectory(file);
        Spool spool = new Spool(folder.resolve("spool"), 1, 1, Spool.lockOf(folder.resolve("spool")));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(catchThrowable(() -> spool.alone(() -> 1))).isInstanceOf(Spool.NotLocked.class);
        }
        Files.delete(file);
        assertThat(spool.alone(() -> 1)).contains(1);
    }
}
