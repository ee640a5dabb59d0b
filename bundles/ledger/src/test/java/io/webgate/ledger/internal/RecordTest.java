// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.ledger.replay.Fault;
import io.webgate.ledger.replay.Question;
import io.webgate.ledger.replay.Verification;
import io.webgate.ledger.replay.WhatIf;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Journal;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static io.webgate.ledger.internal.Given.MAILER;
import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.REGISTER;
import static io.webgate.ledger.internal.Given.WAITER;
import static io.webgate.ledger.internal.Given.connect;
import static io.webgate.ledger.internal.Given.licensed;
import static io.webgate.ledger.internal.Given.limits;
import static io.webgate.ledger.internal.Given.register;
import static org.assertj.core.api.Assertions.assertThat;

/** R60: what is recorded, taken along, verified and replayed. */
final class RecordTest {

    static final Journal.Origin ORIGIN = new Journal.Origin(
            "AAAA-BBBB",
            Set.of(new ApplicationId("powerpos.data-server")),
            "1.0",
            ZoneId.of("Europe/Moscow"),
            Given.NOON);

    private final StepTime time = new StepTime();
    private Path folder = Path.of("");
    private OpenStore store;
    private LedgerEngine ledger;

    @BeforeEach
    void open(@TempDir Path home) throws Exception {
        folder = home;
        store = Stores.embedded(home.resolve("ledger.db"), time);
        ledger = new LedgerEngine(store, time).start();
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        store.close();
    }

    @Test
    void r60OnlyWhatHadAnEffectIsRecorded() throws Exception {
        ask(licensed(WAITER, 3, MAILER, 3));
        ask(new Change.Configured(MAILER.id(), 1));
        ask(connect(WAITER, "a"));
        List<String> before = recorded();
        assertThat(before).containsExactly("Begun", "NewLimits", "Configured", "Connect");

        ask(connect(WAITER, "a"));
        ask(new Change.KeepAlive(new SeatId("test-waiter-a-anna")));
        ask(new Change.Leave(new SeatId("nobody"), EndReason.CLOSED));
        ask(licensed(WAITER, 3, MAILER, 3));
        ask(new Change.Configured(MAILER.id(), 1));
        ask(new Change.TimePassed(List.of()));
        ask(new Change.Resume("olga"));
        assertThat(recorded()).as("nothing came of any of these").isEqualTo(before);

        ask(licensed(WAITER, 4, MAILER, 3));
        assertThat(recorded()).hasSize(before.size() + 1);
    }

    @Test
    void r60ARevisionThatChangesNothingElseIsTakenThoughNotRecorded() throws Exception {
        ask(licensed(WAITER, 3));
        Limits again = limits(WAITER, 3);
        ask(new Change.NewLimits(again));
        assertThat(ledger.picture().limitsRevision()).isEqualTo(again.revision());
        assertThat(recorded()).containsExactly("Begun", "NewLimits");
    }

    @Test
    void r60AClientThatHammersMakesOneRowAnHourWithHowOftenItWasRefused() throws Exception {
        ask(licensed(MANAGER, 1));
        ask(connect(MANAGER, "a"));
        for (int attempt = 0; attempt < 500; attempt++) {
            ask(connect(MANAGER, "b"));
        }
        ask(connect(MANAGER, "c"));
        assertThat(recorded()).containsExactly("Begun", "NewLimits", "Connect", "Connect", "Connect");
        time.pass(Duration.ofMinutes(61));
        ask(connect(MANAGER, "b"));
        List<Recorded.Changed> refused = changes().stream()
                .filter(changed -> changed.reply().equals("limit-exceeded"))
                .toList();
        assertThat(refused).hasSize(2);
        assertThat(changes().get(changes().size() - 1).unrecorded()).isZero();
        assertHolds();
    }

    @Test
    void r60NamesThatAClientInventsDoNotFillTheDiskEither() throws Exception {
        ask(licensed(WAITER, 0));
        for (int name = 0; name < RefusalNotes.MOST_AN_HOUR + 50; name++) {
            ask(connect(WAITER, "a", "waiter-" + name));
        }
        assertThat(recorded()).hasSize(2 + RefusalNotes.MOST_AN_HOUR);
        ask(connect(
                new io.webgate.license.api.Module(
                        new io.webgate.license.api.ModuleId("test.invented"),
                        "TEST",
                        WAITER.title(),
                        WAITER.metric(),
                        WAITER.consequence(),
                        WAITER.counting(),
                        true,
                        Set.of()),
                "a"));
        assertThat(recorded()).as("a name that is no module's").hasSize(2 + RefusalNotes.MOST_AN_HOUR);
    }

