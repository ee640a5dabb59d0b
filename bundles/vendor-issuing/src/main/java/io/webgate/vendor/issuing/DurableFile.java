// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Writes files that only their owner may read (mode 0600), whole or not at all, and so that they survive a power cut. */
final class DurableFile {

    private DurableFile() {}

    /** Writes a file that is not there yet. */
    static void create(Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, mode(folderOf(file), "rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Puts a file into the place of another, or where none was, in one step. */
    static void replace(Path file, byte[] content) throws IOException {
        Path folder = folderOf(file);
        Path aside = Files.createTempFile(folder, "." + file.getFileName() + "-", ".new", mode(folder, "rw-------"));
        try {
            Files.delete(aside);
            create(aside, content);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Makes what was renamed within a folder survive a power cut; where folders can't be forced, the system must do. */
    static void force(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static FileAttribute<?>[] mode(Path at, String mode) throws IOException {
        return isPosix(at)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path at) throws IOException {
        return Files.getFileStore(at).supportsFileAttributeView("posix");
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("There can't be a file " + file);
        }
        return folder;
    }
}
