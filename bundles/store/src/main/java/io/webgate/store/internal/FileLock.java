// SPDX-License-Identifier: Apache-2.0
package io.webgate.store.internal;

import io.webgate.store.StoreException;
import io.webgate.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a database file this process's own. The operating system gives the lock up when the process dies, however it
 * dies. The file beside the database is never deleted: to delete it would let two processes lock two files of one name.
 */
final class FileLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileLock.class);

    /**
     * Locked by this process. Asked before the file is touched, since to close any channel on a file gives up all locks
     * that the process holds on it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private FileLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the directory, readable by its owner alone, if it is not there. */
    static FileLock take(Path database) throws StoreException {
        try {
            Path directory = directory(database);
            Path path = directory.toRealPath().resolve(database.getFileName() + ".lock");
            if (!OURS.add(path)) {
                throw inUse(database, "this process itself");
            }
            boolean locked = false;
            try {
                FileLock lock = lock(database, path);
                locked = true;
                return lock;
            } finally {
                if (!locked) {
                    OURS.remove(path);
                }
            }
        } catch (IOException e) {
            boolean readOnly = e instanceof AccessDeniedException
                    || (e instanceof FileSystemException reason
                            && String.valueOf(reason.getReason()).contains("Read-only"));
            throw new StoreException(
                    readOnly ? Kind.READ_ONLY : Kind.FAILED,
                    "Database " + database + ": its directory can't be used (" + e
                            + "): check that it exists, is a directory and can be written",
                    e);
        }
    }

    private static Path directory(Path database) throws IOException {
        Path directory = database.getParent();
        if (directory == null) {
            throw new FileSystemException(database.toString(), null, "it has no directory");
        }
        if (Files.isDirectory(directory)) {
            return directory;
        }
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        return Files.createDirectories(directory, ownerOnly);
    }

    private static FileLock lock(Path database, Path path) throws IOException, StoreException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            if (channel.tryLock() == null) {
                throw inUse(database, holder(channel));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
            locked = true;
            return new FileLock(path, channel);
        } catch (OverlappingFileLockException e) {
            throw inUse(database, "this process itself");
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString();
        return pid.matches("[0-9]+") ? "process " + pid : "another process";
    }

    private static StoreException inUse(Path database, String holder) {
        return new StoreException(
                Kind.BUSY,
                "Database " + database + " is in use by " + holder
                        + ", and only one may use it: stop that one, or give this host a home of its own");
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("The lock {} did not close cleanly: {}", path, e.getMessage());
        } finally {
            OURS.remove(path);
        }
    }
}
