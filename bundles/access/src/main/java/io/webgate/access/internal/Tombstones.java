// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which sessions ended and may still be in the store, in a file of their own: what was ended stays ended over a crash, and
 * also where the store failed from then on (T47, R56). The file has room for some from the beginning, since it matters
 * most when the disk is full. One line each; a line that was not wholly written is none, and its end was not yet told to
 * anyone. Thread-safe.
 */
final class Tombstones {

    static final String FILE = "ended-sessions";

    static final int ROOM = 64;
    private static final String EMPTY = " ".repeat(64);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path file;
    private final List<String> lines;

    private Tombstones(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** What lies in this folder; made where there is nothing. */
    static Tombstones in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        List<String> lines = new ArrayList<>();
        String found = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        for (String line : found.lines().toList()) {
            lines.add(HASH.matcher(line).matches() ? line : EMPTY);
        }
        while (lines.size() < ROOM) {
            lines.add(EMPTY);
        }
        if (!text(lines).equals(found)) {
            OwnerFile.write(folder, FILE, text(lines).getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Tombstones(file, lines);
    }

    synchronized Set<String> hashes() {
        Set<String> hashes = new HashSet<>(lines);
        hashes.remove(EMPTY);
        return hashes;
    }

    /** Returns when it is on the disk. */
    synchronized void add(Collection<String> hashes) throws IOException {
        for (String hash : hashes) {
            if (!lines.contains(hash)) {
                int free = lines.indexOf(EMPTY);
                if (free < 0) {
                    lines.add(hash);
                } else {
                    lines.set(free, hash);
                }
            }
        }
        write(true);
    }

    /** The store took it. Need not last: an end that is told twice is the same end. */
    synchronized void remove(String hash) throws IOException {
        int at = lines.indexOf(hash);
        if (at >= 0) {
            lines.set(at, EMPTY);
            write(false);
        }
    }

    /** In place: a line keeps its place, so that a write that breaks off loses none that was there before. */
    private void write(boolean last) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text(lines).getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (last) {
                channel.force(true);
            }
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