    @Test
    void r60WhatIsDecidedTogetherIsOneRow() throws Exception {
        ledger.close();
        ReluctantStore reluctant = new ReluctantStore(store);
        ledger = new LedgerEngine(reluctant, time).start();
        ask(licensed(WAITER, 1000));
        long rows = rows();
        int recorded = recorded().size();
        ReluctantStore.Hold hold = reluctant.holdNextWrite();
        List<java.util.concurrent.CompletableFuture<Reply>> answers = new ArrayList<>();
        for (int device = 0; device < 500; device++) {
            answers.add(ledger.submit(connect(WAITER, "d" + device), IdempotencyKey.none())
                    .toCompletableFuture());
            if (device == 0) {
                assertThat(hold.reached().await(120, TimeUnit.SECONDS)).isTrue();
            }
        }
        hold.goOn().countDown();
        for (var answer : answers) {
            answer.get(120, TimeUnit.SECONDS);
        }
        assertThat(rows() - rows).as("the first, and all that came meanwhile").isBetween(1L, 2L);
        assertThat(recorded()).hasSize(recorded + 500);
        assertHolds();
    }

    @Test
    void anExportOfARealPastHolds() throws Exception {
        Path file = pastAndExport();
        Verification found = verify(file);
        assertThat(found.fault()).isEmpty();
        assertThat(found.origin()).contains(ORIGIN);
        assertThat(found.verdicts()).isEqualTo(5);
        assertThat(found.limits()).isEqualTo(3);
        assertThat(found.lastHash()).isEqualTo(store.read(LedgerTables::lastHash));
    }

