// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Change;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each command as it is typed, through the command processor that ships. */
final class CommandsTest {

    private static final Speech ENGLISH = new Speech(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Speech RUSSIAN = new Speech(new Locale("ru"), ZoneOffset.UTC);

    private final FakePlane plane = new FakePlane();
    private final Path folder;

    CommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anEmptyHostSaysSoInsteadOfShowingEmptyTables() throws Exception {
        assertThat(run("license:list")).isEqualTo("No licence is installed.");
        assertThat(run("journal:list")).isEqualTo("The journal has no verdicts.");
        plane.view = new GateView(true, FakePlane.NOW, Optional.empty(), false, List.of(), List.of());
        assertThat(run("gate:status"))
                .isEqualTo(
                        """
                Gate   open
                Since  2026-11-22 12:00 +00:00

                There are no plugins.""");
    }

    @Test
    void licensesAreListedDamagedOnesToo() throws Exception {
        plane.registry.licenses.add(Samples.damaged());
        plane.registry.licenses.add(
                Samples.installed("l-1", LicenseState.VALID, Optional.of(LocalDate.of(2027, 3, 31))));
        assertThat(run("license:list").lines())
                .containsExactly(
                        "ID          STATE    HOLDER          VALID UNTIL  GIVES              SOURCE",
                        "l-1         valid    Кафе «Ромашка»  2027-03-31   example.waiter 10  api",
                        "sha256:abc  damaged  -               -            -                  api");
    }

    @Test
    void oneLicenceIsShownWithWhatItGivesOrWhatIsWrongWithIt() throws Exception {
        plane.registry.licenses.add(Samples.installed("l-1", LicenseState.VALID, Optional.empty()));
        plane.registry.licenses.add(Samples.damaged());
        assertThat(run("license:show l-1"))
                .contains("Кафе «Ромашка»", "example.waiter 10", "for ever", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", "xms");
        assertThat(run("license:show sha256:abc")).contains("damaged", "The signature does not fit");
    }

    @ParameterizedTest
    @CsvSource({
        "license:show none, none",
        "license:remove none, none",
        "license:remove '/%', '/%'",
        "license:why none, none",
        "license:why example.unknown, example.unknown",
        "license:breakglass none why, none",
        "license:breakglass '/%' why, '/%'",
        "license:install no-such-file, no-such-file",
        "license:install ., There is no file",
        "seats:list none, none",
        "seats:list ../x, ../x",
        "seats:evict none s1, none",
        "seats:evict example.waiter s9, s9",
        "seats:evict example.waiter s/9, s/9",
        "seats:evict example.waiter s1 --hold soon, soon",
        "journal:list many, many",
        "journal:list 0, 0",
    })
    void whatIsUnknownOrMistypedIsNamedAndNothingHappens(String command, String named) {
        plane.ledger.usages.add(Samples.usage(10, 1, Optional.empty()));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        assertThatThrownBy(() -> run(command))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(named)
                .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
        assertThat(plane.ledger.submitted).isEmpty();
        assertThat(plane.registry.installed).isEmpty();
        assertThat(plane.acts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "license:list, LicenseRegistry",
        "license:show l-1, LicenseRegistry",
        "license:remove l-1, LicenseRegistry",
        "license:why example.waiter, Ledger",
        "license:breakglass l-1 why, Access",
        "license:install FILE, Access",
        "gate:status, GateWatch",
        "gate:resume, Ledger",
        "gate:stop, Ledger",
        "seats:list example.waiter, Ledger",
        "seats:evict example.waiter s1, Ledger",
        "journal:list, Ledger",
        "journal:export journal.jsonl, Journal",
    })
    void aMissingServiceIsNamed(String command, String service) {
        plane.hasRegistry = false;
        plane.hasLedger = false;
        plane.hasWatch = false;
        plane.hasAccess = false;
        assertThatThrownBy(() -> run(command))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "The service " + service + " of the licensing plane is not running. See the log of the host.");
        assertThatThrownBy(() -> run(RUSSIAN, command))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Служба " + service);
    }

    @Test
    void aLedgerThatStillReadsIsNotAnUnknownModule() {
        plane.ledger.ready = false;
        for (String command : List.of("seats:list example.waiter", "license:why example.waiter")) {
            assertThatThrownBy(() -> run(command)).hasMessageContaining("still being read");
        }
    }

    @Test
    void aDocumentIsInstalledFromAFileAndTheActRecorded() throws Exception {
        Path file = document(5);
        plane.registry.next = new InstallResult(
                InstallResult.Kind.INSTALLED,
                Optional.of(Samples.installed("l-1", LicenseState.VALID, Optional.empty())),
                Optional.empty());
        assertThat(run("license:install '" + file + "'"))
                .startsWith("Installed.\n")
                .contains("l-1");
        // beside the console's own folder, too
        assertThat(run("license:install one.license")).contains("l-1");
        assertThat(plane.registry.installed).containsExactly("5 bytes by shell", "5 bytes by shell");
        assertThat(plane.acts).contains("shell license-install l-1 installed");
    }

    @Test
    void r59ABreakGlassLicenceIsActivatedWithAReasonAndShowsItsUse() throws Exception {
        plane.registry.licenses.add(Samples.glass("l-1", Optional.empty()));
        assertThat(run("license:show l-1")).contains("not activated yet, days: 7");
        Activation use = new Activation(FakePlane.NOW, "shell", "vendor closed", LocalDate.of(2026, 11, 29));
        plane.registry.activation = new ActivationResult(
                ActivationResult.Kind.ACTIVATED, Optional.of(Samples.glass("l-1", Optional.of(use))), Optional.empty());
        assertThat(run("license:breakglass l-1 'vendor closed'"))
                .startsWith("Activated.\n")
                .contains("activated 2026-11-22 12:00 +00:00 by shell, until 2026-11-29: vendor closed");
        assertThat(plane.registry.activated).containsExactly("l-1 by shell: vendor closed");
        assertThat(plane.acts).containsExactly("shell license-break-glass l-1: vendor closed activated");

        plane.registry.activation = new ActivationResult(
                ActivationResult.Kind.ALREADY_USED,
                Optional.empty(),
                Optional.of(new LocalizedText("It was used.", "Её использовали.")));
        assertThatThrownBy(() -> run("license:breakglass l-1 again"))
                .hasMessageContaining("The licence was activated before. It was used.");
        assertThat(plane.acts).contains("shell license-break-glass l-1: again break-glass-used");
        assertThatThrownBy(() -> run("license:breakglass l-1 ' '")).hasMessageContaining("A reason of 1 to 200");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstallResult.Kind.class,
            names = {"INSTALLED", "ALREADY_INSTALLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aDocumentThatIsRefusedIsAFailureWithTheReasonAndOnRecord(InstallResult.Kind kind) throws Exception {
        document(5);
        plane.registry.next = new InstallResult(
                kind, Optional.empty(), Optional.of(new LocalizedText("That is why.", "Вот почему.")));
        assertThatThrownBy(() -> run("license:install one.license"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("one.license")
                .hasMessageContaining("That is why.");
        assertThat(plane.acts).containsExactly("shell license-install - " + kind.code());
    }

    @Test
    void aFileTooLargeIsCutOffJustAboveTheBoundAndAnEmptyOneIsNotHandedOver() throws Exception {
        document(2_000_000);
        assertThatThrownBy(() -> run("license:install one.license")).isInstanceOf(Failure.class);
        assertThat(plane.registry.installed).containsExactly("524289 bytes by shell");
        document(0);
        assertThatThrownBy(() -> run("license:install one.license")).hasMessageContaining("empty");
        assertThat(plane.registry.installed).hasSize(1);
    }

    @Test
    void aLicenceIsRemovedOrSaidToStillCount() throws Exception {
        plane.registry.licenses.add(Samples.installed("l-1", LicenseState.VALID, Optional.empty()));
        plane.registry.archiveFull = true;
        assertThatThrownBy(() -> run("license:remove l-1")).hasMessageContaining("still counts");
        plane.registry.archiveFull = false;
        assertThat(run("license:remove l-1")).isEqualTo("Licence l-1 is removed.");
        assertThat(plane.registry.licenses).isEmpty();
        assertThat(plane.acts).containsExactly("shell license-remove l-1 store-full", "shell license-remove l-1 done");
    }

    @Test
    void aStoppedGateIsExplainedWithItsPlugins() throws Exception {
        plane.view = Samples.stopped(Samples.VERDICT);
        plane.ledger.usages.add(Samples.usage(10, 0, Optional.of(Samples.VERDICT)));
        assertThat(run("gate:status"))
                .contains(
                        "Gate         stopped",
                        "Mobile waiter: 11 sessions in use, 10 licensed",
                        "Verdict      7",
                        "gate:resume  opens the gate",
                        "com.example.waiter  1.0.0    stopped  example.waiter  The gate is stopped.");
        assertThat(run(RUSSIAN, "gate:status"))
                .contains("Шлюз", "остановлен", "Мобильный официант", "11 сеансов", "example.waiter  Шлюз остановлен.");
    }

    @Test
    void obstaclesAreToldWhereNoVerdictIsTheReason() throws Exception {
        plane.view = new GateView(
                false,
                FakePlane.NOW,
                Optional.empty(),
                false,
                List.of(new LocalizedText("The store is not open.", "Хранилище не открыто.")),
                List.of());
        assertThat(run("gate:status")).contains("stopped", "The store is not open.");
        assertThat(run(RUSSIAN, "gate:status"))
                .contains("Хранилище не открыто.")
                .doesNotContain("store is");
    }

    @Test
    void resumingAndStoppingAreAskedOfTheLedgerInTheShellsName() throws Exception {
        assertThat(run("gate:resume")).startsWith("Gate   open");
        run("gate:stop");
        run("gate:stop 'stock-taking at night'");
        assertThat(plane.ledger.submitted)
                .containsExactly(
                        new Change.Resume("shell"),
                        new Change.Stop("shell", Optional.empty()),
                        new Change.Stop("shell", Optional.of("stock-taking at night")));
        assertThat(plane.acts)
                .containsExactly(
                        "shell gate-resume gate done", "shell gate-stop gate done", "shell gate-stop gate done");
        assertThatThrownBy(() -> run("gate:stop " + "x".repeat(201))).hasMessageContaining("200");
        assertThat(plane.ledger.submitted).hasSize(3);
    }

    @Test
    void resumingWhileTheCauseStandsIsRefusedWithTheVerdictAndOnRecord() {
        plane.ledger.usages.add(Samples.usage(10, 11, Optional.of(Samples.VERDICT)));
        plane.ledger.reply = CompletableFuture.completedFuture(new Reply.Refused(
                Reply.Reason.CAUSE_STANDS, Optional.of(Samples.VERDICT), Optional.of(Samples.WAITER), 11, 10));
        assertThatThrownBy(() -> run("gate:resume"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the cause still stands")
                .hasMessageContaining("11 sessions in use, 10 licensed");
        assertThat(plane.acts).containsExactly("shell gate-resume gate cause-stands");
    }

    @Test
    void aLedgerThatClosesIsSaidToBeClosing() {
        plane.ledger.reply = CompletableFuture.failedFuture(new IllegalStateException("closed"));
        assertThatThrownBy(() -> run("gate:resume"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("closing or has failed");
    }

    @Test
    void seatsAreListedInTheirOrderWithWhoIsHitAndTheSum() throws Exception {
        plane.ledger.usages.add(Samples.usage(10, 11, Optional.of(Samples.VERDICT)));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        plane.ledger.seats.add(Samples.seat("s2", 2));
        List<String> lines = run("seats:list example.waiter").lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("s1 ").contains("Anna", "d-1").endsWith("served");
        assertThat(lines.get(2)).startsWith("s2 ").endsWith("suspended");
        assertThat(lines.get(3)).isEqualTo("Mobile waiter: in use 11 of 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seats:evict example.waiter s1 --hold 15m",
                "seats:evict --hold PT15M example.waiter s1",
                "seats:evict -h 900s example.waiter s1"
            })
    void aSeatIsEvictedAndKeptFree(String command) throws Exception {
        plane.ledger.usages.add(Samples.usage(10, 1, Optional.empty()));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        assertThat(run(command)).isEqualTo("Seat s1 is closed.");
        assertThat(plane.ledger.submitted)
                .containsExactly(new Change.Evict(new SeatId("s1"), "shell", Optional.empty(), Duration.ofMinutes(15)));
        assertThat(plane.acts).containsExactly("shell seat-evict s1 done");
    }

    @Test
    void anEvictionThatTheLedgerRefusesIsAFailureAndOnRecord() {
        plane.ledger.usages.add(Samples.usage(10, 1, Optional.empty()));
        plane.ledger.seats.add(Samples.seat("s1", 1));
        plane.ledger.reply = CompletableFuture.completedFuture(
                new Reply.Refused(Reply.Reason.STORE_FULL, Optional.empty(), Optional.empty(), 0, 0));
        assertThatThrownBy(() -> run("seats:evict example.waiter s1"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("disk is full");
        assertThat(plane.ledger.submitted)
                .containsExactly(new Change.Evict(new SeatId("s1"), "shell", Optional.empty(), Duration.ZERO));
        assertThat(plane.acts).containsExactly("shell seat-evict s1 store-full");
    }

    @Test
    void theNewestVerdictsAreListed() throws Exception {
        plane.ledger.journal.add(Samples.entry(Samples.BY_HAND));
        plane.ledger.journal.add(Samples.entry(Samples.VERDICT));
        assertThat(run("journal:list").lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("7 ")
                        && line.contains("example.waiter")
                        && line.contains("11 of 10")
                        && line.contains("stop-gate"));
        assertThat(run("journal:list 1").lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("8 ") && line.contains("administrator") && line.endsWith("ops"));
    }

    @Test
    void r60TheRecordIsWrittenForItsOwnerAloneAndTheActIsRecorded() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        assertThat(run("journal:export " + file)).isEqualTo("The journal is in " + file + ".");
        assertThat(file).content().contains("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", "version=1.0", FakePlane.NOW.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(plane.acts).containsExactly("shell journal-export journal done");
        assertThatThrownBy(() -> run("journal:export " + folder.resolve("none/journal.jsonl")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("could not be written");
        assertThat(plane.acts).hasSize(2);
    }

    /** The name of a plugin may be a method's or nothing at all: only what is declared is a command. */
    @Test
    void nothingButTheDeclaredCommandsCanBeCalled() {
        assertThatThrownBy(() -> run("license:facts x")).isNotInstanceOf(Failure.class);
        assertThatThrownBy(() -> run("gate:change x")).isNotInstanceOf(Failure.class);
    }

    private Path document(int size) throws IOException {
        return Files.write(folder.resolve("one.license"), new byte[size]);
    }

    private String run(String command) throws Exception {
        return run(ENGLISH, command);
    }

    private String run(Speech speech, String command) throws Exception {
        CommandProcessorImpl processor = new CommandProcessorImpl();
        add(processor, "license", LicenseCommands.FUNCTIONS, new LicenseCommands(plane, speech));
        add(processor, "gate", GateCommands.FUNCTIONS, new GateCommands(plane, speech));
        add(processor, "seats", SeatCommands.FUNCTIONS, new SeatCommands(plane, speech));
        add(processor, "journal", JournalCommands.FUNCTIONS, new JournalCommands(plane, speech, "1.0"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (CommandSession session =
                processor.createSession(new ByteArrayInputStream(new byte[0]), printed, printed)) {
            session.currentDir(folder);
            return String.valueOf(session.execute(command));
        } finally {
            processor.stop();
        }
    }

    private static void add(CommandProcessorImpl processor, String scope, List<String> functions, Object commands) {
        functions.forEach(function -> processor.addCommand(scope, commands, function));
    }
}
