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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

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

    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);

    private final Path path;
    private final DocumentFiles files;
    private final DocumentReader reader;
    private final Map<Path, Watched> watched = new HashMap<>();

    /** Files that hold no document, by name: few, so that whoever asks for them need not look at all. */
    private final SortedMap<Path, Watched> others = new TreeMap<>();

    private final SortedMap<Path, Watched> bearers = new TreeMap<>();
    private final Map<Content, Held> held = new LinkedHashMap<>();
    private final Map<Identity, Integer> bearing = new HashMap<>();
    private final Set<Content> vanishing = new LinkedHashSet<>();

    /** Documents of which a file has come or gone since {@link #hold} decided about them. */
    private Set<Content> open = new LinkedHashSet<>();

    private Set<Content> changed = new LinkedHashSet<>();

    /** A key pair as the only signers of a document, which nearly all have; as many as there are pairs. */
    private final Map<List<String>, Set<List<String>>> alone = new HashMap<>();

    /** Lines for the log. A line takes as long as a signature, so the limits come first. */
    private final List<Runnable> untold = new ArrayList<>();

    /** How many files may still be being written. */
    private int pending;

    private boolean scanned;
    private long round;
    private long changes;
    private long otherChanges;
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
        round++;
        List<Watched> due = new ArrayList<>();
        for (DocumentFiles.Found found : listing) {
            Watched file = watch(found, nanos, wall);
            file.seen = round;
            if (!file.settled) {
                due.add(file);
            }
        }
        if (listing.size() < watched.size()) {
            List<Watched> gone =
                    watched.values().stream().filter(file -> file.seen != round).toList();
            gone.forEach(this::leave);
        }
        examine(due, nanos);
        hold(nanos);
        scanned = true;
    }

    /**
     * Looks at one file, which somebody has said may have changed. It does for this file what the next scan would do, so
     * a word that is wrong, or never comes, changes nothing but the time.
     */
    void look(Path file, long nanos, Instant wall) {
        if (!scanned || failing) {
            return;
        }
        Optional<DocumentFiles.Found> found = files.find(file);
        if (found.isPresent()) {
            Watched known = watch(found.get(), nanos, wall);
            if (!known.settled) {
                examine(List.of(known), nanos);
            }
        } else {
            Watched known = watched.get(file);
            if (known != null) {
                leave(known);
            }
        }
        hold(nanos);
    }

    /** Signatures are independent of each other: the first scan of many documents uses all cores. */
    private void examine(List<Watched> due, long nanos) {
        List<Examined> examined = Cores.map(due, file -> file.examine(nanos, files, reader));
        for (Examined each : examined) {
            Watched file = each.file();
            Reading before = file.reading;
            boolean waited = file.pending;
            if (file.take(each)) {
                leave(file, before);
                enter(file);
            }
            pending += (file.pending ? 1 : 0) - (waited ? 1 : 0);
        }
    }

    private Watched watch(DocumentFiles.Found found, long nanos, Instant wall) {
        Watched file = watched.computeIfAbsent(found.path(), Watched::new);
        if (!found.equals(file.found)) {
            boolean old = !scanned
                    && file.found == null
                    && !found.modified().plus(WRITING).isAfter(wall);
            file.changed(found, old ? nanos - WRITING.toNanos() : nanos);
        }
        return file;
    }

    /** A file that is not there any more. */
    private void leave(Watched file) {
        watched.remove(file.path);
        pending -= file.pending ? 1 : 0;
        leave(file, file.reading);
    }

    private void leave(Watched file, @Nullable Reading before) {
        if (before instanceof Reading.Sound sound) {
            bearers.remove(file.path);
            Held known = held.get(sound.content());
            if (known != null) {
                known.leave(file);
                open.add(sound.content());
            }
        } else if (others.remove(file.path) != null) {
            otherChanges++;
            changes++;
        }
    }

    /** A file that now holds what it was found to hold. */
    private void enter(Watched file) {
        if (file.reading instanceof Reading.Sound sound) {
            if (!sound.attached().isEmpty()) {
                bearers.put(file.path, file);
                otherChanges++;
            }
            Held known = known(sound.content());
            known.enter(file);
            if (file.found != null) {
                known.came(file.found.modified());
            }
            open.add(sound.content());
        } else {
            others.put(file.path, file);
            otherChanges++;
            changes++;
        }
    }

    private Held known(Content content) {
        Held known = held.get(content);
        if (known == null) {
            known = new Held(content);
            held.put(content, known);
            bearing.merge(content.identity(), 1, Integer::sum);
        }
        return known;
    }

    private void end(Content content) {
        if (held.remove(content) != null) {
            bearing.computeIfPresent(content.identity(), (identity, number) -> number == 1 ? null : number - 1);
            vanishing.remove(content);
            changed.add(content);
            changes++;
        }
    }

    /**
     * Decides about the documents of which files have come or gone, and about those that are vanishing: new, back,
     * vanishing, gone. Only after all files have been looked at, so that one that was renamed has not been away.
     */
    private void hold(long nanos) {
        Set<Content> due = open;
        due.addAll(vanishing);
        open = new LinkedHashSet<>();
        for (Content content : due) {
            Held known = held.get(content);
            if (known == null) {
                continue;
            }
            if (known.isFound()) {
                known.present(scanned, untold, this::signers);
                vanishing.remove(content);
                changed.add(content);
                changes++;
            } else if (vanishing.add(content)) {
                known.vanish(nanos, untold);
                changed.add(content);
                changes++;
            } else if (known.isOver(nanos, untold)) {
                end(content);
            }
        }
    }

    /** The key pairs with which the files of one document are signed. */
    private Set<List<String>> signers(Collection<Watched> files) {
        if (files.size() == 1 && files.iterator().next().reading instanceof Reading.Sound sound) {
            return alone.computeIfAbsent(sound.signers(), Set::of);
        }
        Set<List<String>> pairs = new HashSet<>();
        for (Watched file : files) {
            if (file.reading instanceof Reading.Sound sound) {
                pairs.add(sound.signers());
            }
        }
        return Set.copyOf(pairs);
    }

    /** Writes to the log what has come and gone since this was called last; to be called after each {@link #scan} and look. */
    void tell() {
        List<Runnable> lines = List.copyOf(untold);
        untold.clear();
        lines.forEach(Runnable::run);
    }

    /** Whether nothing waits for {@link #tell}. */
    boolean isTold() {
        return untold.isEmpty();
    }

    /** The documents that have come, gone or changed in how they are shown since this was asked last; the caller's own. */
    Set<Content> takeChanged() {
        Set<Content> taken = changed;
        changed = new LinkedHashSet<>();
        return taken;
    }

    /** How many documents bear this name: more than one is a mistake of the vendor. */
    int bearing(Identity identity) {
        return bearing.getOrDefault(identity, 0);
    }

    /** The document with these contents, if any file holds it or did until a moment ago. */
    Optional<Present> document(Content content) {
        return Optional.ofNullable(held.get(content)).map(Held::shown);
    }

    /** The folder has been read once, and no file is still being written as far as one can see. */
    boolean isComplete() {
        return scanned && pending == 0;
    }

    /** The folder could be listed at least once. */
    boolean isScanned() {
        return scanned;
    }

    /** Grows whenever {@link #documents} or {@link #damaged} may have changed. */
    long changes() {
        return changes;
    }

    /** Grows whenever {@link #damaged}, {@link #statements} or {@link #attached} may have changed. */
    long otherChanges() {
        return otherChanges;
    }

    /** Every document, once however many files hold it. */
    Collection<Present> documents() {
        List<Present> documents = new ArrayList<>(held.size());
        for (Held known : held.values()) {
            documents.add(known.shown());
        }
        return documents;
    }

    /** The files that hold a vendor's statement; what became of it is for others to know. */
    Collection<StatementFile> statements() {
        List<StatementFile> statements = new ArrayList<>();
        for (Watched file : others.values()) {
            if (file.reading instanceof Reading.Statement statement && file.found != null) {
                statements.add(new StatementFile(statement, file.found.modified(), file.path));
            }
        }
        return statements;
    }

    /** The statements that came along with documents. */
    Collection<byte[]> attached() {
        List<byte[]> attached = new ArrayList<>();
        for (Watched file : bearers.values()) {
            if (file.reading instanceof Reading.Sound sound) {
                attached.addAll(sound.attached());
            }
        }
        return attached;
    }

    /**
     * Reads files once more, since it is known otherwise what keys are worth: damaged ones, which may be signed with a key
     * that has become known, and those of documents that do not stand any more. Such a document ends at once: that its key
     * counts no more was signed (R14). Also where its file can't be read at the moment.
     */
    void reconsider(BiPredicate<List<String>, License> stands, long nanos) {
        List<Watched> due = new ArrayList<>();
        Map<Watched, Reading.Sound> fallen = new LinkedHashMap<>();
        for (Watched file : watched.values()) {
            if (file.reading instanceof Reading.Sound sound) {
                if (!stands.test(sound.signers(), sound.license())) {
                    fallen.put(file, sound);
                }
                file.doubted = fallen.containsKey(file) || file.pending;
            } else {
                file.doubted = !(file.reading instanceof Reading.Statement);
            }
            if (file.doubted && file.found != null) {
                file.settled = false; // one that can't be read now is tried again
                due.add(file);
            }
        }
        examine(due, nanos);
        fallen.forEach((file, before) -> {
            if (before == file.reading) {
                file.reading = null;
                file.lastRead = null;
                leave(file, before);
            }
        });
        Set<Content> ended = new LinkedHashSet<>();
        fallen.values().forEach(sound -> ended.add(sound.content()));
        for (Content content : vanishing) {
            Set<List<String>> signers = document(content).map(Present::signers).orElse(Set.of());
            if (signers.stream().noneMatch(pair -> stands.test(pair, content.license()))) {
                ended.add(content);
            }
        }
        for (Content content : ended) {
            Held known = held.get(content);
            if (known != null && !known.isFound()) {
                end(content);
            }
        }
        hold(nanos);
    }

    /** Every file that does not hold a document. */
    Collection<DamagedFile> damaged() {
        List<DamagedFile> damaged = new ArrayList<>();
        for (Watched file : others.values()) {
            if (file.reading instanceof Reading.Damaged reading && file.found != null) {
                damaged.add(new DamagedFile(reading, file.found.modified(), file.path));
            }
        }
        return damaged;
    }

    /** Lets go of files that were moved away by us: their documents end at once. */
    void release(Collection<Path> moved, Predicate<License> documents) {
        for (Path file : moved) {
            Watched known = watched.get(file);
            if (known != null) {
                leave(known);
            }
        }
        for (Held known : List.copyOf(held.values())) {
            Content content = known.content;
            if (documents.test(content.license())) {
                List<Watched> left = List.copyOf(known.files());
                end(content);
                if (!left.isEmpty()) {
                    // Another file holds it that nobody has moved: it has come anew
                    Held anew = known(content);
                    left.forEach(anew::enter);
                    anew.came(known.since);
                    open.add(content);
                }
            }
        }
        changes++;
    }

    /**
     * A document.
     *
     * @param sha256 of the first file that holds it
     * @param signers the pairs of keys with which its files are signed
     * @param files where it lies; empty while it is vanishing
     * @param since when the oldest file that has held it was last written
     */
    record Present(
            Content content,
            String sha256,
            Set<List<String>> signers,
            boolean vanishing,
            List<Path> files,
            Instant since) {

        License license() {
            return content.license();
        }
    }

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
        private long seen;

        /** What was read of it may be read otherwise now, be the bytes the same. */
        private boolean doubted;

        Watched(Path path) {
            this.path = path;
        }

        void changed(DocumentFiles.Found now, long nanos) {
            found = now;
            since = nanos;
            settled = false;
        }

        /** Reads and verifies; changes nothing, so files are examined side by side. */
        Examined examine(long nanos, DocumentFiles files, DocumentReader reader) {
            boolean young = nanos - since < WRITING.toNanos();
            byte[] bytes;
            try {
                bytes = files.read(Objects.requireNonNull(found), LicenseDocuments.MAX_BYTES + 1);
            } catch (IOException e) {
                return new Examined(this, young, e, null);
            }
            String sha256 = DocumentReader.sha256(bytes);
            boolean same = !doubted && reading != null && sha256.equals(reading.sha256());
            boolean waiting = !doubted && lastRead != null && sha256.equals(lastRead.sha256());
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
            boolean again = doubted && reading != null && now.sha256().equals(reading.sha256()); // nobody is writing it
            doubted = false;
            pending = !again && examined.young() && now instanceof Reading.Damaged && !now.equals(reading);
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

        private final Content content;

        /** The file that holds it, as found; nobody has decided yet what follows. Null where none does, or several did. */
        private @Nullable Watched only;

        /** By name, where there are or were several: nearly every document lies in one file, which needs no tree. */
        private @Nullable SortedMap<Path, Watched> several;

        private @Nullable Present shown;
        private long vanishedAt;
        private Instant since = Instant.MAX;

        Held(Content content) {
            this.content = content;
        }

        void came(Instant written) {
            since = written.isBefore(since) ? written : since;
        }

        Present shown() {
            return shown == null ? new Present(content, "", Set.of(), false, List.of(), since) : shown;
        }

        void enter(Watched file) {
            if (several == null && (only == null || only == file)) {
                only = file;
                return;
            }
            if (several == null) {
                several = new TreeMap<>();
            }
            if (only != null) {
                several.put(only.path, only);
                only = null;
            }
            several.put(file.path, file);
        }

        void leave(Watched file) {
            if (only == file) {
                only = null;
            } else if (several != null) {
                several.remove(file.path);
            }
        }

        boolean isFound() {
            return only != null || (several != null && !several.isEmpty());
        }

        /** By name. */
        Collection<Watched> files() {
            if (only != null) {
                return List.of(only);
            }
            return several == null ? List.of() : several.values();
        }

        /**
         * @param told whether what is new is to be told of one by one, which at the start it is not
         * @param signers of its files
         */
        void present(boolean told, List<Runnable> lines, Function<Collection<Watched>, Set<List<String>>> signers) {
            Present before = shown();
            Collection<Watched> files = files();
            List<Path> where = only != null
                    ? List.of(only.path)
                    : files.stream().map(file -> file.path).toList();
            Reading first = files.iterator().next().reading;
            if (told && !where.equals(before.files())) {
                lines.add(() -> LOG.info(
                        "Licence {} is {} {}", content.license().id(), before.vanishing() ? "back in" : "in", where));
            }
            shown = new Present(
                    content, first == null ? "" : first.sha256(), signers.apply(files), false, where, since);
        }

        void vanish(long nanos, List<Runnable> lines) {
            Present before = shown();
            lines.add(() -> LOG.warn(
                    "Licence {} has vanished from {}; unless it comes back it ends in {} s",
                    content.license().id(),
                    before.files(),
                    SETTLE.toSeconds()));
            vanishedAt = nanos;
            shown = new Present(content, before.sha256(), before.signers(), true, List.of(), since);
        }

        /** @return whether the settle time is over */
        boolean isOver(long nanos, List<Runnable> lines) {
            boolean over = nanos - vanishedAt >= SETTLE.toNanos();
            if (over) {
                lines.add(() -> LOG.warn(
                        "Licence {} has ended: its file did not come back",
                        content.license().id()));
            }
            return over;
        }
    }
}
