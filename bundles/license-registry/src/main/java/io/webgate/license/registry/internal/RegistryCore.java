// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.BreakGlassUse;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Proposed;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.Purpose;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The registry without OSGi: folder, damaged area, memory and catalogue brought together into one {@link Snapshot}.
 * Everything but {@link #snapshot} and {@link #read} belongs to one thread; nothing waits for another thread.
 */
final class RegistryCore {

    /** Readiness waits no longer than this for files that keep on changing: no document hinders the start (R6). */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So often everything is assessed anew even if nothing seems to have changed, e.g. the machine's evidence. */
    static final Duration AT_LEAST = Duration.ofHours(1);

    /**
     * So often receipts in the folder are tried again that did not fit, since somebody may have corrected the clock, and
     * statements that could not be written, since the store may have room again.
     */
    static final Duration AGAIN = Duration.ofSeconds(5);

    /** So often what lies outside the home is tried again where it could not be read or written. */
    static final Duration OUTSIDE_AGAIN = Duration.ofMinutes(1);

    static final String FOLDER = "folder";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryCore.class);

    private final Home home;
    private final boolean admitsDocuments;
    private final DocumentFiles files;
    private final DocumentReader reader;
    private final DocumentFolder folder;
    private final DamagedArea damaged;
    private final Admission admission;
    private final Activations activations;
    private final SignedTime time;
    private final Evidence evidence;
    private final PluggedMedia media = new PluggedMedia(DocumentFolder.SETTLE);
    private final Statements statements;
    private final StatementsOutside statementsOutside;
    private final long startedAt;
    private final Installer installer;

    private Set<ApplicationId> played = Set.of();
    private Optional<BuiltIn> builtIn = Optional.empty();
    private Optional<Catalogue.Maker> catalogues = Optional.empty();
    private Optional<Catalogue.View> catalogue = Optional.empty();
    private Trusted catalogued;
    private boolean stale = true;
    private boolean storeFailing;
    private long assessedAt;
    private long assessedChanges = -1;
    private long assessedOthers = -1;
    private boolean mixed;
    private Assessor assessor;
    private long offeredChanges = -1;
    private final Map<String, Reading.Damaged> refusedStatements = new HashMap<>();
    private final Map<String, Reading.Damaged> refusedReceipts = new HashMap<>();
    private boolean unwritten;
    private long triedAt;
    private Optional<Trusted> keptOutside = Optional.empty();
    private long outsideTriedAt;
    private boolean leftOutside;
    private List<LocalizedText> lostOutside = List.of();
    private final Set<String> toldOutside = new HashSet<>();
    private final Set<String> offered = new HashSet<>();
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
            Statements statements,
            StoredRecords records,
            SignedTime time,
            Evidence evidence) {
        this.home = home;
        this.admitsDocuments = admitsDocuments;
        this.files = files;
        this.statements = statements;
        this.statementsOutside = new StatementsOutside(files, home.outside());
        this.reader = new DocumentReader(
                document -> LicenseDocuments.open(document, statements.trusted().documentKeys()));
        this.folder = new DocumentFolder(home.documents(), files, reader);
        this.damaged = new DamagedArea(home.damaged(), files);
        this.admission = new Admission(records, new SeenOutside(files, home.outside()));
        this.activations = new Activations(records, new UsesOutside(files, home.outside()));
        this.time = time;
        this.evidence = evidence;
        this.startedAt = time.nanos();
        this.outsideTriedAt = startedAt;
        this.catalogued = statements.trusted();
        this.assessor =
                new Assessor(List.of(), Map.of(), circumstances(time.instant(), Marks.NONE, statements.trusted()));
        this.installer =
                new Installer(home, files, folder, damaged, admission, statements, time, this::taken, this::refresh);
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
        activations.load();
        statements.load();
        takeFromOutside();
        if (admitsDocuments) {
            damaged.load(judge(statements.trusted()));
        }
    }

    /** The applications that the host plays (R4). */
    void play(Set<ApplicationId> applications) {
        played = Set.copyOf(applications);
        stale = true;
    }

    /** The documents that the edition has built in; what is played is then the edition's affair. */
    void builtIn(Collection<byte[]> documents) {
        builtIn = Optional.of(new BuiltIn(documents.stream().map(reader::read).toList()));
        stale = true;
    }

    /** The bundles are others. What they bring is verified with the keys that count, now and whenever these change (R12). */
    void catalogue(Catalogue.Maker maker) {
        catalogues = Optional.of(maker);
        makeCatalogue();
        stale = true;
    }

    private void makeCatalogue() {
        catalogued = statements.trusted();
        Optional<Catalogue.View> made = catalogues.map(maker -> maker.now(catalogued.countingKeys()));
        stale |= !made.equals(catalogue);
        catalogue = made;
    }

    private Catalogue.View view() {
        return catalogue.orElse(Catalogue.View.UNKNOWN);
    }

    /** Looks at the folder and at the time, and assesses anew if anything has changed. Call it often. */
    void tick() {
        folder.scan(time.nanos(), time.instant());
        settle();
        admission.copy();
    }

    /**
     * Does what {@link #tick} does, but of the folder looks at some files alone, which are said to have changed. Whoever says
     * so need be neither right nor reliable: the next tick finds what was left out.
     */
    void notice(Collection<Path> changed) {
        for (Path file : changed) {
            folder.look(file, time.nanos(), time.instant());
        }
        settle();
    }

    /**
     * Writes outside the home what was seen by {@link #notice}, and to the log which documents have come and gone; to be
     * called when whoever waits for the limits has them.
     */
    void tell() {
        try {
            admission.copy(); // one commit, and the lines may be thousands
        } finally {
            folder.tell();
        }
    }

    /** Whether the log has been told of all that has come and gone. */
    boolean isTold() {
        return folder.isTold();
    }

    private void settle() {
        // Also on an edition that admits no documents: what lies outside the home is taken there too
        statements.retry(time.instant());
        if (admitsDocuments) {
            stale |= media.look(evidence.media(), time.nanos(), time.instant());
        }
        Trusted before;
        do {
            // What one of the two brings may verify what the other one has
            before = statements.trusted();
            if (admitsDocuments) {
                takeStatements();
            }
            lookOutside();
        } while (before != statements.trusted());
        if (catalogued != statements.trusted()) {
            makeCatalogue();
        }
        boolean due = stale
                || !snapshot.ready()
                || !assessor.isStill(time.instant())
                || time.nanos() - assessedAt >= AT_LEAST.toNanos();
        if (due || (folder.changes() != assessedChanges && !reassess())) {
            assess();
        }
    }

    /** Writes outside the home what is in force since, and reads and writes there again what failed. */
    private void lookOutside() {
        boolean due = time.nanos() - outsideTriedAt >= OUTSIDE_AGAIN.toNanos();
        boolean changed = isChangedOutside();
        if (due) {
            outsideTriedAt = time.nanos();
            stale |= admission.catchUp();
        }
        if ((due && statementsOutside.isBehind()) || ((due || changed) && leftOutside)) {
            takeFromOutside();
        }
        if (isChangedOutside()) {
            keptOutside = Optional.of(statements.trusted());
            statementsOutside.keep(statements.trusted().verified());
        }
    }

    private boolean isChangedOutside() {
        return keptOutside.filter(statements.trusted()::equals).isEmpty();
    }

    /**
     * Takes what lies outside the home and is not known in it, as if it were installed once more in the same order: each
     * file is verified, and does what it would do if somebody brought it.
     */
    private void takeFromOutside() {
        leftOutside = false;
        List<StatementsOutside.Kept> left = new ArrayList<>();
        for (StatementsOutside.Kept kept : statementsOutside.read()) {
            if (kept.isPassed(statements.trusted().notices())) {
                continue;
            }
            Statements.Answer answer = statements.take(kept.file(), kept.purpose(), time.instant());
            switch (answer.outcome()) {
                case TAKEN -> {
                    LOG.warn(
                            "The home seems to be put back from an older copy, this was remembered outside of it: {}",
                            answer.text().english());
                    taken();
                }
                default -> {
                    // Its key may be announced yet, or the store have room again
                    leftOutside = true;
                    left.add(kept);
                    stale |= answer.outcome() == Statements.Outcome.NOT_WRITTEN;
                    String text = answer.text().english();
                    if (toldOutside.add(text)) {
                        LOG.warn(
                                "Statement {} {} that is remembered outside the home is not taken: {}",
                                kept.purpose().code(),
                                kept.number(),
                                text);
                    }
                }
            }
        }
        keptOutside = Optional.empty();
        List<LocalizedText> lost = left.stream()
                .filter(kept -> !statements.trusted().holds(kept))
                .map(Reasons::statementLeftOutside)
                .toList();
        stale |= !lost.equals(lostOutside);
        lostOutside = lost;
    }

    /**
     * Takes the statements that lie in the folder, or came along with its documents, each once a run. One that is refused is
     * looked at again when others have been taken: its key may have been announced.
     */
    private void takeStatements() {
        boolean due = (unwritten || !refusedReceipts.isEmpty()) && time.nanos() - triedAt >= AGAIN.toNanos();
        if (folder.otherChanges() == offeredChanges && !due) {
            return;
        }
        triedAt = time.nanos();
        unwritten = false;
        refusedReceipts
                .keySet()
                .retainAll(folder.statements().stream()
                        .map(file -> file.reading().sha256())
                        .collect(Collectors.toSet()));
        offeredChanges = folder.otherChanges();
        boolean again = true;
        while (again) {
            again = false;
            for (DocumentFolder.StatementFile file : folder.statements()) {
                if (file.reading().purpose() == Purpose.TIME_RECEIPT) {
                    takeReceipt(file);
                } else {
                    again |= offer(file.reading());
                }
            }
            for (byte[] attached : folder.attached()) {
                if (reader.read(attached) instanceof Reading.Statement statement) {
                    again |= offer(statement);
                }
            }
        }
    }

    /**
     * A receipt in the folder is taken, and goes to the archive since it counts once; or it is listed with what is wrong,
     * and tried again, since what is wrong may be this computer's clock.
     */
    private void takeReceipt(DocumentFolder.StatementFile file) {
        String sha256 = file.reading().sha256();
        InstallResult result = installer.takeReceipt(file.reading());
        LocalizedText text = result.message().orElse(Reasons.ourDefect());
        stale = true;
        if (result.kind() != InstallResult.Kind.INSTALLED) {
            Reading.Damaged refused = new Reading.Damaged(sha256, LicenseCheck.ADMISSION, text);
            if (!refused.equals(refusedReceipts.put(sha256, refused))) {
                LOG.warn("Time receipt {}: {}", file.file(), text.english());
            }
            return;
        }
        refusedReceipts.remove(sha256);
        LOG.info("Time receipt {}: {}", file.file(), text.english());
        Path target = home.archived(file.file(), time.instant(), files);
        try {
            files.move(file.file(), target);
            folder.release(List.of(file.file()), license -> false);
        } catch (IOException e) {
            LOG.warn("Time receipt {} can't be moved to {}: {}", file.file(), target, e.toString());
        }
    }

    /** @return whether something was taken that others may depend on */
    private boolean offer(Reading.Statement statement) {
        if (!offered.add(statement.sha256())) {
            return false;
        }
        if (statement.purpose() == Purpose.TIME_RECEIPT) {
            InstallResult result = installer.takeReceipt(statement);
            stale = true;
            LOG.info(
                    "Time receipt in the folder: {}",
                    result.message().map(LocalizedText::english).orElse(""));
            return false;
        }
        Statements.Answer answer = statements.take(statement.file(), statement.purpose(), time.instant());
        switch (answer.outcome()) {
            case TAKEN -> taken();
            case DAMAGED ->
                refusedStatements.put(
                        statement.sha256(), new Reading.Damaged(statement.sha256(), answer.check(), answer.text()));
            case NOT_WRITTEN -> {
                offered.remove(statement.sha256());
                unwritten = true;
                // A list is in force all the same
                stale |= statement.purpose() == Purpose.REVOCATION;
            }
            default -> LOG.debug("{}", answer.text().english());
        }
        return answer.outcome() == Statements.Outcome.TAKEN;
    }

    /**
     * What was refused for want of a key may be verified now, what counted may be revoked, or have been issued when its key
     * is said to have ended: all of it at once, as the next start would find it.
     */
    private void taken() {
        offered.removeAll(refusedStatements.keySet());
        refusedStatements.clear();
        offeredChanges = -1;
        folder.reconsider(statements.trusted()::stands, time.nanos());
        damaged.reconsider(judge(statements.trusted()));
        stale = true;
    }

    private Shelf shelf() {
        return shelf(folder.documents());
    }

    private Shelf shelf(Collection<DocumentFolder.Present> documents) {
        List<DocumentFolder.DamagedFile> bad = new ArrayList<>(folder.damaged());
        for (DocumentFolder.StatementFile file : folder.statements()) {
            String sha256 = file.reading().sha256();
            Reading.Damaged refused = refusedStatements.getOrDefault(sha256, refusedReceipts.get(sha256));
            if (refused != null) {
                bad.add(new DocumentFolder.DamagedFile(refused, file.since(), file.file()));
            }
        }
        return Shelf.of(documents, bad, damaged.all(), admission);
    }

    private Circumstances circumstances(Instant at, Marks marks, Trusted trusted) {
        return circumstances(at, marks, trusted, activations.all());
    }

    private Circumstances circumstances(Instant at, Marks marks, Trusted trusted, Map<Identity, Activation> used) {
        return new Circumstances(
                at, played, this::matching, media.counting(), trusted::isRevoked, trusted::isRevoked, marks, used);
    }

    /** What the vendor has signed tells that it is not earlier (R10). */
    private void hearTimes(Collection<DocumentFolder.Present> documents, Trusted trusted) {
        SignedTimes.latest(documents, trusted::isRevoked, trusted::isRevoked).forEach(time::seen);
        trusted.notices().forEach(notice -> time.seen(notice.vendor(), notice.issuedAt()));
    }

    /** Assesses everything. */
    private void assess() {
        Collection<DocumentFolder.Present> present = folder.documents();
        hearTimes(present, statements.trusted());
        Shelf shelf = shelf(present);
        Instant now = time.instant();
        folder.takeChanged();
        assessedChanges = folder.changes();
        assessedOthers = folder.otherChanges();
        assessedAt = time.nanos();
        mixed = shelf.isMixed();
        stale = false;
        if (admitsDocuments) {
            admit(shelf.arriving(admission), now);
        }
        Catalogue.View view = view();
        Circumstances circumstances = circumstances(now, admission.marks(), statements.trusted());
        List<Document> documents = admitsDocuments ? shelf.documents(admission) : builtInDocuments();
        assessor = new Assessor(documents, view.modules(), circumstances);
        boolean ready = isReady(view);
        Limits limits = ready ? limits(now, view) : snapshot.limits();
        if (ready && !snapshot.ready()) {
            LOG.info(
                    "Licence registry is ready: {} documents, {} modules",
                    documents.size(),
                    view.modules().size());
        }
        List<InstalledLicense> licenses = admitsDocuments
                ? shelf.listing(assessor::standing, admission, activations, media)
                : builtIn.map(own -> own.listing(assessor.assessment(), present, folder.damaged(), now))
                        .orElse(List.of());
        snapshot = new Snapshot(
                limits,
                ready,
                licenses,
                view.missing(),
                new Foresight(documents, view.modules(), circumstances),
                statements.trusted(),
                lostOutside);
    }

    private Limits limits(Instant now, Catalogue.View view) {
        Limits before = snapshot.limits();
        Map<ModuleId, Limit> byModule = assessor.limits();
        boolean same = before.revision() > 0
                && before.byModule().equals(byModule)
                && before.modules().equals(view.modules())
                && before.nextChange().equals(assessor.nextChange());
        return same
                ? before
                : new Limits(
                        // Grows across restarts too, so that whoever remembers the last one takes the next for newer
                        Math.max(before.revision() + 1, time.ever().toEpochMilli()),
                        now,
                        assessor.nextChange(),
                        view.modules(),
                        byModule);
    }

    /**
     * Assesses the documents that have come and gone since the last time, and those on which they bear, where nothing else
     * has changed: no statement, no damaged file, no name that two documents bear, nothing in the circumstances.
     *
     * @return false where that is not so, and all must be assessed
     */
    private boolean reassess() {
        if (!admitsDocuments || mixed || folder.otherChanges() != assessedOthers) {
            return false;
        }
        Set<Content> changed = folder.takeChanged();
        List<DocumentFolder.Present> present = new ArrayList<>();
        Map<Identity, Optional<InstalledLicense>> listed = new HashMap<>();
        for (Content content : changed) {
            if (folder.bearing(content.identity()) > 1) {
                return false;
            }
            folder.document(content).ifPresent(present::add);
            listed.put(content.identity(), Optional.empty());
        }
        Trusted trusted = statements.trusted();
        hearTimes(present, trusted);
        Instant now = time.instant();
        if (!assessor.isStill(now)) {
            return false; // a signed time has set ours forward over a step
        }
        List<Content> arriving = present.stream()
                .map(DocumentFolder.Present::content)
                .filter(content -> admission.state(content) == Admission.State.NEW)
                .toList();
        admit(arriving, now);
        if (stale) {
            return false;
        }
        assessedChanges = folder.changes();
        List<Document> come = new ArrayList<>();
        for (DocumentFolder.Present one : present) {
            Shelf.document(one, admission).ifPresent(come::add);
        }
        Circumstances circumstances = circumstances(now, admission.marks(), trusted);
        Set<Identity> touched = assessor.change(listed.keySet(), come, circumstances);
        for (DocumentFolder.Present one : present) {
            assessor.standing(one.content().identity())
                    .ifPresent(standing -> listed.put(
                            one.content().identity(),
                            Optional.of(Shelf.entry(
                                    one,
                                    standing,
                                    admission.arrival(one.content().identity()),
                                    activations,
                                    media))));
        }
        Listing listing = new Listing(snapshot.licenses());
        for (Identity identity : touched) {
            if (!listed.containsKey(identity)) {
                listing.entry(identity)
                        .flatMap(entry -> assessor.standing(identity).map(standing -> Plan.standing(entry, standing)))
                        .ifPresent(entry -> listed.put(identity, Optional.of(entry)));
            }
        }
        Catalogue.View view = view();
        snapshot = new Snapshot(
                limits(now, view),
                true,
                listing.with(listed),
                view.missing(),
                new Foresight(assessor.documents(), view.modules(), circumstances),
                trusted,
                lostOutside);
        return true;
    }

    /**
     * What would follow from a proposal (R9): the rules of {@link #install} and {@link #remove} up to where these begin to
     * write, then the rules of every assessment.
     *
     * @param reading of what is to be installed; empty where nothing is
     * @param removed what is to be removed; empty where nothing is
     * @return empty where there is nothing of that id to remove
     */
    Optional<Proposed> proposed(Optional<Reading> reading, Optional<LicenseId> removed, Optional<Instant> at) {
        tick();
        Instant now = time.instant();
        Instant asked = at.filter(now::isBefore).orElse(now);
        Set<License> gone = new HashSet<>();
        if (removed.isPresent()) {
            Shelf.Selection selected = shelf().select(removed.get());
            if (!selected.found()) {
                return Optional.empty();
            }
            gone.addAll(selected.documents());
        }
        Plan plan = kept(gone);
        Optional<InstallResult> install = Optional.empty();
        if (reading.isPresent()) {
            Installer.Prospect prospect = admitsDocuments
                    ? installer.prospect(reading.get(), snapshot, plan)
                    : new Installer.Prospect(editionAdmitsNone(), plan);
            install = Optional.of(prospect.result());
            plan = withRefused(prospect.plan())
                    .withAnnounced(this::soundUnder, admission::isKnown)
                    .standing();
        }
        List<InstalledLicense> listed = snapshot.licenses().stream()
                .filter(entry -> removed.filter(entry.id()::equals).isEmpty())
                .toList();
        return Optional.of(proposed(plan, foreseen(listed, plan.trusted()), install, asked));
    }

    /** With the statements in the folder that are refused now, and would be verified under the keys that are announced. */
    private Plan withRefused(Plan plan) {
        if (!plan.grown()) {
            return plan;
        }
        List<byte[]> lying = new ArrayList<>();
        folder.statements().forEach(file -> lying.add(file.reading().file()));
        lying.addAll(folder.attached());
        Plan then = plan;
        Trusted before;
        do {
            before = then.trusted();
            for (byte[] file : lying) {
                then = then.withAttached(file);
            }
        } while (before != then.trusted());
        return then;
    }

    /** The catalogue as it would be. */
    private Catalogue.View foreseen(Trusted trusted) {
        return trusted == statements.trusted()
                ? view()
                : catalogues
                        .map(maker -> maker.foreseen(trusted.countingKeys()))
                        .orElse(Catalogue.View.UNKNOWN);
    }

    /** What is listed, with the files damaged that would be: keys would be worth something else than now. */
    private List<InstalledLicense> foreseen(List<InstalledLicense> listed, Trusted trusted) {
        if (trusted == statements.trusted()) {
            return listed;
        }
        Set<LicenseId> other = new HashSet<>();
        List<InstalledLicense> then = new ArrayList<>();
        for (DamagedArea.Kept kept : damaged.foreseen(judge(trusted))) {
            other.add(kept.reading().id());
            then.add(Shelf.damaged(kept.reading(), kept.source(), kept.since()));
        }
        soundUnder(trusted).forEach(one -> other.add(new LicenseId("sha256:" + one.sha256())));
        for (DocumentFolder.StatementFile file : folder.statements()) {
            Reading.Statement statement = file.reading();
            if (Statements.KINDS.contains(statement.purpose())
                    && judge(trusted).apply(statement.file()).isEmpty()) {
                other.add(new LicenseId("sha256:" + statement.sha256()));
            }
        }
        listed.stream().filter(entry -> !other.contains(entry.id())).forEach(then::add);
        DocumentReader reading = readerUnder(trusted);
        for (DocumentFolder.Present present : folder.documents()) {
            if (present.signers().stream().allMatch(pair -> trusted.stands(pair, present.license()))) {
                continue;
            }
            for (Path file : present.files()) {
                read(file, reading)
                        .filter(Reading.Damaged.class::isInstance)
                        .map(Reading.Damaged.class::cast)
                        .filter(bad -> other.add(bad.id()))
                        .ifPresent(bad -> then.add(Shelf.damaged(bad, FOLDER, present.since())));
            }
        }
        return then;
    }

    /** What is wrong with a file that was refused, under these keys; empty where nothing is. */
    private static Function<byte[], Optional<Reading.Damaged>> judge(Trusted trusted) {
        DocumentReader reading = readerUnder(trusted);
        return file -> {
            Reading read = reading.read(file);
            if (read instanceof Reading.Statement statement && Statements.KINDS.contains(statement.purpose())) {
                Statements.Answer answer =
                        Statements.preview(file, statement.purpose(), trusted).answer();
                return answer.outcome() == Statements.Outcome.DAMAGED
                        ? Optional.of(new Reading.Damaged(statement.sha256(), answer.check(), answer.text()))
                        : Optional.empty();
            }
            return read instanceof Reading.Damaged bad ? Optional.of(bad) : Optional.empty();
        };
    }

    private Optional<Reading> read(Path file, DocumentReader reading) {
        try {
            return Optional.of(reading.read(files.read(file, LicenseDocuments.MAX_BYTES + 1)));
        } catch (IOException e) {
            LOG.debug("File {} can't be read for a preview", file, e);
            return Optional.empty();
        }
    }

    private static DocumentReader readerUnder(Trusted trusted) {
        return new DocumentReader(document -> LicenseDocuments.open(document, trusted.documentKeys()));
    }

    /**
     * What would follow from an activation (R9, R59): the rule of {@link #activate} up to where it begins to write, then the
     * rules of every assessment.
     *
     * @return empty where there is nothing of that id
     */
    Optional<Proposed> proposedActivation(LicenseId id, Optional<Instant> at) {
        tick();
        Instant now = time.instant();
        Optional<InstalledLicense> meant = Activating.meant(snapshot.licenses(), id, now);
        if (meant.isEmpty()) {
            return Optional.empty();
        }
        Optional<ActivationResult> refusal = Activating.refusal(meant.get(), now);
        Plan plan = kept(Set.of());
        if (refusal.isEmpty()) {
            License license = meant.get().license().orElseThrow();
            plan = plan.with(Identity.of(license), Activating.begun(license, now, "", ""));
        }
        Instant asked = at.filter(now::isBefore).orElse(now);
        Proposed then = proposed(plan, snapshot.licenses(), Optional.empty(), asked);
        ActivationResult result = refusal.orElseGet(() -> new ActivationResult(
                ActivationResult.Kind.ACTIVATED,
                then.licenses().stream()
                        .filter(entry -> isSame(entry, meant.get()))
                        .findFirst(),
                Optional.empty()));
        return Optional.of(
                new Proposed(then.now(), then.then(), then.licenses(), Optional.empty(), Optional.of(result)));
    }

    private Proposed proposed(
            Plan plan, List<InstalledLicense> listed, Optional<InstallResult> install, Instant asked) {
        Catalogue.View view = foreseen(plan.trusted());
        Assessment assessment = Assessment.of(
                plan.documents(),
                view.modules(),
                circumstances(asked, plan.marks(), plan.trusted(), plan.activations()));
        Limits before = snapshot.limits();
        Limits then = new Limits(
                before.revision() + 1, asked, assessment.nextChange(), view.modules(), assessment.byModule());
        List<InstalledLicense> licenses = plan.listing(listed, assessment, time.instant());
        return new Proposed(before, then, licenses, install.map(result -> shown(result, licenses)));
    }

    /** What would be kept without some documents: another one of the same id may then stand, and be admitted. */
    private Plan kept(Set<License> gone) {
        if (!admitsDocuments) {
            return new Plan(builtInDocuments(), admission.marks(), statements.trusted(), activations.all());
        }
        Shelf shelf = Shelf.of(
                folder.documents().stream()
                        .filter(present -> !gone.contains(present.license()))
                        .toList(),
                folder.damaged(),
                damaged.all(),
                admission);
        List<Document> documents = new ArrayList<>(shelf.documents(admission));
        Set<Content> arriving = new LinkedHashSet<>(shelf.arriving(admission));
        for (DocumentFolder.Present present : folder.documents()) {
            if (arriving.contains(present.content())) {
                documents.add(new Document(present.content(), false, present.signers()));
            }
        }
        return new Plan(
                documents,
                admission.marks().with(arriving.stream().map(Content::license).toList()),
                statements.trusted(),
                activations.all());
    }

    /** The answer shows the document as it would then be listed. */
    private static InstallResult shown(InstallResult result, List<InstalledLicense> licenses) {
        return new InstallResult(
                result.kind(),
                result.license().map(shown -> licenses.stream()
                        .filter(entry -> isSame(entry, shown))
                        .findFirst()
                        .orElse(shown)),
                result.message());
    }

    private static boolean isSame(InstalledLicense one, InstalledLicense other) {
        return one.id().equals(other.id())
                && one.license().map(License::vendor).equals(other.license().map(License::vendor));
    }

    /** The documents among the damaged files that can be verified under other keys. */
    private List<Reading.Sound> soundUnder(Trusted other) {
        DocumentReader reading = readerUnder(other);
        List<Reading.Sound> sound = new ArrayList<>();
        for (DocumentFolder.DamagedFile file : folder.damaged()) {
            read(file.file(), reading)
                    .filter(Reading.Sound.class::isInstance)
                    .map(Reading.Sound.class::cast)
                    .ifPresent(sound::add);
        }
        return sound;
    }

    private static InstallResult editionAdmitsNone() {
        return new InstallResult(
                InstallResult.Kind.EDITION_ADMITS_NONE, Optional.empty(), Optional.of(Reasons.editionAdmitsNone()));
    }

    private List<Document> builtInDocuments() {
        return builtIn.map(BuiltIn::documents).orElse(List.of());
    }

    private void admit(Collection<Content> arriving, Instant now) {
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
        boolean read = patient ? folder.isComplete() : folder.isScanned();
        return read && view.isSound() && (admitsDocuments || builtIn.isPresent());
    }

    /**
     * The files of the licences that count in these limits, and of the statements that tell which keys count. One that can't
     * be read at the moment is left out: a record with a gap is better than limits that are not told.
     */
    List<SignedFile> documents(Limits limits) {
        Set<LicenseId> counting = limits.byModule().values().stream()
                .flatMap(limit -> limit.from().stream())
                .collect(Collectors.toSet());
        List<SignedFile> documents = new ArrayList<>();
        for (DocumentFolder.Present present : folder.documents()) {
            if (counting.contains(present.license().id())) {
                bytes(present)
                        .map(bytes -> new SignedFile(
                                SignedFile.Kind.LICENSE, present.license().id().value(), bytes))
                        .ifPresent(documents::add);
            }
        }
        for (Notice notice : statements.trusted().verified()) {
            SignedFile.Kind kind = notice.purpose() == Purpose.KEYS ? SignedFile.Kind.KEYS : SignedFile.Kind.REVOCATION;
            documents.add(new SignedFile(kind, notice.vendor() + "-" + notice.number(), notice.file()));
        }
        return documents;
    }

    private Optional<byte[]> bytes(DocumentFolder.Present present) {
        for (Path file : present.files()) {
            try {
                byte[] bytes = files.read(file, LicenseDocuments.MAX_BYTES);
                if (DocumentReader.sha256(bytes).equals(present.sha256())) {
                    return Optional.of(bytes);
                }
            } catch (IOException e) {
                LOG.debug("File {} can't be read for the record", file, e);
            }
        }
        return Optional.empty();
    }

    private int matching(String machineKey) {
        try {
            return evidence.matchingGroups(machineKey);
        } catch (IllegalArgumentException e) {
            LOG.debug("A document is bound to '{}', which is no machine key: {}", machineKey, e.getMessage());
            return 0;
        }
    }

    /** Installs a document; in the limits of {@link #snapshot} when this returns (R8). */
    InstallResult install(byte[] bytes, Reading reading, String source) {
        // R33 is about licences: a receipt of the time gives nothing but the time
        boolean receipt = reading instanceof Reading.Statement statement && statement.purpose() == Purpose.TIME_RECEIPT;
        return admitsDocuments || receipt
                ? installer.install(bytes, upToDate(bytes, reading), source)
                : editionAdmitsNone();
    }

    /** Since the caller has verified it a statement may have been taken. */
    private Reading upToDate(byte[] bytes, Reading reading) {
        boolean doubtful = reading instanceof Reading.Sound sound
                ? !statements.trusted().stands(sound.signers(), sound.license())
                : reading instanceof Reading.Damaged damaged
                        && (damaged.failed() == LicenseCheck.KEY_KNOWN || damaged.failed() == LicenseCheck.ISSUER);
        return doubtful ? reader.read(bytes) : reading;
    }

    /**
     * Activates a break-glass licence (R59); in the limits of {@link #snapshot} when this returns. It is used from the moment
     * on in which that is durable, and has an effect after it.
     */
    ActivationResult activate(LicenseId id, String by, String reason) {
        tick();
        Instant now = time.instant();
        Optional<InstalledLicense> meant = Activating.meant(snapshot.licenses(), id, now);
        if (meant.isEmpty()) {
            return Activating.unknown();
        }
        Optional<ActivationResult> refusal = Activating.refusal(meant.get(), now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        License license = meant.get().license().orElseThrow();
        Activation wanted = Activating.begun(license, now, by, reason);
        Activation standing;
        try {
            standing = activations.use(license, wanted);
        } catch (StoreException e) {
            LOG.warn("Licence {} can't be activated: {}", id, e.getMessage());
            return new ActivationResult(
                    ActivationResult.Kind.STORE_FULL,
                    meant,
                    Optional.of(Reasons.activationNotKept(String.valueOf(e.getMessage()))));
        }
        refresh();
        Optional<InstalledLicense> then = snapshot.licenses().stream()
                .filter(entry -> isSame(entry, meant.get()))
                .findFirst();
        // One that was not known is of an attempt whose answer got lost: who repeats it is told that it came about
        if (!standing.by().equals(wanted.by()) || !standing.reason().equals(wanted.reason())) {
            return new ActivationResult(
                    ActivationResult.Kind.ALREADY_USED, then, Optional.of(Reasons.alreadyUsed(standing)));
        }
        LOG.info("Break-glass licence {} activated by {} until {}", id, standing.by(), standing.lastDay());
        return new ActivationResult(ActivationResult.Kind.ACTIVATED, then, Optional.empty());
    }

    /** See {@link Activations#uses}. Safe for all threads. */
    List<BreakGlassUse> activations() {
        return activations.uses();
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
        tick();
        Shelf.Selection selected = shelf().select(id);
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
