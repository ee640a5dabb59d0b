// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.format.LicenseDocuments;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The folder of documents as it is believed to be. A scan looks at every file, and reads those alone that have changed.
 * One thread at a time; what it returns is unmodifiable.
 *
 * <ul>
 *   <li>A file that does not verify and has changed within {@link #WRITING} may still be being written: it is read again
 *       before it is called damaged, and what it held before goes on counting (T14).
 *   <li>A document that no file holds any more counts for another {@link #SETTLE}, shown as vanishing (R14).
 *   <li>While the folder or a file can't be read, what was read last goes on counting (T9).
 * </ul>
 */
final class DocumentFolder {

    /** How long a file must be unchanged before what it holds is final. */
    static final Duration WRITING = Duration.ofMillis(1500);

    /** How long an unsigned loss takes to become effective (R14). */
    static final Duration SETTLE = Duration.ofSeconds(60);

    private static final int FEW = 8;

    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);

    private final Path path;
    private final DocumentFiles files;
    private final DocumentReader reader;
    private final Map<Path, Watched> watched = new TreeMap<>();
    private final Map<License, Held> held = new LinkedHashMap<>();
    private boolean scanned;
    private long changes;
    private boolean failing;

    DocumentFolder(Path path, DocumentFiles files, DocumentReader reader) {
        this.path = path;
        this.files = files;
        this.reader = reader;
    }

    /**
     * Looks at every file.
     *
     * @param nanos monotonic time; ages are measured by it, so that a wall clock that jumps ends no settle time
     * @param wall only to tell on the first scan which files have long been complete
     */
    void scan(long nanos, Instant wall) {
        List<DocumentFiles.Found> listing;
        try {
            listing = files.list(path);
        } catch (NoSuchFileException e) {
            listing = List.of();
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "Licence folder {} can't be read, what was read last goes on counting: {}", path, e.toString());
            }
            failing = true;
            return;
        }
        if (failing) {
            LOG.info("Licence folder {} can be read again", path);
        }
        failing = false;
        boolean changed = watched.keySet()
                .retainAll(listing.stream().map(DocumentFiles.Found::path).collect(Collectors.toSet()));
        List<Watched> due = listing.stream()
                .map(found -> watch(found, nanos, wall))
                .filter(file -> !file.settled)
                .toList();
        // Signatures are independent of each other: the first scan of many documents uses all cores
        List<Examined> examined = (due.size() > FEW ? due.parallelStream() : due.stream())
                .map(file -> file.examine(nanos, files, reader))
                .toList();
        for (Examined each : examined) {
            changed |= each.file().take(each);
        }
        if (changed || held.values().stream().anyMatch(known -> known.vanishing)) {
            hold(nanos);
        }
        scanned = true;
    }

    private Watched watch(DocumentFiles.Found found, long nanos, Instant wall) {
        Watched file = watched.computeIfAbsent(found.path(), Watched::new);
        if (!found.equals(file.found)) {
            boolean old = !scanned
                    && file.found == null
                    && !found.modified().toInstant().plus(WRITING).isAfter(wall);
            file.changed(found, old ? nanos - WRITING.toNanos() : nanos);
        }
        return file;
    }

    /** Compares what files hold now with what was held: new, back, vanishing, gone. */
    private void hold(long nanos) {
        Map<License, List<Path>> found = new LinkedHashMap<>();
        Map<License, String> hashes = new HashMap<>();
        Map<License, Set<List<String>>> signers = new HashMap<>();
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Sound sound) {
                hashes.putIfAbsent(sound.license(), sound.sha256());
                signers.computeIfAbsent(sound.license(), license -> new HashSet<>())
                        .add(sound.signers());
                found.computeIfAbsent(sound.license(), license -> new ArrayList<>())
                        .add(file.path);
            }
        }
        held.values().removeIf(known -> !found.containsKey(known.license) && known.missing(nanos));
        found.forEach((license, where) -> held.computeIfAbsent(license, Held::new)
                .present(
                        List.copyOf(where),
                        hashes.getOrDefault(license, ""),
                        signers.getOrDefault(license, Set.of()),
                        scanned));
        changes++;
    }

    /** The folder has been read once, and no file is still being written as far as one can see. */
    boolean isComplete() {
        return scanned && watched.values().stream().noneMatch(file -> file.pending);
    }

    /** The folder could be listed at least once. */
    boolean isScanned() {
        return scanned;
    }

    /** Grows whenever {@link #documents} or {@link #damaged} may have changed. */
    long changes() {
        return changes;
    }

    /** Every document, once however many files hold it. */
    Collection<Present> documents() {
        return held.values().stream()
                .map(known -> new Present(known.license, known.sha256, known.signers, known.vanishing, known.files))
                .toList();
    }

    /** The files that hold a vendor's statement; what became of it is for others to know. */
    Collection<StatementFile> statements() {
        List<StatementFile> statements = new ArrayList<>();
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Statement statement && file.found != null) {
                statements.add(
                        new StatementFile(statement, file.found.modified().toInstant(), file.path));
            }
        }
        return statements;
    }

    /** The statements that came along with documents. */
    Collection<byte[]> attached() {
        List<byte[]> attached = new ArrayList<>();
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Sound sound) {
                attached.addAll(sound.attached());
            }
        }
        return attached;
    }

    /** Reads damaged files once more: a key has become known since, and may be the one that they are signed with. */
    void reconsiderDamaged() {
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Damaged) {
                file.forget();
            }
        }
    }

    /** Every file that does not hold a document. */
    Collection<DamagedFile> damaged() {
        List<DamagedFile> damaged = new ArrayList<>();
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Damaged reading && file.found != null) {
                damaged.add(new DamagedFile(reading, file.found.modified().toInstant(), file.path));
            }
        }
        return damaged;
    }

    /** Lets go of files that were moved away by us: their documents end at once. */
    void release(Collection<Path> moved, Predicate<License> documents) {
        watched.keySet().removeAll(moved);
        changes++;
        held.keySet().removeIf(documents);
    }

    /**
     * A document.
     *
     * @param sha256 of the first file that holds it
     * @param signers the pairs of keys with which its files are signed
     * @param files where it lies; empty while it is vanishing
     */
    record Present(License license, String sha256, Set<List<String>> signers, boolean vanishing, List<Path> files) {}

    /** A file that holds a statement. */
    record StatementFile(Reading.Statement reading, Instant since, Path file) {}

    /** A file that holds no document. */
    record DamagedFile(Reading.Damaged reading, Instant since, Path file) {}

    /** One file and what it was last found to hold. */
    private static final class Watched {

        private final Path path;
        private DocumentFiles.@Nullable Found found;
        private @Nullable Reading reading;
        private @Nullable Reading lastRead;
        private long since;
        private boolean settled;
        private boolean pending;
        private boolean unreadable;

        Watched(Path path) {
            this.path = path;
        }

        void changed(DocumentFiles.Found now, long nanos) {
            found = now;
            since = nanos;
            settled = false;
        }

        void forget() {
            settled = false;
            reading = null;
            lastRead = null;
        }

        /** Reads and verifies; changes nothing, so files are examined side by side. */
        Examined examine(long nanos, DocumentFiles files, DocumentReader reader) {
            boolean young = nanos - since < WRITING.toNanos();
            byte[] bytes;
            try {
                bytes = files.read(path, LicenseDocuments.MAX_BYTES + 1);
            } catch (IOException e) {
                return new Examined(this, young, e, null);
            }
            String sha256 = DocumentReader.sha256(bytes);
            boolean same = reading != null && sha256.equals(reading.sha256());
            boolean waiting = lastRead != null && sha256.equals(lastRead.sha256());
            return new Examined(this, young, null, same ? reading : waiting ? lastRead : reader.read(bytes, sha256));
        }

        /** @return whether it now holds something else */
        boolean take(Examined examined) {
            Reading now = examined.reading();
            if (now == null) {
                if (!unreadable) {
                    LOG.warn(
                            "Licence file {} can't be read, what it held before goes on counting: {}",
                            path,
                            String.valueOf(examined.failure()));
                }
                unreadable = true;
                pending = false;
                return false;
            }
            unreadable = false;
            settled = !examined.young();
            lastRead = now;
            pending = examined.young() && now instanceof Reading.Damaged && !now.equals(reading);
            if (pending || now.equals(reading)) {
                return false;
            }
            reading = now;
            if (now instanceof Reading.Damaged damaged) {
                LOG.warn(
                        "Licence file {} is damaged: {}", path, damaged.reason().english());
            }
            return true;
        }
    }

    /**
     * What a look into a file gave.
     *
     * @param failure why it could not be read; null if it could
     * @param reading what it holds; null where it could not be read
     */
    private record Examined(Watched file, boolean young, @Nullable IOException failure, @Nullable Reading reading) {}

    /** One document and the files that hold it. */
    private static final class Held {

        private final License license;
        private List<Path> files = List.of();
        private String sha256 = "";
        private Set<List<String>> signers = Set.of();
        private boolean vanishing;
        private long vanishedAt;

        Held(License license) {
            this.license = license;
        }

        /** @param told whether what is new is to be told of one by one, which at the start it is not */
        void present(List<Path> where, String hash, Set<List<String>> by, boolean told) {
            if (told && !where.equals(files)) {
                LOG.info("Licence {} is {} {}", license.id(), vanishing ? "back in" : "in", where);
            }
            vanishing = false;
            files = where;
            sha256 = hash;
            signers = Set.copyOf(by);
        }

        /** @return whether the settle time is over */
        boolean missing(long nanos) {
            if (!vanishing) {
                LOG.warn(
                        "Licence {} has vanished from {}; unless it comes back it ends in {} s",
                        license.id(),
                        files,
                        SETTLE.toSeconds());
                vanishing = true;
                vanishedAt = nanos;
                files = List.of();
                return false;
            }
            boolean over = nanos - vanishedAt >= SETTLE.toNanos();
            if (over) {
                LOG.warn("Licence {} has ended: its file did not come back", license.id());
            }
            return over;
        }
    }
}
