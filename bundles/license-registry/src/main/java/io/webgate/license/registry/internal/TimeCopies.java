// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Keeps what is remembered of trusted time in two places (R10): in the store, and in a folder outside the home, which a
 * home that was put back from a copy does not bring along. Both are authenticated with a key that lies in the home.
 * Belongs to one thread.
 */
final class TimeCopies {

    private static final Logger LOG = LoggerFactory.getLogger(TimeCopies.class);

    static final String KEY_FILE = "time-key";
    static final String OUTSIDE_FILE = "time";

    private static final int KEY_BYTES = 32;
    private static final int MOST = 1024;

    private final StoredRecords records;
    private final DocumentFiles files;
    private final String name;
    private final Path keyFile;
    private final Optional<Path> outside;
    private final IntFunction<byte[]> random;
    private byte[] key = new byte[0];
    private boolean outsideFailing;

    /**
     * Copies that are not read yet.
     *
     * @param name of the home, in a store that several hosts share
     * @param var the home's folder for what the host writes
     * @param outside the folder outside the home; empty where the host has none, as in a container for tests
     * @param random that many bytes for a key
     */
    TimeCopies(
            StoredRecords records,
            DocumentFiles files,
            String name,
            Path var,
            Optional<Path> outside,
            IntFunction<byte[]> random) {
        this.records = records;
        this.files = files;
        this.name = name;
        this.keyFile = var.resolve(KEY_FILE);
        this.outside = outside.map(folder -> folder.resolve(OUTSIDE_FILE));
        this.random = random;
    }

    /**
     * What both copies remember. A copy that does not verify is told of and left out, as long as the other one does; if none
     * does, the key is gone or another one, and each can only make time later: what the latest says counts. What then counts
     * is written under the key that counts before anybody is told the time.
     *
     * @throws StoreException when the store can't be read, or written where it must be; there is no time then
     * @throws IOException when the key can't be read or made
     */
    TimeMark load() throws StoreException, IOException {
        Optional<String> stored = records.timeMark(name);
        Optional<String> copied = readOutside();
        boolean keyKept = readKey();
        if (!keyKept) {
            key = random.apply(KEY_BYTES);
            files.replace(keyFile, key);
        }
        Optional<TimeMark> ofStore = stored.flatMap(line -> TimeMark.open(line, key));
        Optional<TimeMark> ofFile = copied.flatMap(line -> TimeMark.open(line, key));
        if (ofStore.isEmpty() && ofFile.isEmpty()) {
            return ofUnverified(stored, copied);
        }
        tellIfForeign(stored, ofStore, "in the store");
        tellIfForeign(copied, ofFile, outside.map(Path::toString).orElse(""));
        TimeMark both = ofStore.orElse(TimeMark.NONE).and(ofFile.orElse(TimeMark.NONE));
        long behind = both.revision() - ofStore.map(TimeMark::revision).orElse(0L);
        if (behind > 1) {
            LOG.warn(
                    "The home seems to be put back from an older copy: it remembers {}, outside of it {} is remembered",
                    ofStore.map(TimeMark::highest).orElse(Instant.EPOCH),
                    both.highest());
        }
        return both;
    }

    private TimeMark ofUnverified(Optional<String> stored, Optional<String> copied) throws StoreException {
        Optional<TimeMark> one = stored.flatMap(TimeMark::parse);
        Optional<TimeMark> other = copied.flatMap(TimeMark::parse);
        if (stored.isEmpty() && copied.isEmpty()) {
            return TimeMark.NONE;
        }
        TimeMark latest = one.orElse(TimeMark.NONE).latest(other.orElse(TimeMark.NONE));
        LOG.warn(
                "What is remembered of the time does not fit the key {}: somebody has changed one or the other."
                        + " The latest that is written counts: {}",
                keyFile,
                latest.highest());
        save(latest);
        return latest;
    }

    private static void tellIfForeign(Optional<String> line, Optional<TimeMark> mark, String where) {
        if (line.isPresent() && mark.isEmpty()) {
            LOG.warn("The highest time remembered ({}) was changed by somebody else and does not count", where);
        }
    }

    private boolean readKey() throws IOException {
        if (!files.exists(keyFile)) {
            return false;
        }
        key = files.read(keyFile, MOST);
        return key.length == KEY_BYTES;
    }

    private Optional<String> readOutside() {
        if (outside.isEmpty() || !files.exists(outside.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(files.read(outside.get(), MOST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            tellOutside(e);
            return Optional.empty();
        }
    }

    /**
     * Writes both copies. That the one outside can't be written is told once, and hinders nothing.
     *
     * @throws StoreException when the store can't be written; the other copy is tried all the same
     */
    void save(TimeMark mark) throws StoreException {
        String line = mark.sealed(key);
        try {
            records.saveTimeMark(name, line);
        } finally {
            saveOutside(line);
        }
    }

    private void saveOutside(String line) {
        if (outside.isEmpty()) {
            return;
        }
        try {
            files.replace(outside.get(), (line + "\n").getBytes(StandardCharsets.UTF_8));
            outsideFailing = false;
        } catch (IOException | RuntimeException e) {
            tellOutside(e);
        }
    }

    private void tellOutside(Exception e) {
        if (!outsideFailing) {
            LOG.warn(
                    "The copy of the highest time outside the home, {}, can't be used ({}); the one in the home goes on",
                    outside.map(Path::toString).orElse(""),
                    e.toString());
        }
        outsideFailing = true;
    }
}
