// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Path keyFile;
    private final Optional<Path> outside;
    private final IntFunction<byte[]> random;
    private byte[] key = new byte[0];
    private boolean outsideFailing;

    /**
     * Copies that are not read yet.
     *
     * @param var the home's folder for what the host writes
     * @param outside the folder outside the home; empty where the host has none, as in a container for tests
     * @param random that many bytes for a key
     */
    TimeCopies(
            StoredRecords records, DocumentFiles files, Path var, Optional<Path> outside, IntFunction<byte[]> random) {
        this.records = records;
        this.files = files;
        this.keyFile = var.resolve(KEY_FILE);
        this.outside = outside.map(folder -> folder.resolve(OUTSIDE_FILE));
        this.random = random;
    }

    /**
     * What both copies remember. A copy that does not verify is told of and left out; if the key itself is gone nothing
     * verifies, and what the copies say counts all the same: it can only make time later.
     *
     * @throws StoreException when the store can't be read; there is no time then
     * @throws IOException when the key can't be read or made
     */
    TimeMark load() throws StoreException, IOException {
        Optional<String> stored = records.timeMark();
        Optional<String> copied = readOutside();
        boolean keyKept = readKey();
        if (!keyKept) {
            key = random.apply(KEY_BYTES);
            files.write(keyFile, key);
            if (stored.isPresent() || copied.isPresent()) {
                LOG.warn("The key {} of trusted time was gone and is made anew", keyFile);
            }
        }
        TimeMark ofStore = open(stored, "in the store", keyKept);
        TimeMark ofFile = open(copied, String.valueOf(outside.orElse(keyFile)), keyKept);
        TimeMark both = ofStore.and(ofFile);
        if (keyKept && stored.isEmpty() && copied.isPresent()) {
            LOG.warn("The store remembers no time, its copy outside the home does and counts: {}", both.highest());
        } else if (ofFile.revision() > ofStore.revision() + 1) {
            LOG.warn(
                    "The home seems to be put back from an older copy: it remembers {}, outside of it {} is remembered",
                    ofStore.highest(),
                    ofFile.highest());
        }
        return both;
    }

    private boolean readKey() throws IOException {
        if (!files.exists(keyFile)) {
            return false;
        }
        key = files.read(keyFile, MOST);
        return key.length == KEY_BYTES;
    }

    private TimeMark open(Optional<String> line, String where, boolean verify) {
        if (line.isEmpty()) {
            return TimeMark.NONE;
        }
        Optional<TimeMark> mark = verify ? TimeMark.open(line.get(), key) : TimeMark.parse(line.get());
        if (mark.isEmpty()) {
            LOG.warn("The highest time remembered ({}) was changed by somebody else and does not count", where);
        }
        return mark.orElse(TimeMark.NONE);
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
        if (outside.isPresent()) {
            try {
                Files.createDirectories(outside.get().getParent());
                files.write(outside.get(), (line + "\n").getBytes(StandardCharsets.UTF_8));
                outsideFailing = false;
            } catch (IOException e) {
                tellOutside(e);
            }
        }
        records.saveTimeMark(line);
    }

    private void tellOutside(IOException e) {
        if (!outsideFailing) {
            LOG.warn(
                    "The copy of the highest time outside the home, {}, can't be used ({}); the one in the home goes on",
                    outside.map(Path::toString).orElse(""),
                    e.toString());
        }
        outsideFailing = true;
    }
}
