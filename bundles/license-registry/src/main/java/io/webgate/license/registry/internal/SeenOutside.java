// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was ever seen once more, outside the home, so that a home put back from a copy of before does not take an older
 * generation, or what was replaced by name, for the newest (R8, R52). It adds to what the store knows and never takes away:
 * that it can't be read or written is told, and hinders nothing. For one thread at a time.
 */
final class SeenOutside {

    static final String FILE = "seen";

    private static final Logger LOG = LoggerFactory.getLogger(SeenOutside.class);

    private static final String GENERATION = "generation";
    private static final String REPLACED = "replaced";
    private static final String BETWEEN = "\t";
    private static final int PARTS = 5;

    /** So many lines that others cover may stand in it before it is written anew. */
    private static final int SPARE = 1_000;

    private final Optional<OutsideFile> file;

    /** There is a file, or should be; before anything was seen none is made. */
    private boolean begun;

    private boolean behind;
    private boolean told;

    /** So many damaged lines are told of already: a folder that can't be written has them for long. */
    private int toldBad;

    /** @param folder of this home, outside of it; empty where the host has none */
    SeenOutside(DocumentFiles files, Optional<Path> folder) {
        this.file = folder.map(outside -> new OutsideFile(files, outside, FILE));
    }

    /**
     * What it held.
     *
     * @param sound lines can be added to it as it is
     * @param lines so many
     */
    record Copy(Marks marks, boolean sound, int lines) {}

    /** Reads it. Empty where there is none to read, or it can't be, which is told; then it is behind. */
    Optional<Copy> read() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        OutsideFile.Text text;
        try {
            text = file.get().read();
        } catch (IOException | RuntimeException e) {
            tell("read", e);
            return Optional.empty();
        }
        List<Mark> marks = new ArrayList<>();
        List<Supersession> supersessions = new ArrayList<>();
        int bad = text.bad();
        for (String line : text.lines()) {
            bad += take(line, marks, supersessions) ? 0 : 1;
        }
        if (bad > 0 && bad != toldBad) {
            LOG.warn("{} lines of {} are damaged or not of this home, and are left out", bad, file.get());
        }
        toldBad = bad;
        return Optional.of(new Copy(
                Marks.of(marks, supersessions),
                text.isSound() && bad == 0,
                text.lines().size()));
    }

    private static boolean take(String line, List<Mark> marks, List<Supersession> supersessions) {
        String[] parts = line.split(BETWEEN, PARTS);
        if (parts.length != PARTS) {
            return false;
        }
        try {
            Instant begins = Instant.ofEpochSecond(Long.parseLong(parts[4]));
            switch (parts[0]) {
                case GENERATION ->
                    marks.add(new Mark(parts[1], new Lineage(parts[2]), Long.parseLong(parts[3]), begins));
                case REPLACED ->
                    supersessions.add(
                            new Supersession(parts[1], new LicenseId(parts[2]), new LicenseId(parts[3]), begins));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.debug("A line makes no sense: {}", line, e);
            return false;
        }
    }

    /**
     * Brings it up to what was seen; writes nothing where it holds that already.
     *
     * @param copy as it was just read
     */
    void keep(Copy copy, Marks seen) {
        if (file.isEmpty()) {
            return;
        }
        try {
            begun = copy.lines() > 0 || !seen.isEmpty();
            if (begun && (!copy.sound() || copy.lines() > 2 * seen.size() + SPARE)) {
                file.get().replace(lines(seen));
            } else if (begun && !copy.marks().equals(seen)) {
                Marks lacking = copy.marks().news(seen);
                if (!lacking.isEmpty()) {
                    file.get().append(lines(lacking));
                }
            }
            behind = false;
            told = false;
        } catch (IOException | RuntimeException e) {
            tell("written", e);
        }
    }

    /** Adds what was seen just now, and is durable in the store. */
    void add(Marks news) {
        if (file.isEmpty() || behind || news.isEmpty()) {
            return;
        }
        try {
            if (begun) {
                file.get().append(lines(news));
            } else {
                file.get().replace(lines(news));
                begun = true;
            }
        } catch (IOException | RuntimeException e) {
            tell("written", e);
        }
    }

    /** Whether it may lack something, or hold something that is not known: it is to be read again, then kept. */
    boolean isBehind() {
        return behind;
    }

    private void tell(String what, Exception e) {
        behind = true;
        if (!told) {
            LOG.warn(
                    "The copy of what was seen outside the home, {}, can't be {} ({}); the one in the home goes on",
                    file.map(OutsideFile::toString).orElse(""),
                    what,
                    e.toString());
        }
        told = true;
    }

    private static List<String> lines(Marks marks) {
        List<String> lines = new ArrayList<>();
        for (Mark mark : marks.marks()) {
            lines.add(line(
                    GENERATION,
                    mark.vendor(),
                    mark.lineage().value(),
                    Long.toString(mark.generation()),
                    mark.begins()));
        }
        for (Supersession one : marks.supersessions()) {
            lines.add(line(REPLACED, one.vendor(), one.id().value(), one.by().value(), one.begins()));
        }
        return lines;
    }

    /** None of them has a tab or an end of line in it. */
    private static String line(String kind, String vendor, String what, String by, Instant begins) {
        return String.join(BETWEEN, kind, vendor, what, by, Long.toString(begins.getEpochSecond()));
    }
}
