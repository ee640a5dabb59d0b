// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.ExitCode;
import io.webgate.license.format.TrustDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A vendor is made once, and only its passphrase opens it (D7). */
final class VendorInitTest {

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static VendorFixture vendor;

    @BeforeAll
    static void make() throws Exception {
        vendor = VendorFixture.in(folder);
    }

    private static Invocation init(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "vendor",
                "init",
                "--name",
                "N",
                "--dir",
                folder.resolve("other").toString()));
        arguments.addAll(Arrays.asList(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private static Path words(String text) throws Exception {
        return Files.writeString(folder.resolve("words"), text);
    }

    @Test
    void leavesWhatOthersMayKnowAndNothingElseToBeRead() throws Exception {
        TrustDocument trust =
                TrustDocument.parse(Files.readAllBytes(vendor.dir().resolve("trust.json")));
        assertThat(trust.mode()).isEqualTo(TrustDocument.PRODUCTION);
        assertThat(trust.vendors()).containsExactly(new TrustDocument.VendorInfo("MIKO", "Miko «Касса»"));
        Invocation inspected = vendor.plain("vendor inspect FILE:vendor/trust.json --json");
        assertThat(inspected.exitCode()).isEqualTo(ExitCode.DONE);
        JsonObject json = JsonParser.parseString(inspected.out()).getAsJsonObject();
        assertThat(json.get("mode").getAsString()).isEqualTo("production");
        assertThat(json.getAsJsonArray("keys")).hasSize(trust.keys().keys().size());
    }

    @Test
    void neverMakesAVendorOverAnything() throws Exception {
        byte[] before = Files.readAllBytes(vendor.dir().resolve("keys.json"));
        Invocation again = Invocation.of(
                "vendor",
                "init",
                "--prefix",
                "ASTR",
                "--name",
                "A",
                "--dir",
                vendor.dir().toString(),
                "--passphrase-file",
                vendor.passphrase().toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(again.err()).contains("new folder");
        assertThat(vendor.dir().resolve("keys.json")).hasBinaryContent(before);
    }

    @Test
    void refusesWhatIsWrongAndWritesNothing() throws Exception {
        String good = vendor.passphrase().toString();
        assertThat(init("--prefix", "MIK", "--passphrase-file", good).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(init("--prefix", "MIK0", "--passphrase-file", good).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(init("--prefix", "DEVL", "--passphrase-file", good).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(init("--prefix", "ASTR", "--zone", "Mars/Base", "--passphrase-file", good)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(init("--prefix", "ASTR", "--passphrase", "words on a command line")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        Invocation weak =
                init("--prefix", "ASTR", "--passphrase-file", words("short\n").toString());
        assertThat(weak.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(weak.err())
                .contains("12 characters")
                .contains("words picked at random")
                .doesNotContain("short");
        assertThat(init("--prefix", "ASTR", "--passphrase-file", words("\n").toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(init(
                                "--prefix",
                                "ASTR",
                                "--passphrase-file",
                                folder.resolve("nowhere").toString())
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe9, 'a', '\n'});
        assertThat(init(
                                "--prefix",
                                "ASTR",
                                "--passphrase-file",
                                folder.resolve("latin").toString())
                        .err())
                .contains("UTF-8");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    private static Invocation issue(Map<String, String> environment, String out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("vendor", "issue", "--vendor", vendor.dir().toString(), "--anywhere", "--holder", "H"));
        arguments.addAll(List.of(
                "--application", "data-server", "--out", vendor.file(out).toString()));
        arguments.addAll(Arrays.asList(more));
        return Invocation.of(environment, arguments.toArray(String[]::new));
    }

    @Test
    void saysWhereThePassphraseMayComeFromAndNeverWaitsForIt() {
        Invocation issued = issue(Map.of(), "none.lic");
        assertThat(issued.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(issued.err()).contains("--passphrase-file").contains(Passphrases.ENVIRONMENT);
        assertThat(vendor.file("none.lic")).doesNotExist();
    }

    @Test
    void aWrongPassphraseIsRefusedWithoutAHint() throws Exception {
        Invocation issued = issue(
                Map.of(Passphrases.ENVIRONMENT, words("верный конь скрепка").toString()), "none.lic");
        assertThat(issued.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(issued.err()).contains("does not open").doesNotContain("скрепка");
        assertThat(vendor.file("none.lic")).doesNotExist();
    }

    @Test
    void takesThePassphraseFromStandardInputWhereTold() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream((VendorFixture.WORDS + "\n").getBytes(StandardCharsets.UTF_8)));
            Invocation issued = issue(Map.of(), "stdin.lic", "--passphrase-file", "-");
            assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        } finally {
            System.setIn(before);
        }
    }
}
