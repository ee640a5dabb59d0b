// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The lock on a file, for one holder among all processes and, within this one, among all class loaders. The operating system
 * keeps it, so that it falls with the process. Thread-safe.
 *
 * <p>Where the process holds the lock already the file is not opened a second time: on POSIX systems whoever closes any channel of
 * a file drops all locks that his process has on it. Who holds it is therefore first of all a system property, the one map that
 * all class loaders share.
 */
final class SpoolLock implements Spool.Lock {

    private static final String HELD = "io.webgate.plugin.report-mailer.held:";

    private final Path file;

    /** @param file is made where it is not there, and stays */
    SpoolLock(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Closeable> tried() throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path real = folder.toRealPath().resolve(file.getFileName());
        String key = HELD + real;
        Properties shared = System.getProperties();
        if (shared.putIfAbsent(key, Thread.currentThread().getName()) != null) {
            return Optional.empty();
        }
        Optional<Closeable> held = Optional.empty();
        try {
            held = opened(real, () -> shared.remove(key));
            return held;
        } finally {
            if (held.isEmpty()) {
                shared.remove(key);
            }
        }
    }

    private static Optional<Closeable> opened(Path file, Runnable afterwards) throws IOException {
        FileChannel open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = open.tryLock() != null;
        } catch (OverlappingFileLockException heldByWhoIgnoresTheProperty) {
            locked = false;
        } finally {
            if (!locked) {
                open.close();
            }
        }
        return locked ? Optional.of(() -> released(open, afterwards)) : Optional.empty();
    }

    private static void released(FileChannel open, Runnable afterwards) throws IOException {
        try {
            open.close();
        } finally {
            afterwards.run();
        }
    }
}
