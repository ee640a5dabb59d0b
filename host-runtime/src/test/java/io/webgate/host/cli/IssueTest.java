// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.ExitCode;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

final class IssueTest {

    /** Made by the build, and the one that the distribution built here trusts. */
    private static final Path DEVELOPMENT = Path.of("../.vendor/development");

    @TempDir
    private Path folder = Path.of("");

    private Invocation issue(String line) {
        List<String> arguments = new ArrayList<>(List.of("vendor", "issue", "--holder", "Кафе «Ёлка»"));
        arguments.addAll(Arrays.asList(line.split(" ")));
        arguments.addAll(List.of("--out", file().toString()));
        return Invocation.of(
                Map.of(VendorFolder.DEVELOPMENT, DEVELOPMENT.toString()), arguments.toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("a.lic");
    }

    @Test
    void issuesADocumentThatInspectVerifiesAndTells() {
        Invocation issued = issue("--anywhere --application data-server --application openservice.data-server"
                + " --module powerpos.mobile-waiter=3 --feature bonus-accounts --from 2036-11-01 --until 2037-12-31"
                + " --zone Europe/Moscow --renewal 2037-12-01 --version 5.1 --term rental --lineage L-7"
                + " --generation 4 --supersedes OLD-1 --json");
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        Invocation inspected = Invocation.of("license", "inspect", file().toString(), "--json");
        assertThat(inspected.exitCode()).as(inspected.err()).isEqualTo(ExitCode.DONE);
        JsonObject license = JsonParser.parseString(inspected.out()).getAsJsonObject();
        JsonObject expected = JsonParser.parseString(
                        """
                {"lineage": "L-7", "generation": 4, "state": "valid", "vendor": "DEVL", "holder": "Кафе «Ёлка»",
                 "applications": ["openservice.data-server", "powerpos.data-server"], "version": "5.1",
                 "issuedAt": "2036-11-22T12:00:00Z", "validFrom": "2036-11-01", "validUntil": "2037-12-31",
                 "zone": "Europe/Moscow", "term": "rental", "reason": null, "kind": "static",
                 "boundTo": null, "boundKind": "anywhere",
                 "entitlements": [{"module": "powerpos.mobile-waiter", "quantity": 3}],
                 "features": ["bonus-accounts"], "renewalDate": "2037-12-01", "supersedes": ["OLD-1"]}""")
                .getAsJsonObject();
        JsonObject printed = JsonParser.parseString(issued.out()).getAsJsonObject();
        expected.add("id", printed.get("id"));
        assertThat(license.remove("document").getAsString()).isEqualTo("license");
        assertThat(license.remove("signers").getAsJsonArray()).hasSize(2);
        license.remove("attached"); // whatever this checkout's vendor has revoked
        assertThat(license).isEqualTo(expected);
    }

    @Test
    void printsTheIdAloneAndWarnsOfALastDayInThePast() {
        Invocation issued =
                issue("--anywhere --application data-server --module powerpos.mobile-waiter=1 --until 2036-11-21");
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        assertThat(issued.out().strip()).startsWith("DEVL-").doesNotContain(" ");
        assertThat(issued.err()).contains("2036-11-21");
        assertThat(Invocation.of("license", "inspect", file().toString()).out())
                .contains("expired")
                .contains("Its last day was 2036-11-21.")
                .doesNotContain("[");
    }

    @Test
    void tellsOfADayThatDoesNotExistAndWarnsOfAQuantityOfNone() {
        assertThat(issue("--anywhere --application data-server --until 2037-02-30")
                        .err())
                .contains("2037-02-30")
                .contains("no such day");
        Invocation none = issue("--anywhere --application data-server --module powerpos.mobile-waiter=0");
        assertThat(none.exitCode()).as(none.err()).isEqualTo(ExitCode.DONE);
        assertThat(none.err()).contains("! powerpos.mobile-waiter: ");
    }

    @Test
    void r17RefusesAMistypedMachineKeyNamingItsGroup() {
        MachineKeyText key = MachineKeyText.of(IntStream.rangeClosed(1, MachineKeyText.COMPONENTS)
                .mapToObj(OptionalInt::of)
                .toList());
        assertThat(issue("--application data-server --to " + key.toString().toLowerCase(Locale.ROOT))
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        List<String> groups = new ArrayList<>(key.groups());
        groups.set(
                2, (groups.get(2).startsWith("7") ? "8" : "7") + groups.get(2).substring(1));
        Invocation mistyped = issue("--application data-server --to " + String.join("-", groups));
        assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err()).contains("3");
    }

    @Test
    void r17NamesTheGroupOfAMistypedMediaKey() {
        String key = MediaKeyText.of(new byte[MediaKeyText.HASH_BYTES]).toString();
        assertThat(issue("--application data-server --media " + key).exitCode()).isEqualTo(ExitCode.DONE);
        Invocation mistyped =
                issue("--application data-server --media " + key.replaceFirst("^0{20}", "0".repeat(19) + "1"));
        assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err()).containsPattern("group 5 |группе 5 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--application data-server",
                "--anywhere --server S1 --application data-server",
                "--anywhere",
                "--anywhere --application data-server --module powerpos.pos",
                "--anywhere --application data-server --module powerpos.pos=-1",
                "--anywhere --application data-server --module powerpos.pos=1 --module powerpos.pos=2",
                "--anywhere --application data-server --until tomorrow",
                "--anywhere --application data-server --from 2037-01-02 --until 2037-01-01",
                "--anywhere --application data-server --zone Mars/Base",
                "--anywhere --application data-server --term eternal",
                "--anywhere --application data-server --term rental",
                "--anywhere --application data-server --generation 2",
                "--anywhere --application data-server --lineage слово",
                "--anywhere --application data-server --media 12",
                "--anywhere --application license-server",
                "--anywhere --application data-server --until 2037-02-30",
                "--anywhere --application data-server --supersedes a/b"
            })
    void endsWithTwoAndWritesNothingWhenUsedWrongly(String line) {
        Invocation issued = issue(line);
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.USAGE);
        assertThat(issued.err()).isNotBlank();
        assertThat(file()).doesNotExist();
    }

    @Test
    void asksForAVendorWhereThereIsNoDevelopmentVendor() {
        Invocation issued = Invocation.of(
                "vendor",
                "issue",
                "--anywhere",
                "--holder",
                "H",
                "--application",
                "data-server",
                "--out",
                file().toString());
        assertThat(issued.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(issued.err()).contains("--vendor");
    }

    @Test
    void inspectEndsWithThreeForADocumentOfAStranger() throws IOException {
        Path stranger = folder.resolve("stranger");
        VendorKeys.createDevelopment(stranger, new SecureRandom(), Invocation.NOON);
        Invocation issued = Invocation.of(
                "vendor",
                "issue",
                "--vendor",
                stranger.toString(),
                "--anywhere",
                "--holder",
                "H",
                "--application",
                "data-server",
                "--out",
                file().toString());
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        Invocation inspected = Invocation.of("license", "inspect", file().toString());
        assertThat(inspected.exitCode()).isEqualTo(ExitCode.LICENSE);
        assertThat(inspected.err()).contains("key");
    }

    @Test
    void inspectEndsWithThreeForADamagedDocument() throws IOException {
        Files.writeString(file(), "{}");
        assertThat(Invocation.of("license", "inspect", file().toString()).exitCode())
                .isEqualTo(ExitCode.LICENSE);
    }
}
