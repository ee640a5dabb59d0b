// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.TrustedKey;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The vendors' statements that are in force (R11, R12): taken once, whichever way they come, and kept in the store, so that
 * the highest number seen is remembered and losing the file loses nothing. {@link #trusted} is safe for all threads, the
 * rest belongs to the registry's.
 */
final class Statements {

    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    /** The kinds that are kept here. */
    static final Set<Purpose> KINDS = Set.of(Purpose.REVOCATION, Purpose.KEYS);

    private final KeyRing pinned;
    private final StoredRecords records;
    private volatile Trusted trusted;

    /** Revocations that are in force and could not be written. */
    private final List<Notice> unsaved = new ArrayList<>();

    /** The last one could not be written, which is told once. */
    private boolean failing;

    Statements(KeyRing pinned, StoredRecords records) {
        this.pinned = pinned;
        this.records = records;
        this.trusted = Trusted.pinned(pinned);
    }

    /** What was decided about a statement. */
    enum Outcome {
        /** In force from now on. */
        TAKEN,
        /** In force already. */
        KNOWN,
        /** A higher number of its series was seen before. */
        OLDER,
        /** It can't be verified; it changes nothing. */
        DAMAGED,
        /** It could not be written. A revocation is in force all the same, keys are not. */
        NOT_WRITTEN
    }

    /**
     * What was decided, and why.
     *
     * @param check the first that failed; of meaning where the outcome is {@link Outcome#DAMAGED} alone
     * @param text for people, in every case
     */
    record Answer(Outcome outcome, LicenseCheck check, LocalizedText text) {

        Answer(Outcome outcome, LocalizedText text) {
            this(outcome, LicenseCheck.READABLE, text);
        }
    }

    Trusted trusted() {
        return trusted;
    }

    /**
     * Reads what earlier runs took, and verifies it again: the store is not believed. What can't be verified is kept all the
     * same, and told of ({@link Trusted#lost}).
     *
     * @throws StoreException when the store can't be read; nothing may count then
     */
    void load() throws StoreException {
        List<StoredRecords.Statement> stored = records.statements();
        Trusted read = Trusted.of(pinned, stored);
        for (StoredRecords.Statement statement : read.lost()) {
            LOG.error("{}", Reasons.statementLost(statement).english());
        }
        trusted = read;
        keepKeys(stored, read);
    }

    /** What an earlier version has kept has no keys beside it; whoever leaves them out later must not undo what it says. */
    private void keepKeys(List<StoredRecords.Statement> stored, Trusted read) {
        try {
            for (StoredRecords.Statement statement : stored) {
                Optional<List<TrustedKey>> by = read.signersOf(statement.position());
                if (statement.by().isEmpty() && by.isPresent()) {
                    records.saveKeys(statement, by.get());
                }
            }
        } catch (StoreException e) {
            LOG.warn("The keys of statements can't be written, the next start tries again: {}", e.getMessage());
        }
    }

    /** What it would do; changes nothing. */
    Preview preview(byte[] file, Purpose purpose) {
        return preview(file, purpose, trusted);
    }

    /** What it would do to what is trusted. Pure. */
    static Preview preview(byte[] file, Purpose purpose, Trusted now) {
        Notice notice;
        try {
            notice = Notice.read(file, purpose, now.countingKeys());
        } catch (LicenseFormatException e) {
            return new Preview(new Answer(Outcome.DAMAGED, e.check(), e.text()), Optional.empty(), now);
        }
        Optional<Notice> known = now.ofSeries(notice);
        if (known.filter(notice::equals).isPresent()) {
            return new Preview(new Answer(Outcome.KNOWN, Reasons.statementKnown(notice)), Optional.empty(), now);
        }
        if (known.filter(other -> other.number() >= notice.number()).isPresent()) {
            long highest = known.get().number();
            return new Preview(
                    new Answer(Outcome.OLDER, Reasons.statementOlder(notice, highest)), Optional.empty(), now);
        }
        return new Preview(
                new Answer(Outcome.TAKEN, Reasons.statementTaken(notice)), Optional.of(notice), now.with(notice));
    }

    /**
     * What a statement would do.
     *
     * @param notice what is to be taken; empty where nothing is
     * @param then what would be trusted
     */
    record Preview(Answer answer, Optional<Notice> notice, Trusted then) {}

    /** Takes a statement. */
    Answer take(byte[] file, Purpose purpose, Instant now) {
        Preview preview = preview(file, purpose);
        if (preview.notice().isEmpty()) {
            return preview.answer();
        }
        Notice notice = preview.notice().get();
        try {
            records.save(notice, now);
        } catch (StoreException e) {
            if (failing) {
                LOG.debug("A {} still can't be written", purpose.code(), e);
            } else {
                LOG.warn("A {} can't be written: {}", purpose.code(), e.getMessage());
            }
            failing = true;
            if (purpose == Purpose.REVOCATION) {
                // A restriction never waits for the disk (R56)
                trusted = preview.then();
                unsaved.add(notice);
            }
            return new Answer(Outcome.NOT_WRITTEN, Reasons.storeFull(String.valueOf(e.getMessage())));
        }
        failing = false;
        trusted = preview.then();
        LOG.info("{}", preview.answer().text().english());
        return preview.answer();
    }

    /** Writes what could not be written before. Call it often; it does nothing where nothing is left to write. */
    void retry(Instant now) {
        if (unsaved.isEmpty()) {
            return;
        }
        try {
            for (Notice notice : unsaved) {
                if (trusted.notices().contains(notice)) { // else a later one has been written
                    records.save(notice, now);
                }
            }
            unsaved.clear();
            LOG.info("Revocations that could not be written are written now");
        } catch (StoreException e) {
            LOG.debug("Revocations still can't be written", e);
        }
    }
}
