// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.format.LicenseDocuments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Documents that were refused because they can't be trusted: kept so that a person can see and send them, the last
 * {@link #MOST} of them (R6). A file's name is the hash of what it holds. One thread at a time.
 */
final class DamagedArea {

    static final int MOST = 100;

    /** What is said of how a document came that an earlier run refused: a refusal leaves nothing but the file. */
    static final String UNTOLD = "refused";

    private static final Logger LOG = LoggerFactory.getLogger(DamagedArea.class);

    private final Path folder;
    private final DocumentFiles files;
    private final Map<Path, Kept> kept = new LinkedHashMap<>();

    DamagedArea(Path folder, DocumentFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Reads what an earlier run left. What can't be read is not listed; it hinders nothing.
     *
     * @param judge what is wrong with a file; empty where nothing is
     */
    void load(Function<byte[], Optional<Reading.Damaged>> judge) {
        try {
            files.list(folder).stream()
                    .sorted(Comparator.comparing(DocumentFiles.Found::modified)
                            .thenComparing(DocumentFiles.Found::path))
                    .forEach(found -> load(found, judge));
        } catch (NoSuchFileException e) {
            LOG.debug("There is no folder {} yet", folder);
        } catch (IOException e) {
            LOG.warn("Folder {} of damaged licences can't be read: {}", folder, e.toString());
        }
    }

    private void load(DocumentFiles.Found found, Function<byte[], Optional<Reading.Damaged>> judge) {
        try {
            kept.put(found.path(), new Kept(refused(found.path(), judge), UNTOLD, found.modified(), found.path()));
        } catch (IOException e) {
            LOG.warn("Damaged licence {} can't be read: {}", found.path(), e.toString());
        }
    }

    private Reading.Damaged refused(Path file, Function<byte[], Optional<Reading.Damaged>> judge) throws IOException {
        byte[] bytes = files.read(file, LicenseDocuments.MAX_BYTES + 1);
        return judge.apply(bytes)
                .orElseGet(() -> new Reading.Damaged(
                        DocumentReader.sha256(bytes), LicenseCheck.ADMISSION, Reasons.refusedBefore()));
    }

    /** Says anew what is wrong with each, since it is known otherwise what keys are worth. */
    void reconsider(Function<byte[], Optional<Reading.Damaged>> judge) {
        kept.replaceAll((file, before) -> judged(before, judge));
    }

    /** As they would be; changes nothing. */
    List<Kept> foreseen(Function<byte[], Optional<Reading.Damaged>> judge) {
        return kept.values().stream().map(one -> judged(one, judge)).toList();
    }

    private Kept judged(Kept one, Function<byte[], Optional<Reading.Damaged>> judge) {
        try {
            return new Kept(refused(one.file(), judge), one.source(), one.since(), one.file());
        } catch (IOException e) {
            LOG.warn("Damaged licence {} can't be read: {}", one.file(), e.toString());
            return one;
        }
    }

    /**
     * Keeps a document; the oldest makes room. A disk that takes nothing more is logged: the refusal stands all the same.
     *
     * @return what is listed; empty where it could not be kept
     */
    Optional<Kept> keep(byte[] bytes, Reading.Damaged reading, String source, Instant now) {
        Path file = folder.resolve(reading.sha256() + DiskFiles.SUFFIX);
        Kept before = kept.get(file);
        Kept entry = before == null ? new Kept(reading, source, now, file) : before;
        if (before == null) {
            try {
                files.write(file, bytes);
            } catch (IOException e) {
                LOG.warn("Damaged licence sha256:{} can't be kept: {}", reading.sha256(), e.toString());
                return Optional.empty();
            }
        }
        kept.put(file, entry);
        prune();
        return Optional.of(entry);
    }

    private void prune() {
        while (kept.size() > MOST) {
            Path oldest = kept.keySet().iterator().next();
            try {
                files.delete(oldest);
            } catch (IOException e) {
                LOG.warn("Damaged licence {} can't be deleted to make room: {}", oldest, e.toString());
            }
            kept.remove(oldest);
        }
    }

    Collection<Kept> all() {
        return kept.values().stream().toList();
    }

    /** Forgets a file that was moved away. */
    void release(Collection<Path> moved) {
        kept.keySet().removeAll(moved);
    }

    /**
     * A refused document.
     *
     * @param source how it came
     * @param since when it was kept first
     */
    record Kept(Reading.Damaged reading, String source, Instant since, Path file) {}
}
