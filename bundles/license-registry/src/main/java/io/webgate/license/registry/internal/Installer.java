// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstallResult.Kind;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TimeReceipt;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes documents in, one after the other (R8). Belongs to the registry's thread. */
final class Installer {

    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private final Home home;
    private final DocumentFiles files;
    private final DocumentFolder folder;
    private final DamagedArea damaged;
    private final Admission admission;
    private final Statements statements;
    private final SignedTime time;
    private final Runnable taken;
    private final Supplier<Snapshot> registry;
    private Snapshot snapshot = Snapshot.NOTHING_YET;

    /**
     * What takes documents in.
     *
     * @param taken told when a statement was taken
     * @param registry looks at the folder anew, sums, and tells how things then are
     */
    Installer(
            Home home,
            DocumentFiles files,
            DocumentFolder folder,
            DamagedArea damaged,
            Admission admission,
            Statements statements,
            SignedTime time,
            Runnable taken,
            Supplier<Snapshot> registry) {
        this.home = home;
        this.files = files;
        this.folder = folder;
        this.damaged = damaged;
        this.admission = admission;
        this.statements = statements;
        this.time = time;
        this.taken = taken;
        this.registry = registry;
    }

    private void refresh() {
        snapshot = registry.get();
    }

    /**
     * Installs a document: atomic, durable, in the limits of the registry's snapshot when this returns (R8).
     *
     * <p>An id names one document. The same contents again, whichever signatures they bear, are installed already; other
     * contents under the id of one that is kept are refused as damaged, since the vendor has made a mistake.
     */
    InstallResult install(byte[] bytes, Reading reading, String source) {
        if (bytes.length > LicenseDocuments.MAX_BYTES) {
            return refused(Kind.TOO_LARGE, Reasons.tooLarge(LicenseDocuments.MAX_BYTES));
        }
        if (reading instanceof Reading.Sound sound) {
            refresh();
            return install(bytes, sound, source);
        }
        if (reading instanceof Reading.Damaged bad) {
            return keepDamaged(bytes, bad, source);
        }
        if (reading instanceof Reading.Statement statement) {
            return take(bytes, statement, source);
        }
        throw new IllegalStateException("Unknown reading " + reading);
    }

    /** What an installation would come to, and what would then be kept and trusted. */
    record Prospect(InstallResult result, Plan plan) {}

    /** Decides as {@link #install} does, and does nothing (R9). */
    Prospect prospect(Reading reading, Snapshot now, Plan plan) {
        snapshot = now;
        if (reading instanceof Reading.Sound sound) {
            Optional<InstallResult> refusal = refusal(sound, time.instant());
            return refusal.map(result -> new Prospect(result, plan)).orElseGet(() -> arriving(sound, plan));
        }
        if (reading instanceof Reading.Damaged bad) {
            return new Prospect(new InstallResult(Kind.DAMAGED, Optional.empty(), Optional.of(bad.reason())), plan);
        }
        if (reading instanceof Reading.Statement receipt && receipt.purpose() == Purpose.TIME_RECEIPT) {
            return new Prospect(onReceipt(receipt, time::judge), plan);
        }
        if (reading instanceof Reading.Statement statement) {
            Statements.Preview preview = statements.preview(statement.file(), statement.purpose());
            return new Prospect(told(preview.answer()), plan.with(preview));
        }
        throw new IllegalStateException("Unknown reading " + reading);
    }

    private Prospect arriving(Reading.Sound sound, Plan plan) {
        License license = sound.license();
        Plan then = attached(sound, plan);
        return then.trusted().stands(sound.signers(), license)
                ? new Prospect(
                        new InstallResult(
                                Kind.INSTALLED, Optional.of(Plan.arriving(license, time.instant())), Optional.empty()),
                        then.with(license, sound.signers()))
                : new Prospect(refused(Kind.DAMAGED, Reasons.endsItsOwnKey(license)), then);
    }

    private static Plan attached(Reading.Sound sound, Plan plan) {
        Plan then = plan;
        Trusted before;
        do {
            before = then.trusted();
            for (byte[] file : sound.attached()) {
                then = then.withAttached(file);
            }
        } while (before != then.trusted());
        return then;
    }

