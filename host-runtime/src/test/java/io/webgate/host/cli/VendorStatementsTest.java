// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.ExitCode;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists, announcements and receipts by the command line (R10, R11, R12), by the development vendor, who is never asked. */
final class VendorStatementsTest {

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private VendorFixture vendor;

    @BeforeEach
    void make() throws IOException {
        vendor = new VendorFixture(folder);
        VendorKeys.createDevelopment(vendor.dir(), new SecureRandom(), Invocation.NOON);
    }

    private JsonObject done(Invocation invocation) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.DONE);
        return JsonParser.parseString(invocation.out()).getAsJsonObject();
    }

    private JsonObject inspected(String name) {
        return done(vendor.run("inspect FILE:" + name + " --json"));
    }

    private String kid(String purpose) {
        done(vendor.run("issue --anywhere --holder H --application data-server --out FILE:probe.lic --json"));
        JsonObject signer =
                inspected("probe.lic").getAsJsonArray("signers").get(0).getAsJsonObject();
        assertThat(signer.getAsJsonArray("purposes").toString()).isEqualTo("[\"" + purpose + "\"]");
        return signer.get("kid").getAsString();
    }

    @Test
    void r11ListsGrowAndHoldEverything() {
        JsonObject first = done(vendor.run("revoke DEVL-2 DEVL-1 --out FILE:list.jws --json"));
        assertThat(first.get("number").getAsLong()).isEqualTo(1);
        assertThat(first.get("nextUpdate").getAsString()).isEqualTo("2036-12-22T12:00:00Z");
        Invocation second = vendor.run("revoke DEVL-3 --next-update 2037-01-31 --out FILE:list.jws");
        assertThat(second.out().strip()).isEqualTo("2");
        assertThat(inspected("list.jws").get("nextUpdate").getAsString())
                .as("that day still counts")
                .isEqualTo("2037-02-01T00:00:00Z");
        JsonObject renewed = done(vendor.run("revoke --next-update 12h --out FILE:list.jws --json"));
        assertThat(renewed.get("number").getAsLong()).isEqualTo(3);

        JsonObject list = inspected("list.jws");
        assertThat(list.get("document").getAsString()).isEqualTo("revocation");
        assertThat(list.get("state").getAsString()).isEqualTo("valid");
        assertThat(list.get("nextUpdate").getAsString()).isEqualTo("2036-11-23T00:00:00Z");
        assertThat(list.getAsJsonArray("licenses").toString()).isEqualTo("[\"DEVL-1\",\"DEVL-2\",\"DEVL-3\"]");
        assertThat(done(vendor.run("revoke --list --json")).get("number").getAsLong())
                .isEqualTo(3);
        assertThat(vendor.run("revoke --list").out().lines()).containsExactly("DEVL-1", "DEVL-2", "DEVL-3");
    }

    @Test
    void r11ANewLicenceCarriesTheListAlongUnlessTold() throws IOException {
        done(vendor.run("revoke DEVL-1 --out FILE:list.jws --json"));
        Invocation issued = vendor.run("issue --anywhere --holder H --application data-server --out FILE:with.lic");
        assertThat(issued.err()).contains("statements: 1");
        JsonArray attached = inspected("with.lic").getAsJsonArray("attached");
        assertThat(attached).hasSize(1);
        assertThat(attached.get(0).getAsJsonObject().get("document").getAsString())
                .isEqualTo("revocation");

        done(vendor.run("issue --anywhere --holder H --application data-server --no-with-revocations"
                + " --out FILE:without.lic --json"));
        assertThat(inspected("without.lic").getAsJsonArray("attached")).isEmpty();
    }

    @Test
    void r11RefusesWhatIsNoIdNoTimeOrNoPlace() {
        for (String line : new String[] {
            "revoke DEVL-1",
            "revoke a/b --out FILE:no.jws",
            "revoke DEVL-1 --next-update tomorrow --out FILE:no.jws",
            "revoke DEVL-1 --next-update 2037-02-30 --out FILE:no.jws",
            "revoke DEVL-1 --next-update 2036-11-21 --out FILE:no.jws",
            "revoke --key unknown --out FILE:no.jws"
        }) {
            assertThat(vendor.run(line).exitCode()).as(line).isEqualTo(ExitCode.USAGE);
        }
        assertThat(vendor.file("no.jws")).doesNotExist();
        assertThat(done(vendor.run("revoke --list --json")).get("number").getAsLong())
                .isZero();
        assertThat(vendor.run("revoke ASTR-1 --out FILE:odd.jws").err()).contains("ASTR-1");
    }

    @Test
    void r12RotatingGivesNewLicencesANewKeyAndAnnouncesIt() {
        String first = kid("license");
        JsonObject announcement = done(vendor.run("rotate --retire-after 10d --out FILE:keys.jws --json"));
        assertThat(announcement.get("number").getAsLong()).isEqualTo(1);
        String second = kid("license");
        assertThat(second).isNotEqualTo(first);
        JsonObject told = inspected("keys.jws");
        assertThat(told.get("document").getAsString()).isEqualTo("keys");
        assertThat(told.getAsJsonArray("keys").toString())
                .contains(first, second, "\"until\":\"2036-12-02T12:00:00Z\"");
        assertThat(inspected("probe.lic").getAsJsonArray("attached")).hasSize(1);
        assertThat(vendor.run("rotate --again --out FILE:keys.jws").out().strip())
                .isEqualTo("2");
        assertThat(kid("license")).isEqualTo(second);
    }

    @Test
    void r12ACompromisedKeyIsRevokedInBothWays() {
        String stolen = kid("license");
        Invocation early = vendor.run("revoke --out FILE:list.jws --key", stolen);
        assertThat(early.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(early.err()).contains("vendor rotate --compromised " + stolen);

        JsonObject announcement = done(vendor.run("rotate --out FILE:keys.jws --json --compromised", stolen));
        assertThat(announcement.getAsJsonArray("revoked").toString()).isEqualTo("[\"" + stolen + "\"]");
        assertThat(kid("license")).isNotEqualTo(stolen);
        JsonObject list = done(vendor.run("revoke --out FILE:list.jws --json --key", stolen));
        assertThat(list.getAsJsonArray("keys").toString()).isEqualTo("[\"" + stolen + "\"]");
    }

    @Test
    void r12TheRootIsRotatedAndItsTheftNeedsANewDistribution() throws IOException {
        done(vendor.run("rotate --purpose all --out FILE:keys.jws --json"));
        JsonArray keys = inspected("keys.jws").getAsJsonArray("keys");
        assertThat(keys).as("seven purposes, two algorithms, old and new").hasSize(28);
        String root = inspected("keys.jws")
                .getAsJsonArray("signers")
                .get(0)
                .getAsJsonObject()
                .get("kid")
                .getAsString();
        done(vendor.run("rotate --out FILE:again.jws --json --compromised", root));

        VendorFixture lone = new VendorFixture(folder.resolve("lone"));
        VendorKeys.createDevelopment(lone.dir(), new SecureRandom(), Invocation.NOON);
        done(lone.run("rotate --again --out FILE:keys.jws --json"));
        String only = done(lone.run("inspect FILE:keys.jws --json"))
                .getAsJsonArray("signers")
                .get(0)
                .getAsJsonObject()
                .get("kid")
                .getAsString();
        Invocation refused = lone.run("rotate --out FILE:no.jws --compromised", only);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err()).contains("--new-distribution");
        assertThat(lone.file("no.jws")).doesNotExist();
        assertThat(lone.run("rotate --new-distribution --compromised", only).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void r12RefusesWhatIsNoPurposeNoKeyOrNoTime() {
        for (String line : new String[] {
            "rotate",
            "rotate --purpose allotment --out FILE:no.jws",
            "rotate --purpose everything --out FILE:no.jws",
            "rotate --retire-after 0s --out FILE:no.jws",
            "rotate --retire-after soon --out FILE:no.jws",
            "rotate --compromised unknown --out FILE:no.jws",
            "rotate --again --purpose keys --out FILE:no.jws",
            "rotate --new-distribution --out FILE:no.jws"
        }) {
            assertThat(vendor.run(line).exitCode()).as(line).isEqualTo(ExitCode.USAGE);
        }
        assertThat(vendor.file("no.jws")).doesNotExist();
    }

    @Test
    void r10AReceiptAnswersThatRequestAlone() throws IOException {
        vendor.request("request.json", Optional.empty());
        Invocation answered = vendor.run("receipt FILE:request.json --out FILE:time.jws");
        assertThat(answered.exitCode()).as(answered.err()).isEqualTo(ExitCode.DONE);
        assertThat(answered.out().strip()).isEqualTo("2036-11-22T12:00:00Z");
        assertThat(answered.err()).doesNotContain("behind", "ahead");
        JsonObject receipt = inspected("time.jws");
        assertThat(receipt.get("document").getAsString()).isEqualTo("time-receipt");
        assertThat(receipt.get("nonce").getAsString()).isEqualTo(VendorFixture.NONCE);
        assertThat(receipt.get("issuedAt").getAsString()).isEqualTo("2036-11-22T12:00:00Z");

        Path request = vendor.file("request.json");
        Files.writeString(request, Files.readString(request).replace("2036-11-22", "2046-11-22"));
        assertThat(vendor.run("receipt FILE:request.json --out FILE:time.jws").err())
                .contains("ahead");
        Files.writeString(request, "{}");
        assertThat(vendor.run("receipt FILE:request.json --out FILE:none.jws").exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(vendor.file("none.jws")).doesNotExist();
    }

    @Test
    void inspectTellsWhatIsWrongWithEveryKindOfFile() throws IOException {
        vendor.request("request.json", Optional.of("Кафе"));
        JsonObject request = done(vendor.plain("vendor inspect FILE:request.json --json"));
        assertThat(request.get("document").getAsString()).isEqualTo("request");
        assertThat(request.get("holder").getAsString()).isEqualTo("Кафе");
        assertThat(vendor.plain("license inspect FILE:request.json").out()).contains(VendorFixture.NONCE);

        done(vendor.run("revoke DEVL-1 --out FILE:list.jws --json"));
        Invocation strange = vendor.plain("license inspect FILE:list.jws --json");
        assertThat(strange.exitCode()).isEqualTo(ExitCode.LICENSE);
        JsonObject told = JsonParser.parseString(strange.out()).getAsJsonObject();
        assertThat(told.get("document").getAsString()).isEqualTo("revocation");
        assertThat(told.get("fault").getAsString()).isEqualTo("unknown-key");
        assertThat(strange.err()).contains("not trusted");

        Path list = vendor.file("list.jws");
        String text = Files.readString(list);
        int inside = text.length() - 100;
        Files.writeString(
                list,
                text.substring(0, inside) + (text.charAt(inside) == 'A' ? 'B' : 'A') + text.substring(inside + 1));
        Invocation damaged = vendor.run("inspect FILE:list.jws --json");
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.LICENSE);
        assertThat(damaged.out()).contains("\"fault\": \"signature\"");

        Files.writeString(list, "no document at all");
        assertThat(vendor.run("inspect FILE:list.jws").exitCode()).isEqualTo(ExitCode.LICENSE);
        assertThat(vendor.run("inspect FILE:nowhere").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(vendor.plain("vendor inspect FILE:request.json --trust FILE:request.json")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aDevelopmentVendorIsNeverReleased() {
        Invocation refused = Invocation.of(
                Map.of(),
                "vendor",
                "distribution",
                "--vendor",
                vendor.dir().toString(),
                "--out",
                vendor.file("released").toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(vendor.file("released")).doesNotExist();
    }
}
