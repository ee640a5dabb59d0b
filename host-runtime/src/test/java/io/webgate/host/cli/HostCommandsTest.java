// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

final class HostCommandsTest {

    @TempDir
    private Path home = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private WireFake wire;

    @BeforeEach
    void listen() throws IOException {
        wire = new WireFake(home);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Invocation webgate(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = home.toString();
        return Invocation.of(all);
    }

    @Test
    void keyPrintsTheMachineKeyAlone() {
        wire.when("GET /api/v1/machine-key", 200, "{\"machineKey\":\"AAAA-BBBB\",\"media\":[]}");
        Invocation key = webgate("key");
        assertThat(key.out()).isEqualTo("AAAA-BBBB" + System.lineSeparator());
        assertThat(key.err()).isEmpty();
        assertThat(key.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(webgate("key", "--json").out()).contains("\"machineKey\": \"AAAA-BBBB\"");
    }

    @Test
    void endsWithFiveWhereNoHostRuns() throws IOException {
        Files.delete(home.resolve("var/port"));
        assertThat(webgate("status").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        Invocation stop = webgate("stop");
        assertThat(stop.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(stop.err()).contains("webgate run");
    }

    @Test
    void tellsAHostThatIsStillStartingFromNone() throws IOException {
        Files.delete(home.resolve("var/port"));
        Path lock = Files.writeString(
                home.resolve("var/lock"), ProcessHandle.current().pid() + "\n");
        assertThat(webgate("status").err()).contains("No host runs");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            Invocation status = webgate("status");
            assertThat(status.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(status.err()).contains("is starting").doesNotContain("webgate run");
            assertThat(webgate("gate", "status").err()).contains("is starting");
        }
    }

    @Test
    void endsWithFiveWhereTheHostDoesNotAnswer() {
        wire.close();
        assertThat(webgate("gate", "status").exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "409, limit-exceeded, 4",
        "409, enrolment-exceeded, 4",
        "422, license-damaged, 3",
        "409, older-generation, 3",
        "403, not-licensed, 3",
        "403, forbidden, 6",
        "409, cause-stands, 6",
        "503, gate-stopped, 5",
        "507, store-full, 1",
        "404, unknown, 1"
    })
    void turnsEachRefusalIntoItsExitCode(int status, String code, int exitCode) {
        wire.when("POST /api/v1/gate/resume", status, "{\"code\":\"" + code + "\",\"detail\":\"Why.\"}");
        Invocation resume = webgate("gate", "resume");
        assertThat(resume.exitCode()).isEqualTo(exitCode);
        assertThat(resume.err()).contains("Why.");
        assertThat(resume.out()).isEmpty();
    }

    @Test
    void tellsDetailAndRemediesInTheLanguageThatItAskedFor() {
        wire.when(
                "POST /api/v1/gate/resume",
                409,
                "{\"code\":\"x\",\"detail\":\"Four of three.\",\"remedy\":[\"Buy one.\",{\"text\":\"Close one.\"}]}");
        assertThat(webgate("gate", "resume").err()).contains("Four of three.\n  - Buy one.\n  - Close one.");
        assertThat(wire.languages).containsExactly(Locale.getDefault().getLanguage());
    }

    @Test
    void installsAStatementOfTheVendorAndPrintsWhatItSays() throws IOException {
        Path file = Files.writeString(home.resolve("list.lic"), "list");
        wire.when("POST /api/v1/licenses", 201, "{\"statement\":true,\"message\":\"List 3 is in force.\"}");
        Invocation install = webgate("license", "install", file.toString());
        assertThat(install.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(install.out()).isEqualTo("List 3 is in force." + System.lineSeparator());
    }

    @Test
    void previewPrintsLimitsAndEffectsAndSaysWarnings_R9() throws IOException {
        Path file = Files.writeString(home.resolve("a.lic"), "document");
        wire.when(
                "POST /api/v1/licenses/preview?at=2027-04-01",
                200,
                "{\"limits\":[{\"module\":\"powerpos.pos\",\"before\":10,\"after\":15}],"
                        + "\"effects\":[{\"kind\":\"gate-opens\",\"what\":\"The gate opens again.\"}],"
                        + "\"warnings\":[\"It is installed already.\"]}");
        Invocation preview = webgate("license", "preview", file.toString(), "--at", "2027-04-01");
        assertThat(preview.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(preview.out()).containsPattern("powerpos.pos +10 +15").contains("The gate opens again.");
        assertThat(preview.err()).contains("It is installed already.");
        assertThat(wire.asked).containsExactly("POST /api/v1/licenses/preview?at=2027-04-01 document");
    }

    @Test
    void previewOfARemovalAsksForThatAndOfNothingAsksNobody_R9() {
        wire.when("POST /api/v1/licenses/preview?remove=MIKO-1", 200, "{\"limits\":[],\"effects\":[],\"warnings\":[]}");
        assertThat(webgate("license", "preview", "--remove", "MIKO-1").out()).contains("Nothing stops");
        assertThat(webgate("license", "preview").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(webgate("license", "preview", "a.lic", "--remove", "MIKO-1").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(wire.asked).hasSize(1);
    }

    @Test
    void installsADocumentAndSaysWhenItDoesNotCount() throws IOException {
        Path file = Files.writeString(home.resolve("a.lic"), "document");
        wire.when("POST /api/v1/licenses", 201, "{\"id\":\"L1\",\"state\":\"expired\",\"reason\":\"yesterday\"}");
        Invocation install = webgate("license", "install", file.toString());
        assertThat(install.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(install.out()).contains("L1  expired");
        assertThat(install.err()).contains("expired: yesterday");
        assertThat(wire.asked).containsExactly("POST /api/v1/licenses document");
    }

    @Test
    void removesADocumentByItsId() {
        wire.when("DELETE /api/v1/licenses/sha256%3Aab", 204, "");
        assertThat(webgate("license", "remove", "sha256:ab").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void r59ABreakGlassLicenceIsActivatedWithAReason() {
        wire.when(
                "POST /api/v1/licenses/MIKO-1/break-glass",
                200,
                "{\"id\":\"MIKO-1\",\"state\":\"valid\",\"breakGlass\":{\"days\":7,\"until\":\"2026-12-03\"}}");
        Invocation activated = webgate("license", "break-glass", "MIKO-1", "--reason", "касса «стоит»");
        assertThat(activated.exitCode()).as(activated.err()).isEqualTo(ExitCode.DONE);
        assertThat(activated.out()).contains("MIKO-1  valid");
        assertThat(activated.err()).contains("2026-12-03");
        assertThat(wire.asked)
                .containsExactly("POST /api/v1/licenses/MIKO-1/break-glass {\"reason\":\"касса «стоит»\"}");
        assertThat(webgate("license", "break-glass", "MIKO-1").exitCode()).isEqualTo(ExitCode.USAGE);

        wire.when(
                "POST /api/v1/licenses/MIKO-2/break-glass",
                409,
                "{\"title\":\"The licence was activated before\",\"code\":\"break-glass-used\"}");
        Invocation used = webgate("license", "break-glass", "MIKO-2", "--reason", "r");
        assertThat(used.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(used.err()).contains("activated before");
    }

    @Test
    void listsLicensesInColumns() {
        wire.when(
                "GET /api/v1/licenses",
                200,
                """
                [{"id":"L1","state":"valid","holder":"Кафе","validUntil":null,
                  "entitlements":[{"module":"a.b","quantity":2}]}]""");
        assertThat(webgate("license", "list").out())
                .contains("L1  valid")
                .contains("Кафе")
                .contains("a.b=2");
    }

    @Test
    void evictsASeatForATime() {
        wire.when("DELETE /api/v1/modules/a.b/seats/7?hold=PT15M&reason=lost+tablet", 204, "");
        Invocation evict = webgate("seats", "evict", "a.b", "7", "--hold", "15m", "--reason", "lost tablet");
        assertThat(evict.exitCode()).as(evict.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void evictsASeatWhoseIdBeginsWithAHyphen() {
        wire.when("DELETE /api/v1/modules/a.b/seats/-7x", 204, "");
        assertThat(webgate("seats", "evict", "a.b", "-7x").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(webgate("seats", "evict", "a.b", "7", "--holt", "15m").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void evictsInTheHomeThatIsNamedBeforeTheSubcommand() {
        wire.when("DELETE /api/v1/modules/a.b/seats/7", 204, "");
        Invocation evict = Invocation.of("seats", "--home", home.toString(), "evict", "a.b", "7");
        assertThat(evict.exitCode()).as(evict.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void gateStatusTellsTheCauseAndWhatCuresIt() {
        wire.when(
                "GET /api/v1/gate",
                200,
                """
                {"state":"stopped","since":"2026-11-22T12:00:00Z","plugins":[],
                 "verdict":{"module":"a.b","used":4,"limit":3,"consequence":"stop-gate","by":"watchdog",
                            "remedy":[{"text":"Close one."}]}}""");
        assertThat(webgate("gate", "status").out())
                .contains("a.b")
                .contains("  - Close one.")
                .contains("watchdog");
    }

    @Test
    void listsTheSeatsOfAModule() {
        wire.when("GET /api/v1/modules/a.b/seats", 200, "[{\"seat\":\"7\",\"holder\":\"Anna\",\"state\":\"served\"}]");
        assertThat(webgate("seats", "a.b").out()).contains("7").contains("Anna").contains("served");
    }

    @Test
    void enrolsADevice() {
        wire.when("POST /api/v1/enrolments", 201, "{\"code\":\"ABC\",\"expiresAt\":\"2026-11-22T13:00:00Z\"}");
        Invocation enrol = webgate("enrol", "Bar", "--module", "a.b", "--sessions", "2");
        assertThat(enrol.out()).isEqualTo("ABC" + System.lineSeparator());
        webgate("enrol", "Hall", "--module", "a.b", "--weight", "40");
        assertThat(wire.asked)
                .containsExactly(
                        "POST /api/v1/enrolments {\"label\":\"Bar\",\"modules\":[\"a.b\"],\"sessions\":2,\"weight\":1}",
                        "POST /api/v1/enrolments {\"label\":\"Hall\",\"modules\":[\"a.b\"],\"sessions\":1,\"weight\":40}");
    }

    @Test
    void explainsEnrollingInRussian() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("ru"));
        try {
            assertThat(webgate("enrol", "--help").out())
                    .contains("Как называть устройство")
                    .contains("--weight=N")
                    .contains("Сколько единиц")
                    .doesNotContain("The most")
                    .doesNotContain("How the pages");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"seats", "gate frob", "license", "license install", "enrol Bar", "seats evict a.b 7 --hold soon"})
    void endsWithTwoWhenUsedWrongly(String line) {
        assertThat(webgate(line.split(" ")).exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
