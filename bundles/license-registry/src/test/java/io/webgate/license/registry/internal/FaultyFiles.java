// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real disk with faults that a test can switch on, and a count of what was read. */
final class FaultyFiles implements DocumentFiles {

    private final DiskFiles disk = new DiskFiles();
    boolean full;
    boolean unreadable;
    boolean filesUnreadable;
    boolean immovable;

    /** Neither read nor written is what lies there. */
    @Nullable
    Path locked;

    /** What lies there can't be read, though it can be replaced, as what another user has written. */
    @Nullable
    Path hidden;

    /** What lies there is not written any more, since the host dies before it. */
    @Nullable
    Path fatal;

    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger lists = new AtomicInteger();

    /** As where a mount tells of its files late: listed is what was listed then. */
    volatile @Nullable List<Found> frozen;

    @Override
    public List<Found> list(Path folder) throws IOException {
        if (unreadable) {
            throw new AccessDeniedException(folder.toString());
        }
        lists.incrementAndGet();
        List<Found> stale = frozen;
        return stale != null ? stale : disk.list(folder);
    }

    @Override
    public Optional<Found> find(Path file) {
        return disk.find(file);
    }

    @Override
    public byte[] read(Path file, int most) throws IOException {
        if (filesUnreadable || isIn(locked, file) || isIn(hidden, file)) {
            throw new AccessDeniedException(file.toString());
        }
        reads.incrementAndGet();
        return disk.read(file, most);
    }

    @Override
    public byte[] read(Found found, int most) throws IOException {
        if (filesUnreadable || isIn(locked, found.path()) || isIn(hidden, found.path())) {
            throw new AccessDeniedException(found.path().toString());
        }
        reads.incrementAndGet();
        return disk.read(found, most);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        if (full) {
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        disk.write(file, bytes);
    }

    @Override
    public void replace(Path file, byte[] bytes) throws IOException {
        change(file);
        disk.replace(file, bytes);
    }

    @Override
    public void append(Path file, byte[] bytes) throws IOException {
        change(file);
        disk.append(file, bytes);
    }

    private void change(Path file) throws IOException {
        if (isIn(fatal, file)) {
            throw new Dead();
        }
        if (full) {
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        if (isIn(locked, file)) {
            throw new AccessDeniedException(file.toString());
        }
        writes.incrementAndGet();
    }

    private static boolean isIn(@Nullable Path folder, Path file) {
        return folder != null && file.startsWith(folder);
    }

    /** The process is gone: nothing catches it. */
    static final class Dead extends Error {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (immovable) {
            throw new AccessDeniedException(from.toString());
        }
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }
}
