// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One host a home: a lock of the operating system, which ends with the process however that ends. */
public final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StartFailure another host runs in this home */
    static HomeLock take(Home home) throws StartFailure {
        try {
            FileChannel channel =
                    FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw held(home);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "Cannot lock " + home.lockFile() + ": " + e,
                            "Не удаётся заблокировать " + home.lockFile() + ": " + e),
                    e);
        }
    }

    private static StartFailure held(Home home) throws IOException {
        String pid = Files.readString(home.lockFile()).trim();
        return new StartFailure(Bilingual.text(
                "Another host (process " + pid + ") runs in " + home.root() + ". Stop it with: webgate stop --home "
                        + home.root() + " — or name another home with --home.",
                "В " + home.root() + " уже работает другой узел (процесс " + pid
                        + "). Остановите его: webgate stop --home " + home.root()
                        + " — или укажите другую папку через --home."));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another host in this very process
        }
    }

    /** The process id of the host that runs in this home; empty where none does, whatever the file says. */
    public static Optional<Long> holder(Home home) throws IOException {
        if (!Files.exists(home.lockFile())) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(home.lockFile(), StandardOpenOption.WRITE)) {
            if (locked(channel)) {
                return Optional.empty();
            }
        }
        String pid = Files.readString(home.lockFile()).trim();
        return pid.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(pid));
    }

    /**
     * Whether a host has begun to start in this home and does not listen yet. The lock is tried only where the process that
     * the file names lives: a host that is just about to take it finds it taken for no longer than that, and only where the id
     * of one that has ended belongs to another process by now. Not for the host's own
     * process: closing a second channel would give its lock back.
     */
    public static boolean isStarting(Home home) throws IOException {
        if (home.port().isPresent() || !Files.exists(home.lockFile())) {
            return false;
        }
        String pid = Files.readString(home.lockFile()).trim();
        return !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent()
                && holder(home).isPresent();
    }

    /** Gives the home free. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the home cannot be given back", e);
        }
    }
}
