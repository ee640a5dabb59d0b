// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.format.TrustDocument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The folder in which a vendor keeps its keys: {@code keys.json}, mode 0600 in a folder of mode 0700. */
final class KeyFolder {

    private static final String FILE = "keys.json";

    private KeyFolder() {}

    static boolean isAt(Path dir) {
        return Files.isRegularFile(dir.resolve(FILE));
    }

    /** Writes a folder aside and moves it into its place; leaves one alone that someone else put there meanwhile. */
    static void create(Path dir, VendorKeys keys) throws IOException {
        Path parent = dir.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("A key folder can't be the root folder " + dir);
        }
        Files.createDirectories(parent);
        Path aside = Files.createTempDirectory(parent, "." + dir.getFileName() + "-", mode(parent, "rwx------"));
        try {
            write(aside.resolve(FILE), StoredKeys.write(keys), mode(aside, "rw-------"));
            Files.move(aside, dir, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!isAt(dir)) {
                throw e;
            }
        } finally {
            Files.deleteIfExists(aside.resolve(FILE));
            Files.deleteIfExists(aside);
        }
    }

    /** Puts other keys in the place of those in the folder, in one step. */
    static void replace(Path dir, VendorKeys keys) throws IOException {
        Path aside = Files.createTempFile(dir, ".keys-", ".json", mode(dir, "rw-------"));
        try {
            Files.delete(aside);
            write(aside, StoredKeys.write(keys), mode(dir, "rw-------"));
            Files.move(aside, dir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void write(Path file, String text, FileAttribute<?>[] mode) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] mode(Path at, String mode) throws IOException {
        return isPosix(at)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path at) throws IOException {
        return Files.getFileStore(at).supportsFileAttributeView("posix");
    }

    static VendorKeys read(Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        if (!isAt(dir)) {
            throw new IOException("There are no vendor keys: " + file + " is missing. Name a vendor's key folder.");
        }
        VendorKeys keys = StoredKeys.read(Files.readString(file), file);
        if (!keys.mode().equals(TrustDocument.DEVELOPMENT)) {
            requirePrivate(file);
        }
        return keys;
    }

    private static void requirePrivate(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
            open.addAll(Files.getPosixFilePermissions(file));
            open.removeAll(PosixFilePermissions.fromString("rw-------"));
            if (!open.isEmpty()) {
                throw new IOException(file + " is open to others " + open + ". Run: chmod 600 " + file);
            }
        }
    }
}