    @Test
    void everyChangedByteIsNoticed() throws Exception {
        byte[] whole = Files.readAllBytes(pastAndExport());
        Path changed = folder.resolve("changed");
        int step = Boolean.getBoolean("webgate.long") ? 1 : 7;
        int tried = 0;
        for (int at = 0; at < whole.length; at += step) {
            for (int flip : new int[] {0x01, 0x20}) {
                byte[] bytes = whole.clone();
                bytes[at] ^= (byte) flip;
                Files.write(changed, bytes);
                assertThat(verify(changed).fault())
                        .as("byte %s of %s", at, whole.length)
                        .isPresent();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(1000);
    }

    @Test
    void aFileThatEndsTooEarlyOrGoesOnIsNoticed() throws Exception {
        byte[] whole = Files.readAllBytes(pastAndExport());
        Path changed = folder.resolve("changed");
        for (int length = 0; length < whole.length; length += 11) {
            Files.write(changed, Arrays.copyOf(whole, length));
            assertThat(verify(changed).fault()).as("%s bytes", length).isPresent();
        }
        Files.write(changed, Arrays.copyOf(whole, whole.length - 1));
        assertThat(verify(changed).fault().orElseThrow().kind()).isEqualTo(Fault.Kind.TRUNCATED);
        Files.write(changed, Arrays.copyOf(whole, whole.length + 1));
        assertThat(verify(changed).fault().orElseThrow().kind()).isEqualTo(Fault.Kind.SURPLUS);
    }

    @Test
    void theFirstBadRowIsNamed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(pastAndExport()));
        assertThat(lines.get(5)).contains("\"seq\":5");
        lines.set(5, lines.get(5).replace("2026-11-22", "2026-11-21"));
        Fault fault = verify(written(lines)).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.CHAIN);
        assertThat(fault.row()).isEqualTo(5);
        lines.remove(5);
        assertThat(verify(written(lines)).fault().orElseThrow().row()).isEqualTo(5);
    }

    @Test
    void anOutcomeThatDoesNotFollowIsFoundAlthoughTheChainWasForgedAnew() throws Exception {
        pastAndExport();
        forge("\"limit\":1,\"used\":2", "\"limit\":9,\"used\":10");
        Fault fault = verify(export()).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.DECISION);
        assertThat(fault.recorded()).contains("\"used\":10");
        assertThat(fault.computed()).contains("\"used\":2");
    }

    @Test
    void aGrantThatWasNoneIsFoundAlthoughTheChainWasForgedAnew() throws Exception {
        pastAndExport();
        forge("\"reply\":\"limit-exceeded\"", "\"reply\":\"granted\"");
        Fault fault = verify(export()).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.DECISION);
        assertThat(fault.computed()).contains("limit-exceeded");
    }

    @Test
    void r54WhichVerdictWasClosedIsReadFromTheHashedTextNotFromTheColumnBesideIt() throws Exception {
        ask(licensed(WAITER, 1));
        ask(new Change.Stop("olga", Optional.empty()));
        ask(new Change.Resume("olga"));
        ask(new Change.Stop("olga", Optional.empty()));
        long open = verdict();
        ledger.close();
        store.write(c -> Sql.update(c, "UPDATE ledger_journal SET ref = ? WHERE kind = 'cleared'", open));
        OpenVerdicts read = store.read(OpenVerdicts::read);
        assertThat(read.latches()).extracting(latch -> latch.seq()).containsExactly(open);
    }

    @Test
    void limitsThatTheirDocumentsDoNotGiveAreFound() throws Exception {
        Path file = pastAndExport();
        Verification found = ExportedJournal.verify(
                file,
                (origin, limits, documents) ->
                        limits.of(WAITER.id()).quantity() == 5 ? List.of("five are too many") : List.of());
        assertThat(found.fault().orElseThrow().kind()).isEqualTo(Fault.Kind.LIMITS);
        assertThat(found.fault().orElseThrow().computed()).isEqualTo("five are too many");
    }

    @Test
    void limitsFromALicenceWithoutItsDocumentAreNamedAsUnchecked() throws Exception {
        Limits bare = limits(WAITER, 1);
        Limits limits = new Limits(
                bare.revision(),
                bare.at(),
                Optional.empty(),
                bare.modules(),
                Map.of(WAITER.id(), new Limit(1, Set.of(), List.of(new LicenseId("L-7")))));
        licensedWith(limits, "first");
        assertThat(verify(export()).unchecked()).singleElement().satisfies(text -> assertThat(text.english())
                .contains("L-7"));
    }

    @Test
    void limitsThatAReconciliationBringsAreNotBelieved() throws Exception {
        reconciledPast();
        Verification honest = verify(export());
        assertThat(honest.fault()).isEmpty();
        assertThat(honest.unchecked()).singleElement().satisfies(text -> assertThat(text.english())
                .contains("outcome was unknown at first: 1"));

        forge(body -> body.contains("\"reconciled\"") ? body.replace("\"quantity\":1", "\"quantity\":900") : body);
        assertThat(told(verify(export()))).contains("New limits recorded without their documents: 1.");
    }

    @Test
    void r60LimitsThatCameWhileTheStoreFailedKeepTheirDocumentsThroughAReconciliation() throws Exception {
        ReluctantStore reluctant = pastWithLimitsMeanwhile();
        reluctant.refuse(false);
        untilReconciled();

        assertThat(meanwhile()).containsExactly(List.of("second"), List.of("third"));
        assertThat(keptDocuments()).containsExactly("first", "second", "third");
        assertHolds();
        assertThat(told(verify(export()))).doesNotContain("without their documents");
        assertThat(verify(export()).limits()).isEqualTo(3);
    }

    @Test
    void r60TheDocumentsAreInTheTransactionThatReliesOnThem() throws Exception {
        ReluctantStore reluctant = pastWithLimitsMeanwhile();
        store.write(
                c -> Sql.update(
                        c,
                        "CREATE TRIGGER refuse_rows BEFORE INSERT ON ledger_journal BEGIN SELECT RAISE(ABORT, 'no space'); END"));
        reluctant.refuse(false);
        ask(new Change.TimePassed(List.of()));
        assertThat(keptDocuments()).containsExactly("first");

        // one more time nobody knows how it ended
        store.write(c -> Sql.update(c, "DROP TRIGGER refuse_rows"));
        reluctant.loseNextAnswer();
        untilReconciled();
        ask(new Change.TimePassed(List.of()));
        assertThat(keptDocuments()).containsExactly("first", "second", "third");
        assertHolds();
        assertThat(told(verify(export()))).doesNotContain("without their documents");
    }

    @Test
    void r60ACrashBeforeTheReconciliationLeavesNoLimitsWithoutTheirDocument() throws Exception {
        pastWithLimitsMeanwhile();
        LedgerEngine abandoned = ledger;
        ledger = new LedgerEngine(store, time).start();
        licensedWith(limits(WAITER, 3), "third");
        ask(connect(WAITER, "d"));
        abandoned.close();

        assertThat(recorded()).doesNotContain("Reconciled");
        assertThat(keptDocuments()).containsExactly("first", "third");
        assertHolds();
        assertThat(told(verify(export()))).isEmpty();
    }

    @Test
    void r60AReplayKnowsTheDocumentsOfLimitsThatCameMeanwhile() throws Exception {
        ReluctantStore reluctant = pastWithLimitsMeanwhile();
        reluctant.refuse(false);
        untilReconciled();
        List<List<String>> asked = new ArrayList<>();
        WhatIf told = ExportedJournal.replay(
                export(),
                new Question(Optional.empty(), Optional.empty(), List.of(), (origin, recorded, documents, at) -> {
                    asked.add(documents.stream().map(SignedFile::id).toList());
                    return recorded;
                }));
        assertThat(told.recordedStops()).isEqualTo(1);
        assertThat(asked).containsSubsequence(List.of("first"), List.of("second"), List.of("third"));
    }

    /**
     * Two are in under the first licence. Then a commit's answer is lost and the store refuses all: a second licence comes,
     * the gate is stopped under it, and a third.
     */
    private ReluctantStore pastWithLimitsMeanwhile() throws Exception {
        ledger.close();
        ReluctantStore reluctant = new ReluctantStore(store);
        ledger = new LedgerEngine(reluctant, time).start();
        licensedWith(limits(WAITER, 2), "first");
        ask(connect(WAITER, "a"));
        reluctant.loseNextAnswerAndRefuse();
        ask(connect(WAITER, "b"));
        licensedWith(limits(WAITER, 0), "second");
        assertThat(ask(connect(WAITER, "c")))
                .isInstanceOfSatisfying(Reply.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reply.Reason.GATE_STOPPED));
        licensedWith(limits(WAITER, 3), "third");
        assertThat(recorded()).doesNotContain("Reconciled");
        return reluctant;
    }

    private void untilReconciled() throws Exception {
        for (int attempt = 0; attempt < 100 && !recorded().contains("Reconciled"); attempt++) {
            ask(new Change.TimePassed(List.of()));
        }
        assertThat(recorded()).contains("Reconciled");
    }

    /** The documents of each limits that a reconciliation tells. */
    private List<List<String>> meanwhile() throws Exception {
        return all().stream()
                .filter(Recorded.Reconciled.class::isInstance)
                .flatMap(one -> ((Recorded.Reconciled) one).meanwhile().stream())
                .map(told -> told.documents().stream().map(Recorded.Named::id).toList())
                .toList();
    }

    private List<String> keptDocuments() throws Exception {
        return store.read(c -> Sql.query(c, "SELECT id FROM ledger_document ORDER BY id", row -> row.getString(1)));
    }

    @Test
    void aModuleThatAReconciliationTakesOutOfForceIsFound() throws Exception {
        reconciledPast();
        forge("\"shadow\":[],\"displacing\"", "\"shadow\":[\"test.waiter\"],\"displacing\"");
        Fault fault = verify(export()).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.LIMITS);
        assertThat(fault.computed()).contains("test.waiter is not enforced");
    }

    @Test
    void r54AMadeUpStartDoesNotLoseALatch() throws Exception {
        ask(licensed(WAITER, 1));
        ask(connect(WAITER, "a"));
        ask(connect(WAITER, "b"));
        ledger.close();
        ledger = new LedgerEngine(store, time).start();
        ask(licensed(WAITER, 1));
        assertHolds();
        String nothing = StateJson.write(State.EMPTY).toString();
        forge(body -> body.contains("\"begun\"") ? body.replaceFirst("}]}$", ",\"state\":" + nothing + "}]}") : body);
        Fault fault = verify(export()).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.DECISION);
        assertThat(fault.recorded()).isEqualTo("a start with a whole state");
    }

    @Test
    void r54WhatTheRowsBeforeTheRecordLeaveOpenIsOpenInTheStateItBeginsWith() {
        Scenario past = new Scenario(licensed(WAITER, 1), connect(WAITER, "a"), connect(WAITER, "b"));
        assertThat(past.state.latches()).hasSize(1);
        assertThat(begun(past, Optional.of(past.state))).isEmpty();
        assertThat(begun(past, Optional.of(past.state.withLatches(List.of())))
                        .orElseThrow()
                        .computed())
                .isEqualTo("open verdicts [1]");
        assertThat(begun(past, Optional.empty())).isPresent();

        past.then(new Change.Stopped(1, List.of("gate")));
        past.then(licensed(WAITER, 5));
        past.then(new Change.Resume("olga"));
        assertThat(past.state.latches()).isEmpty();
        assertThat(begun(past, Optional.of(past.state))).isEmpty();
        assertThat(begun(
                        past,
                        Optional.of(past.state.withLatches(
                                List.of(past.entries(Entry.Passed.class).get(0).verdict())))))
                .as("a verdict that is not open")
                .isPresent();
    }

    /** What a replay says to a start with this state behind the rows of a past that has no changes in it. */
    private static Optional<Replay.Difference> begun(Scenario past, Optional<State> told) {
        Replay replay = new Replay();
        for (Entry entry : past.entries) {
            JournalRow.of(entry).ifPresent(row -> assertThat(replay.next(row)).isEmpty());
        }
        Recorded begun = new Recorded.Begun(past.now, 1, 1, told);
        return replay.next(JournalRow.of(new Entry.Inputs(past.state.nextSeq(), past.now, List.of(begun)))
                .orElseThrow());
    }

    @Test
    void whatAJournalBeginsWithIsNamedAsUnchecked() throws Exception {
        ask(new Change.Bounded(Map.of(WAITER.id(), 4L)));
        assertThat(verify(export()).unchecked()).as("a row tells it").isEmpty();
        store.write(c -> Sql.update(c, "DELETE FROM ledger_journal"));
        ledger.close();
        ledger = new LedgerEngine(store, time).start();
        ask(new Change.Bounded(Map.of(WAITER.id(), 5L)));
        Verification found = verify(export());
        assertThat(found.fault()).isEmpty();
        assertThat(told(found)).contains("when the record began are taken as recorded");
    }

    @Test
    void r10LimitsThatOutliveTheirDocumentsAreNamedAsUnchecked() throws Exception {
        Instant over = Given.NOON.plus(Duration.ofHours(1));
        Limits bare = limits(WAITER, 3);
        licensedWith(
                new Limits(bare.revision(), bare.at(), Optional.of(over), bare.modules(), bare.byModule()), "first");
        ask(connect(WAITER, "a"));
        assertThat(told(untilThen(over))).isEmpty();
        time.pass(Duration.ofHours(2));
        ask(connect(WAITER, "b"));
        assertThat(told(verify(export()))).as("documents that give the same").isEmpty();
        assertThat(told(untilThen(over))).contains("their documents do not give them: 1, first in row 4");
        time.pass(Duration.ofHours(-2));
        ask(new Change.Bounded(Map.of(WAITER.id(), 1L)));
        assertThat(told(untilThen(over))).as("a clock that is set back").contains("1, first in row 4");
    }

    @Test
    void r10LimitsThatEndWithTheirDocumentsAreChecked() throws Exception {
        Instant over = Given.NOON.plus(Duration.ofHours(1));
        Limits bare = limits(WAITER, 3);
        licensedWith(
                new Limits(bare.revision(), bare.at(), Optional.of(over), bare.modules(), bare.byModule()), "first");
        ask(connect(WAITER, "a"));
        time.pass(Duration.ofHours(1).plusMillis(300));
        ask(new Change.Leave(Given.seat(WAITER, "a-anna"), EndReason.CLOSED));
        licensedWith(limits(), "first");
        time.pass(Duration.ofHours(1));
        ask(new Change.Bounded(Map.of(WAITER.id(), 1L)));
        Verification found = untilThen(over);
        assertThat(found.fault()).isEmpty();
        assertThat(found.unchecked()).isEmpty();
    }

    @Test
    void limitsThatCameTooLateToCountAreFound() throws Exception {
        Limits before = limits(WAITER, 5);
        licensedWith(before, "first");
        licensedWith(limits(WAITER, 3), "second");
        assertHolds();
        forge("\"revision\":" + before.revision() + ",", "\"revision\":" + Long.MAX_VALUE + ",");
        Fault fault = verify(export()).fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.DECISION);
        assertThat(fault.computed()).isEqualTo("older than the limits before them");
    }

    @Test
    void aFileThatNamesNoComputerSaysSo() throws Exception {
        ask(new Change.Bounded(Map.of(WAITER.id(), 4L)));
        Path file = folder.resolve("nobody.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JournalExport(store)
                    .export(new Journal.Origin("", ORIGIN.applications(), "1.0", ORIGIN.zone(), ORIGIN.at()), out);
        }
        assertThat(told(verify(file))).contains("The file names no machine key.");
        assertThat(told(verify(export()))).isEmpty();
    }

    /** As by documents that give something until then alone. */
    private Verification untilThen(Instant over) throws IOException {
        return ExportedJournal.verify(
                export(),
                (origin, limits, documents) ->
                        limits.at().isBefore(over) || limits.byModule().isEmpty() ? List.of() : List.of("over"));
    }

    private static String told(Verification found) {
        return found.unchecked().stream().map(text -> text.english()).collect(Collectors.joining("\n"));
    }

    /** One commit whose answer was lost, with a limit of one. */
    private void reconciledPast() throws Exception {
        ledger.close();
        ReluctantStore reluctant = new ReluctantStore(store);
        ledger = new LedgerEngine(reluctant, time).start();
        licensedWith(limits(WAITER, 1), "first");
        reluctant.loseNextAnswer();
        ask(connect(WAITER, "a"));
        untilReconciled();
    }

    @Test
    void aBiggerLicenceWouldNotHaveStoppedTheGate() throws Exception {
        Path file = pastAndExport();
        WhatIf told = ExportedJournal.replay(file, question(Optional.empty(), 10));
        assertThat(told.recordedStops()).isEqualTo(2);
        assertThat(told.stops())
                .as("an administrator would have stopped it all the same")
                .isEqualTo(1);
        assertThat(told.spared()).extracting(one -> one.verdict().module()).contains(Optional.of(WAITER.id()));
        assertThat(told.additional()).isEmpty();
        assertThat(told.admitted()).extracting(one -> one.subject().device()).contains("b", "n");
        assertThat(told.refused()).isEmpty();
    }

    @Test
    void noLicenceAtAllWouldHaveStoppedItAndRefusedThoseWhoWereIn() throws Exception {
        Path file = pastAndExport();
        WhatIf told = ExportedJournal.replay(file, question(Optional.empty(), 0));
        assertThat(told.refused()).extracting(one -> one.subject().device()).contains("a", "m");
        assertThat(told.admitted()).isEmpty();
    }

    @Test
    void theSameLimitsGiveTheSamePast() throws Exception {
        Path file = pastAndExport();
        WhatIf told = ExportedJournal.replay(
                file,
                new Question(
                        Optional.empty(), Optional.empty(), List.of(), (origin, recorded, documents, at) -> recorded));
        assertThat(told.spared()).isEmpty();
        assertThat(told.additional()).isEmpty();
        assertThat(told.admitted()).isEmpty();
        assertThat(told.refused()).isEmpty();
        assertThat(told.computed()).hasSameSizeAs(told.recorded()).hasSize(5);
    }

    @Test
    void onlyThePeriodThatIsAskedAboutIsTold() throws Exception {
        Path file = pastAndExport();
        WhatIf later = ExportedJournal.replay(file, question(Optional.of(Given.NOON.plus(Duration.ofDays(1))), 10));
        assertThat(later.recordedStops()).as("the first stop was before").isEqualTo(1);
        assertThat(later.spared()).isEmpty();
    }

    // ------------------------------------------------------------------

    private static Question question(Optional<Instant> from, long quantity) {
        return new Question(
                from,
                Optional.empty(),
                List.of(),
                (origin, recorded, documents, at) ->
                        limits(WAITER, quantity, MANAGER, quantity, REGISTER, quantity, MAILER, 3));
    }

    /** Five verdicts: the gate, a refused manager, suspended registers, a feature, an administrator. */
    private Path pastAndExport() throws Exception {
        licensedWith(limits(WAITER, 1, MANAGER, 1, REGISTER, 1, MAILER, 3), "first");
        ask(new Change.Configured(MAILER.id(), 1));
        ask(connect(WAITER, "a"));
        ask(connect(WAITER, "b"));
        ask(new Change.Stopped(verdict(), List.of("plugin", "gate")));
        licensedWith(limits(WAITER, 5, MANAGER, 1, REGISTER, 1, MAILER, 3), "second");
        time.pass(Duration.ofMinutes(5));
        ask(connect(MANAGER, "m"));
        ask(connect(MANAGER, "n"));
        ask(register(REGISTER, "r", Optional.of("shop"), 1));
        ask(register(REGISTER, "s", Optional.of("shop"), 1, "messages"));
        ledger.close();
        time.pass(Duration.ofDays(2));
        ledger = new LedgerEngine(store, time).start();
        licensedWith(limits(WAITER, 5, MANAGER, 1, REGISTER, 1, MAILER, 3), "second");
        ask(new Change.Configured(MAILER.id(), 1));
        ask(new Change.Stop("olga", Optional.of("stock-taking")));
        ask(new Change.Resume("olga"));
        return export();
    }

    private long verdict() {
        return ledger.verdicts(1).get(0).verdict().seq();
    }

    private void licensedWith(Limits limits, String document) throws Exception {
        ledger.submit(
                        limits,
                        List.of(new SignedFile(
                                SignedFile.Kind.LICENSE, document, document.getBytes(StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .get(120, TimeUnit.SECONDS);
    }

    private Path export() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JournalExport(store).export(ORIGIN, out);
        }
        return file;
    }

    private Path written(List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("changed"), String.join("\n", lines) + "\n");
    }

    private static Verification verify(Path file) throws IOException {
        return ExportedJournal.verify(file, (origin, limits, documents) -> List.of());
    }

    private void assertHolds() throws IOException {
        assertThat(verify(export()).fault()).isEmpty();
    }

    /** As somebody would who may write the database and knows how the chain is made. */
    private void forge(String from, String to) throws Exception {
        forge(body -> body.replace(from, to));
    }

    private void forge(UnaryOperator<String> change) throws Exception {
        String hash = JournalChain.GENESIS;
        for (JournalReader.Stored stored : RecordPropertyTest.rows(store)) {
            JournalRow row = stored.row();
            String body = change.apply(row.body());
            String before = hash;
            hash = JournalChain.hash(before, row.seq(), row.kind(), body);
            String after = hash;
            store.write(c -> Sql.update(
                    c,
                    "UPDATE ledger_journal SET body = ?, previous_hash = ?, hash = ? WHERE seq = ?",
                    body,
                    before,
                    after,
                    row.seq()));
        }
    }

    private long rows() throws Exception {
        return RecordPropertyTest.rows(store).size();
    }

    private List<String> recorded() throws Exception {
        return all().stream()
                .map(one -> (one instanceof Recorded.Changed changed ? changed.change() : one)
                        .getClass()
                        .getSimpleName())
                .toList();
    }

    private List<Recorded.Changed> changes() throws Exception {
        return all().stream()
                .filter(Recorded.Changed.class::isInstance)
                .map(Recorded.Changed.class::cast)
                .toList();
    }

    private List<Recorded> all() throws Exception {
        List<Recorded> all = new ArrayList<>();
        for (JournalReader.Stored stored : RecordPropertyTest.rows(store)) {
            if (stored.row().kind().equals(JournalRow.CHANGE)) {
                all.addAll(ChangeJson.read(stored.row().body()).recorded());
            }
        }
        return all;
    }

    private Reply ask(Change change) throws Exception {
        return ledger.submit(change, IdempotencyKey.none())
                .toCompletableFuture()
                .get(120, TimeUnit.SECONDS);
    }
}
