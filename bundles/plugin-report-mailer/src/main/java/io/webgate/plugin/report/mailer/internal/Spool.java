// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Made reports that wait for their mails, as files below the host's {@code var}: they may be large, and the store's one writer is
 * the ledger's too. A file is whole and on disk before a run names it, and what is lost is made anew. For one thread.
 */
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final long mostOfOne;
    private final long mostOfAll;
    private final Lock lock;

    private boolean stuck;

    /**
     * @param mostOfOne bytes of one report; more no mail server takes
     * @param mostOfAll bytes of all that wait
     * @param lock on this folder
     */
    Spool(Path folder, long mostOfOne, long mostOfAll, Lock lock) {
        this.folder = folder;
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
        this.lock = lock;
    }

    /** The lock that lies beside a folder. */
    static Lock lockOf(Path folder) {
        return new SpoolLock(folder.resolveSibling(folder.getFileName() + ".lock"));
    }

    /** Excludes whoever else would work in the folder, here and in other processes. */
    interface Lock {
        /**
         * Waits for nobody.
         *
         * @return what to close at the end; empty where another one has the lock
         * @throws IOException where nobody can say whether another one has it
         */
        Optional<Closeable> tried() throws IOException;
    }

    /** Nobody can say whether another one is at work. */
    static final class NotLocked extends IOException {

        private static final long serialVersionUID = 1L;

        NotLocked(IOException why) {
            super(why.toString(), why);
        }
    }

    /** Writes a report. */
    interface Writing {
        /** Writes; false where what was written is to be thrown away. */
        boolean to(OutputStream out) throws IOException;
    }

    /** A file that is there. */
    record Kept(String file, String digest, long bytes) {}

    /** The report has more bytes than a mail may have. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("More than " + most + " bytes");
        }
    }

    /**
     * Does something while nobody else does anything in this folder, whatever classes he has: a bundle that is updated has new ones
     * while its old thread may still wait for a mail server. The lock falls with the thread's work, or with the process; no
     * clock decides whether somebody still lives.
     *
     * @return what the work returns; empty where another one is not over yet
     * @throws NotLocked where the lock can't be had, and nothing was done; that it does not close is no such failure
     */
    <T> Optional<T> alone(Supplier<T> work) throws NotLocked {
        Optional<Closeable> held;
        try {
            held = lock.tried();
        } catch (IOException e) {
            throw new NotLocked(e);
        }
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            release(held.get());
        }
    }

    /** Never fails: what was done is done. */
    private void release(Closeable held) {
        try {
            held.close();
            stuck = false;
        } catch (IOException e) {
            if (!stuck) {
                LOG.warn("The lock of the report mailer's spool did not close after its work: {}", e.toString());
            }
            LOG.debug("The lock did not close", e);
            stuck = true;
        }
    }

    long mostOfOne() {
        return mostOfOne;
    }

    /** Whether nothing more fits in until mails have gone. */
    boolean isFull() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        long all = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                all += Files.size(file);
            }
        }
        return all + mostOfOne > mostOfAll;
    }

    /**
     * Writes a file and brings it to disk.
     *
     * @return null where the writer threw it away
     * @throws TooLarge where it got too large; then nothing is left of it
     */
    @Nullable
    Kept write(String name, Writing writing) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(name + ".new");
        MessageDigest digest = sha256();
        boolean whole = false;
        try {
            long bytes;
            try (OutputStream file = Files.newOutputStream(fresh);
                    Bounded bounded = new Bounded(new DigestOutputStream(file, digest), mostOfOne)) {
                if (!writing.to(bounded)) {
                    return null;
                }
                bounded.flush();
                bytes = bounded.written;
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            whole = true;
            return new Kept(name, HexFormat.of().formatHex(digest.digest()), bytes);
        } finally {
            if (!whole) {
                Files.deleteIfExists(fresh);
            }
        }
    }

    /** Whether the file is there with every byte that was written. */
    boolean has(String name, String digest) throws IOException {
        MessageDigest found = sha256();
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                found.update(buffer, 0, read);
            }
        } catch (NoSuchFileException gone) {
            return false;
        }
        return HexFormat.of().formatHex(found.digest()).equals(digest);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    /** Deletes what no run waits for. */
    void keepOnly(Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static final class Bounded extends OutputStream {

        private final OutputStream to;
        private final long most;
        private long written;

        Bounded(OutputStream to, long most) {
            this.to = to;
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (written + length > most) {
                throw new TooLarge(most);
            }
            to.write(bytes, from, length);
            written += length;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }
}