    /** Whether it would not be verified any more once the statements that it brings along are taken. */
    private boolean endsItsOwnKey(Reading.Sound sound) {
        Plan now = new Plan(List.of(), admission.marks(), statements.trusted(), Map.of());
        return !attached(sound, now).trusted().stands(sound.signers(), sound.license());
    }

    /** Takes what came along with it, as from anywhere else; of itself nothing is written, and it leaves no mark. */
    private InstallResult refuseWhatEndsItsOwnKey(byte[] bytes, Reading.Sound sound, String source) {
        LocalizedText reason = Reasons.endsItsOwnKey(sound.license());
        Trusted before;
        do {
            before = statements.trusted();
            for (byte[] file : sound.attached()) {
                Optional<Statements.Answer> answer = takeAttached(file);
                if (answer.filter(one -> one.outcome() == Statements.Outcome.NOT_WRITTEN)
                        .isPresent()) {
                    refresh();
                    return refused(Kind.STORE_FULL, answer.get().text());
                }
            }
        } while (before != statements.trusted());
        Reading.Damaged bad = new Reading.Damaged(sound.sha256(), LicenseCheck.ISSUER, reason);
        LOG.warn("{}", reason.english());
        damaged.keep(bytes, bad, source, time.instant());
        // It is listed as the next start would find it
        taken.run();
        refresh();
        return new InstallResult(Kind.DAMAGED, listed(bad.id()), Optional.of(reason));
    }

    private Optional<Statements.Answer> takeAttached(byte[] file) {
        Optional<Purpose> purpose;
        try {
            purpose = SignedDocument.claimedPurpose(file).filter(Statements.KINDS::contains);
        } catch (LicenseFormatException e) {
            LOG.debug("What came along with a licence can't be read", e);
            return Optional.empty();
        }
        Optional<Statements.Answer> answer = purpose.map(kind -> statements.take(file, kind, time.instant()));
        if (answer.filter(one -> one.outcome() == Statements.Outcome.TAKEN).isPresent()) {
            taken.run();
        }
        return answer;
    }

    /** Sets the time, where the receipt is one that this host has asked for (R10). */
    InstallResult takeReceipt(Reading.Statement statement) {
        return onReceipt(statement, time::take);
    }

    private InstallResult onReceipt(Reading.Statement statement, Function<TimeReceipt, Receipts.Answer> what) {
        try {
            TimeReceipt receipt =
                    TimeReceipt.read(statement.file(), statements.trusted().countingKeys());
            Receipts.Answer answer = what.apply(receipt);
            return new InstallResult(
                    answer.time().isPresent() ? Kind.INSTALLED : Kind.RECEIPT_REFUSED,
                    Optional.empty(),
                    Optional.of(answer.text()));
        } catch (LicenseFormatException e) {
            return refused(Kind.RECEIPT_REFUSED, e.text());
        }
    }

    private InstallResult take(byte[] bytes, Reading.Statement statement, String source) {
        if (statement.purpose() == Purpose.TIME_RECEIPT) {
            // Never kept: a second time it would be refused anyway
            InstallResult result = takeReceipt(statement);
            refresh();
            return result;
        }
        Statements.Answer answer = statements.take(statement.file(), statement.purpose(), time.instant());
        if (answer.outcome() == Statements.Outcome.DAMAGED) {
            return keepDamaged(bytes, new Reading.Damaged(statement.sha256(), answer.check(), answer.text()), source);
        }
        if (answer.outcome() == Statements.Outcome.TAKEN) {
            taken.run();
        }
        refresh();
        return told(answer);
    }

    private static InstallResult told(Statements.Answer answer) {
        Kind kind =
                switch (answer.outcome()) {
                    case TAKEN -> Kind.INSTALLED;
                    case KNOWN -> Kind.ALREADY_INSTALLED;
                    case OLDER -> Kind.OLDER_GENERATION;
                    case DAMAGED -> Kind.DAMAGED;
                    case NOT_WRITTEN -> Kind.STORE_FULL;
                };
        return new InstallResult(kind, Optional.empty(), Optional.of(answer.text()));
    }

