// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limits;
import io.webgate.license.api.TrustedTime;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * The registry without OSGi: folder, damaged area, memory and catalogue brought together into one {@link Snapshot}.
 * Everything but {@link #snapshot} and {@link #read} belongs to one thread; nothing waits for another thread.
 */
final class RegistryCore {

    /** Readiness waits no longer than this for files that keep on changing: no document hinders the start (R6). */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So often everything is assessed anew even if nothing seems to have changed, e.g. the machine's evidence. */
    static final Duration AT_LEAST = Duration.ofHours(1);

    static final String FOLDER = "folder";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryCore.class);

    private final Home home;
    private final boolean admitsDocuments;
    private final DocumentFiles files;
    private final DocumentReader reader;
    private final DocumentFolder folder;
    private final DamagedArea damaged;
    private final Admission admission;
    private final TrustedTime time;
    private final ToIntFunction<String> matchingGroups;
    private final long startedAt;
    private final Installer installer;

    private Set<ApplicationId> played = Set.of();
    private Optional<Catalogue.View> catalogue = Optional.empty();
    private boolean stale = true;
    private boolean storeFailing;
    private long assessedAt;
    private long assessedChanges = -1;
    private volatile Snapshot snapshot = Snapshot.NOTHING_YET;

    /**
     * A registry that has read nothing yet.
     *
     * @param admitsDocuments false on an edition that has its licences built in (R33): no file counts, by whatever way
     */
    RegistryCore(
            Home home,
            boolean admitsDocuments,
            DocumentFiles files,
            DocumentReader reader,
            StoredRecords records,
            TrustedTime time,
            ToIntFunction<String> matchingGroups) {
        this.home = home;
        this.admitsDocuments = admitsDocuments;
        this.files = files;
        this.reader = reader;
        this.folder = new DocumentFolder(home.documents(), files, reader);
        this.damaged = new DamagedArea(home.damaged(), files);
        this.admission = new Admission(records);
        this.time = time;
        this.matchingGroups = matchingGroups;
        this.startedAt = time.nanos();
        this.installer = new Installer(home, files, folder, damaged, admission, time, this::refresh);
    }

    /** Safe for all threads. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Verifies a document without installing it. Safe for all threads. */
    Reading read(byte[] document) {
        return reader.read(document);
    }

    /** Reads what an earlier run remembered. Nothing else may be called before it has succeeded. */
    void begin() throws StoreException {
        admission.load();
        if (admitsDocuments) {
            damaged.load(reader);
        }
    }

    /** The applications that the host plays (R4). */
    void play(Set<ApplicationId> applications) {
        played = Set.copyOf(applications);
        stale = true;
    }

    /** The catalogue as the bundles make it now. */
    void catalogue(Catalogue.View view) {
        catalogue = Optional.of(view);
        stale = true;
    }

    /** Looks at the folder and at the time, and assesses anew if anything has changed. Call it often. */
    void tick() {
        if (admitsDocuments) {
            folder.scan(time.nanos(), time.instant());
        }
        Limits limits = snapshot.limits();
        if (stale
                || folder.changes() != assessedChanges
                || !snapshot.ready()
                || limits.nextChange()
                        .filter(next -> !time.instant().isBefore(next))
                        .isPresent()
                || time.nanos() - assessedAt >= AT_LEAST.toNanos()) {
            assess();
        }
    }

    private void assess() {
        Instant now = time.instant();
        assessedChanges = folder.changes();
        assessedAt = time.nanos();
        stale = false;
        Shelf shelf = Shelf.of(folder.documents(), folder.damaged(), damaged.all(), admission);
        admit(shelf.arriving(admission), now);
        Catalogue.View view = catalogue.orElse(Catalogue.View.UNKNOWN);
        Circumstances circumstances =
                new Circumstances(now, played, this::matching, license -> false, admission.marks());
        List<Document> documents = shelf.documents(admission);
        Assessment assessment = Assessment.of(documents, view.modules(), circumstances);
        boolean ready = isReady(view);
        Limits before = snapshot.limits();
        Limits limits = !ready || isSame(before, assessment, view)
                ? before
                : new Limits(
                        // Grows across restarts too, so that whoever remembers the last one takes the next for newer
                        Math.max(before.revision() + 1, now.toEpochMilli()),
                        now,
                        assessment.nextChange(),
                        view.modules(),
                        assessment.byModule());
        if (ready && !snapshot.ready()) {
            LOG.info(
                    "Licence registry is ready: {} documents, {} modules",
                    documents.size(),
                    view.modules().size());
        }
        snapshot = new Snapshot(limits, ready, shelf.listing(assessment, admission, now), view.missing());
    }

    private void admit(Collection<License> arriving, Instant now) {
        try {
            admission.admit(arriving, FOLDER, now);
            if (storeFailing && !arriving.isEmpty()) {
                LOG.info("Documents found in the folder are admitted again");
                storeFailing = false;
            }
        } catch (StoreException e) {
            // Without its mark a document does not count yet; tried again at the next tick
            stale = true;
            if (!storeFailing) {
                LOG.warn("{} documents can't be admitted, the store fails: {}", arriving.size(), e.getMessage());
            }
            storeFailing = true;
        }
    }

    private boolean isReady(Catalogue.View view) {
        if (snapshot.ready()) {
            return true;
        }
        boolean patient = time.nanos() - startedAt < PATIENCE.toNanos();
        boolean read = !admitsDocuments || (patient ? folder.isComplete() : folder.isScanned());
        return read && view.isSound();
    }

    private static boolean isSame(Limits before, Assessment assessment, Catalogue.View view) {
        return before.revision() > 0
                && before.byModule().equals(assessment.byModule())
                && before.modules().equals(view.modules())
                && before.nextChange().equals(assessment.nextChange());
    }

    private int matching(String machineKey) {
        try {
            return matchingGroups.applyAsInt(machineKey);
        } catch (IllegalArgumentException e) {
            LOG.debug("A document is bound to '{}', which is no machine key: {}", machineKey, e.getMessage());
            return 0;
        }
    }

    /** Installs a document; in the limits of {@link #snapshot} when this returns (R8). */
    InstallResult install(byte[] bytes, Reading reading, String source) {
        return admitsDocuments
                ? installer.install(bytes, reading, source)
                : new InstallResult(
                        InstallResult.Kind.EDITION_ADMITS_NONE,
                        Optional.empty(),
                        Optional.of(Reasons.editionAdmitsNone()));
    }

    private Snapshot refresh() {
        stale = true;
        tick();
        return snapshot;
    }

    /**
     * Removes every document with this id, a damaged one by its {@code sha256:…}; its files go to the archive. In the
     * limits of {@link #snapshot} when this returns, without settle time: it was done through us (R14).
     *
     * @throws UncheckedIOException when a file can't be moved; the document then counts on
     */
    boolean remove(LicenseId id) {
        if (!admitsDocuments) {
            return false;
        }
        tick();
        Shelf.Selection selected = Shelf.of(folder.documents(), folder.damaged(), damaged.all(), admission)
                .select(id);
        if (!selected.found()) {
            return false;
        }
        Instant now = time.instant();
        for (Path file : selected.files()) {
            Path target = home.archived(file, now, files);
            try {
                files.move(file, target);
            } catch (IOException e) {
                throw new UncheckedIOException("Licence " + id + " can't be moved to " + target + "; it counts on", e);
            }
        }
        folder.release(selected.files(), selected.documents()::contains);
        damaged.release(selected.files());
        try {
            admission.forget(selected.documents().stream().map(Identity::of).toList());
        } catch (StoreException e) {
            // The removal stands. Only after a restart would the document be taken for one that was here before
            LOG.warn("That licence {} was removed can't be written: {}", id, e.getMessage());
        }
        LOG.info("Licence {} removed, its files are in {}", id, home.archive());
        stale = true;
        tick();
        return true;
    }
}
