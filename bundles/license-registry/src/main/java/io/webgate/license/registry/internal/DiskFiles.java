// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Files on a real disk, with the synchronisations that make a rename survive a loss of power (R8). */
final class DiskFiles implements DocumentFiles {

    static final String SUFFIX = ".lic";

    /** So many are asked for on all cores. */
    private static final int MANY = 1_000;

    /** No smaller room is made where more is to come, and for no larger one it is kept. */
    private static final int SOME = 16_384;

    /** What small files are read into, which most are: what is made of it is as long as the file. */
    private final ThreadLocal<byte[]> scratch = ThreadLocal.withInitial(() -> new byte[SOME]);

    /** Where the file system has none. */
    private static final String NO_KEY = "none";

    @Override
    public List<Found> list(Path folder) throws IOException {
        List<Path> named = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, DiskFiles::isNamed)) {
            stream.forEach(named::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return (named.size() > MANY ? named.parallelStream() : named.stream())
                .map(DiskFiles::look)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isNamed(Path file) {
        // A path keeps the text that it was once asked for; that of the name alone nobody keeps
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    @Override
    public Optional<Found> find(Path file) {
        return isNamed(file) ? look(file) : Optional.empty();
    }

    private static Optional<Found> look(Path path) {
        try {
            // Follows links: container platforms mount documents as links. A pipe would block, so only regular files
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Found(
                            path,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant(),
                            Objects.requireNonNullElse(attributes.fileKey(), NO_KEY)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // Gone between listing and looking, or a link to nothing: it is not there
            return Optional.empty();
        } catch (IOException e) {
            // There, but out of reach: reading it will say why
            return Optional.of(new Found(path, -1, Instant.EPOCH, "unreadable"));
        }
    }

    @Override
    public byte[] read(Path file, int most) throws IOException {
        return read(file, Files.size(file), most);
    }

    @Override
    public byte[] read(Found found, int most) throws IOException {
        // A channel asks its path for a text, which this path would keep as long as the file is known
        Path sameFile = found.path().resolveSibling(found.path().getFileName());
        return read(sameFile, Math.max(found.size(), 0), most);
    }

    /** @param size that it is said to have */
    private byte[] read(Path file, long size, int most) throws IOException {
        // Room for one byte more shows that it has grown
        int room = (int) Math.min(size + 1, most);
        byte[] read = room <= SOME ? scratch.get() : new byte[room];
        // A stream and no channel: one that an interrupted thread reads would be closed
        try (InputStream in = Files.newInputStream(file)) {
            // At once: of thousands of files each call counts
            int length = Math.max(in.read(read, 0, room), 0);
            if (length == size && length < room) {
                return Arrays.copyOf(read, length);
            }
            length += in.readNBytes(read, length, room - length);
            while (length == room && length < most) {
                room = (int) Math.min(Math.max(2L * length, SOME), most);
                read = Arrays.copyOf(read, room);
                length += in.readNBytes(read, length, room - length);
            }
            return Arrays.copyOf(read, length);
        }
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        Path folder = folderOf(file);
        Files.createDirectories(folder);
        // One name per target: what a crash left of an earlier attempt is overwritten, and never taken for a document
        Path draft = folder.resolve("." + file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writeAll(channel, bytes);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(draft, e);
            throw e;
        }
        try {
            synchronize(folder);
        } catch (IOException e) {
            discard(file, e);
            throw e;
        }
    }

    @Override
    public void replace(Path file, byte[] bytes) throws IOException {
        Path folder = folderOf(file);
        Files.createDirectories(folder);
        Path draft = folder.resolve("." + file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            writeAll(channel, bytes);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronize(folder);
    }

    @Override
    public void append(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            writeAll(channel, bytes);
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    private static void discard(Path file, IOException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.createDirectories(folderOf(to));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        synchronize(folderOf(to));
        synchronize(folderOf(from));
    }

    @Override
    public void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            synchronize(folderOf(file));
        }
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("File '" + file + "' has no folder");
        }
        return folder;
    }

    /** Makes names durable. Only POSIX systems can open a folder; elsewhere the file system keeps its own journal. */
    private static void synchronize(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
