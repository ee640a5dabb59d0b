// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The vendors' statements once more, outside the home, so that a home put back from a copy of before still knows what was
 * revoked (R11, R52). They are the whole signed files: who reads them takes them as if they were installed once more, in the
 * same order, and believes nobody. That it can't be read or written is told, and hinders nothing. Belongs to one thread.
 */
final class StatementsOutside {

    static final String FILE = "statements";

    private static final Logger LOG = LoggerFactory.getLogger(StatementsOutside.class);

    private static final String BETWEEN = "\t";
    private static final int PARTS = 4;

    private final Optional<OutsideFile> file;
    private List<Kept> kept = List.of();
    private boolean sound;
    private boolean read;
    private boolean behind;
    private boolean told;

    /** So many damaged lines are told of already: a folder that can't be written has them for long. */
    private int toldBad;

    /** @param folder of this home, outside of it; empty where the host has none */
    StatementsOutside(DocumentFiles files, Optional<Path> folder) {
        this.file = folder.map(outside -> new OutsideFile(files, outside, FILE));
    }

    /**
     * A statement as it lies there. What it says of the file is for putting them in order alone.
     *
     * @param signers see {@link Notice#signers}
     * @param file the whole signed file
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on, and compared by hand
    record Kept(Purpose purpose, List<String> signers, long number, byte[] file) {

        Kept {
            signers = List.copyOf(signers);
        }

        static Kept of(Notice notice) {
            return new Kept(notice.purpose(), notice.signers(), notice.number(), notice.file());
        }

        boolean isSameSeries(Notice notice) {
            return purpose == notice.purpose() && signers.equals(notice.signers());
        }

        /** A later one of its series is in force, or it is itself. */
        boolean isPassed(Collection<Notice> inForce) {
            return inForce.stream().anyMatch(notice -> isSameSeries(notice) && notice.number() >= number);
        }

        /** The same as what the home would tell of, had it been lost there. */
        boolean isMadeGoodBy(Notice notice) {
            return (isSameSeries(notice) && notice.number() >= number)
                    || notice.makesGood(
                            new StoredRecords.Statement(0, purpose, signers, number, file, Instant.EPOCH, List.of()));
        }

        private boolean isFile(Notice notice) {
            return Arrays.equals(file, notice.file());
        }
    }

    /** Reads it anew, unless it can't be, which is told. In the order in which they were taken. */
    List<Kept> read() {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            OutsideFile.Text text = file.get().read();
            List<Kept> all = new ArrayList<>();
            int bad = text.bad();
            for (String line : text.lines()) {
                Optional<Kept> one = kept(line);
                one.ifPresent(all::add);
                bad += one.isPresent() ? 0 : 1;
            }
            if (bad > 0 && bad != toldBad) {
                LOG.warn("{} lines of {} are damaged or not of this home, and are left out", bad, file.get());
            }
            toldBad = bad;
            kept = List.copyOf(all);
            sound = text.missing() || bad == 0;
            read = true;
            behind = false;
        } catch (IOException | RuntimeException e) {
            tell("read", e);
        }
        return kept;
    }

    private static Optional<Kept> kept(String line) {
        String[] parts = line.split(BETWEEN, PARTS);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            Kept one = new Kept(
                    Purpose.valueOf(parts[0]),
                    List.of(parts[1].split(" ")),
                    Long.parseLong(parts[2]),
                    Base64.getDecoder().decode(parts[3]));
            return Optional.of(one).filter(kept -> Statements.KINDS.contains(kept.purpose()));
        } catch (IllegalArgumentException e) {
            LOG.debug("A line makes no sense", e);
            return Optional.empty();
        }
    }

    /** Writes what is in force, unless it lies there already. */
    void keep(Collection<Notice> inForce) {
        if (file.isEmpty()) {
            return;
        }
        if (!read) {
            // What can't be read may hold more than is known here: it is not replaced
            behind = true;
            return;
        }
        List<Kept> next = merged(kept, inForce);
        if (sound && next.equals(kept)) {
            behind = false;
            told = false;
            return;
        }
        try {
            file.get().replace(next.stream().map(StatementsOutside::line).toList());
            kept = next;
            sound = true;
            behind = false;
            told = false;
        } catch (IOException | RuntimeException e) {
            tell("written", e);
        }
    }

    /**
     * What is to lie there: of lists the newest of each series, since it holds everything; announcements all, since one may
     * have let in who signed another one. Those that say nothing here at the moment stay. Pure.
     */
    static List<Kept> merged(List<Kept> before, Collection<Notice> inForce) {
        List<Kept> next = new ArrayList<>();
        for (Kept one : before) {
            boolean replaced = one.purpose() == Purpose.REVOCATION
                    && inForce.stream().anyMatch(notice -> one.isSameSeries(notice) && notice.number() > one.number());
            if (!replaced) {
                next.add(one);
            }
        }
        for (Notice notice : inForce) {
            if (before.stream().noneMatch(one -> one.isFile(notice))) {
                next.add(Kept.of(notice));
            }
        }
        return next;
    }

    private static String line(Kept one) {
        return String.join(
                BETWEEN,
                one.purpose().name(),
                String.join(" ", one.signers()),
                Long.toString(one.number()),
                Base64.getEncoder().encodeToString(one.file()));
    }

    /** Whether it may lack something, or hold something that is not known: it is to be read again, then kept. */
    boolean isBehind() {
        return behind;
    }

    private void tell(String what, Exception e) {
        behind = true;
        if (!told) {
            LOG.warn(
                    "The copy of the vendors' statements outside the home, {}, can't be {} ({}); the one in the home goes on",
                    file.map(OutsideFile::toString).orElse(""),
                    what,
                    e.toString());
        }
        told = true;
    }
}