    /** Why a document is not installed; empty where it is. */
    private Optional<InstallResult> refusal(Reading.Sound sound, Instant now) {
        License license = sound.license();
        for (DocumentFolder.Present present : folder.documents()) {
            if (!present.content().identity().equals(sound.content().identity())) {
                continue;
            }
            if (!present.content().equals(sound.content())) {
                return Optional.of(
                        new InstallResult(Kind.DAMAGED, Optional.empty(), Optional.of(Reasons.sameId(license))));
            }
            if (!present.vanishing() && admission.isKnown(sound.content())) {
                return Optional.of(new InstallResult(Kind.ALREADY_INSTALLED, listed(license), Optional.empty()));
            }
        }
        Marks marks = admission.marks();
        if (admission.isLate(sound.content())
                || (marks.overtaking(license, now).isPresent()
                        && listed(license).isEmpty())) {
            return Optional.of(refused(Kind.OLDER_GENERATION, Reasons.late(license, marks.highestGeneration(license))));
        }
        return Optional.empty();
    }

    private InstallResult install(byte[] bytes, Reading.Sound sound, String source) {
        License license = sound.license();
        Instant now = time.instant();
        Optional<InstallResult> refusal = refusal(sound, now);
        if (refusal.isPresent()) {
            return refusal.get().kind() == Kind.DAMAGED
                    ? keepDamaged(
                            bytes,
                            new Reading.Damaged(sound.sha256(), LicenseCheck.ADMISSION, Reasons.sameId(license)),
                            source)
                    : refusal.get();
        }
        if (endsItsOwnKey(sound)) {
            return refuseWhatEndsItsOwnKey(bytes, sound, source);
        }
        Path file = home.fileFor(license.id(), sound.sha256(), files);
        try {
            files.write(file, bytes);
        } catch (IOException e) {
            LOG.warn("Licence {} can't be written to {}: {}", license.id(), file, e.toString());
            return refused(Kind.STORE_FULL, Reasons.storeFull(e.toString()));
        }
        try {
            admission.admit(admission.isKnown(sound.content()) ? List.of() : List.of(sound.content()), source, now);
        } catch (StoreException e) {
            LOG.warn("Licence {} can't be admitted: {}", license.id(), e.getMessage());
            undo(file);
            return refused(Kind.STORE_FULL, Reasons.storeFull(String.valueOf(e.getMessage())));
        }
        refresh();
        Optional<InstalledLicense> spoilt = listed(new LicenseId("sha256:" + sound.sha256()));
        if (listed(license).isEmpty() && spoilt.isPresent()) {
            // What came along with it has been taken, as it would have been from anywhere else
            LocalizedText reason = Reasons.endsItsOwnKey(license);
            LOG.warn("{}", reason.english());
            return new InstallResult(Kind.DAMAGED, spoilt, Optional.of(reason));
        }
        if (listed(license).isEmpty()) {
            throw new IllegalStateException("Licence " + license.id() + " was written to " + file
                    + ", but the folder can't be read; it counts when it can");
        }
        LOG.info("Licence {} installed by {} in {}", license.id(), source, file);
        return new InstallResult(Kind.INSTALLED, listed(license), Optional.empty());
    }

    private void undo(Path file) {
        try {
            files.delete(file);
        } catch (IOException e) {
            LOG.warn(
                    "File {} of a refused licence can't be deleted, it will be found in the folder: {}",
                    file,
                    e.toString());
        }
    }

    private InstallResult keepDamaged(byte[] bytes, Reading.Damaged bad, String source) {
        LOG.warn("Licence {} refused: {}", bad.id(), bad.reason().english());
        damaged.keep(bytes, bad, source, time.instant());
        refresh();
        return new InstallResult(Kind.DAMAGED, listed(bad.id()), Optional.of(bad.reason()));
    }

    private Optional<InstalledLicense> listed(License license) {
        return snapshot.licenses().stream()
                .filter(entry -> entry.license()
                        .map(Identity::of)
                        .filter(Identity.of(license)::equals)
                        .isPresent())
                .findFirst();
    }

    private Optional<InstalledLicense> listed(LicenseId id) {
        return snapshot.licenses().stream()
                .filter(license -> license.id().equals(id))
                .findFirst();
    }

    private static InstallResult refused(Kind kind, LocalizedText why) {
        return new InstallResult(kind, Optional.empty(), Optional.of(why));
    }
}
