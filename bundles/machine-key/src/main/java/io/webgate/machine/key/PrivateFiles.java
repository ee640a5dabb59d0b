// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;

/**
 * Writes small secret files into a home: whole or not at all, durable, for their owner's eyes only. The owner is the
 * home's, so that what root writes at set-up is readable for the service.
 */
final class PrivateFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private final Path home;

    PrivateFiles(Path home) {
        this.home = home;
    }

    Path path(String folder, String name) {
        return home.resolve(folder).resolve(name);
    }

    void replace(String folder, String name, String content) throws IOException {
        Path file = path(folder, name);
        Path draft = draft(folder, content);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            LOG.debug("{} is replaced in two steps", file, e);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        settle(file);
    }

    /**
     * Writes a file that must not exist yet.
     *
     * @throws FileAlreadyExistsException if it does, perhaps since a moment
     */
    void create(String folder, String name, String content) throws IOException {
        Path file = path(folder, name);
        Path draft = draft(folder, content);
        try {
            link(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
        settle(file);
    }

    /** A link appears whole and never replaces anything, even if two programs do this at once. */
    private static void link(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.debug("No hard links beside {}", file, e);
            Files.move(draft, file);
        }
    }

    private Path draft(String folder, String content) throws IOException {
        Path directory = home.resolve(folder);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            giveToOwnerOfHome(directory);
        }
        // Made with mode 0600 and a name that did not exist; root must not follow a link that somebody puts there
        Path draft = Files.createTempFile(directory, ".", ".new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            giveToOwnerOfHome(draft);
            return draft;
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    private void giveToOwnerOfHome(Path path) throws IOException {
        if (!isPosix(path)) {
            return;
        }
        UserPrincipal owner = Files.getOwner(home);
        if (!owner.equals(Files.getOwner(path))) {
            try {
                Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(owner);
            } catch (FileSystemException e) {
                LOG.warn("{} could not be given to {}, the owner of the home: {}", path, owner, e.getMessage());
            }
        }
    }

    /** Makes the entry itself durable; only a POSIX folder can be opened for that. */
    private static void settle(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null && isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
