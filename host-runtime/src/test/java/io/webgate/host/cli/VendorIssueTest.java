// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.ExitCode;
import io.webgate.license.api.LicenseId;
import io.webgate.license.format.HostRequest;
import io.webgate.license.text.MachineKeyText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Prepare, show, issue: by one person or by two, from what was typed or from a customer's request. */
final class VendorIssueTest {

    private static final String SHOP = "--anywhere --holder Кафе --application data-server";

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static VendorFixture vendor;

    @BeforeAll
    static void make() throws IOException {
        vendor = VendorFixture.in(folder);
        vendor.request("named.json", Optional.of("Кафе «У моря»"));
        vendor.request("nameless.json", Optional.empty());
    }

    private static JsonObject inspected(String name) {
        Invocation told = vendor.plain("license inspect FILE:" + name + " --trust FILE:vendor/trust.json --json");
        assertThat(told.exitCode()).as(told.err() + told.out()).isEqualTo(ExitCode.DONE);
        return JsonParser.parseString(told.out()).getAsJsonObject();
    }

    @Test
    void showsWhatItIsGoingToSign() {
        Invocation issued = vendor.run(
                "issue " + SHOP
                        + " --module powerpos.mobile-waiter=3 --feature bonus-accounts --until 2037-12-31 --out FILE:shown.lic");

        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        assertThat(issued.out().strip()).startsWith("MIKO-");
        assertThat(issued.err())
                .contains("Кафе", "nothing", "powerpos.data-server", "powerpos.mobile-waiter = 3", "Mobile waiter")
                .contains("bonus-accounts", "2036-11-22 – 2037-12-31 (Europe/Moscow)", "temporary");
        assertThat(inspected("shown.lic").get("vendor").getAsString()).isEqualTo("MIKO");
        assertThat(vendor.plain("license inspect FILE:shown.lic").exitCode())
                .as("this distribution does not trust that vendor")
                .isEqualTo(ExitCode.LICENSE);
        assertThat(vendor.plain("vendor inspect FILE:shown.lic --vendor FILE:vendor")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void onePreparesWithoutThePassphraseAndAnotherSignsExactlyThat() throws IOException {
        Invocation drafted = vendor.plain("vendor issue --vendor FILE:vendor " + SHOP + " --draft FILE:a.draft --json");
        assertThat(drafted.exitCode()).as(drafted.err()).isEqualTo(ExitCode.DONE);
        JsonObject draft = JsonParser.parseString(drafted.out()).getAsJsonObject();
        assertThat(drafted.err()).contains(draft.get("sha256").getAsString()).contains("Not signed");

        Invocation issued = vendor.run("issue --from-draft FILE:a.draft --out FILE:drafted.lic");
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        assertThat(issued.out().strip()).isEqualTo(draft.get("id").getAsString());
        assertThat(issued.err()).contains(draft.get("sha256").getAsString());
        String document = Files.readString(vendor.file("drafted.lic"));
        String payload = document.replaceFirst(".*?\"payload\":\"([^\"]+)\".*", "$1");
        assertThat(Base64.getUrlDecoder().decode(payload)).isEqualTo(Files.readAllBytes(vendor.file("a.draft")));
        assertThat(inspectedDraft().get("state").getAsString()).isEqualTo("unsigned");
    }

    private static JsonObject inspectedDraft() {
        Invocation told = vendor.plain("vendor inspect FILE:a.draft --json");
        assertThat(told.exitCode()).isEqualTo(ExitCode.DONE);
        return JsonParser.parseString(told.out()).getAsJsonObject();
    }

    @Test
    void refusesADraftThatIsNoneOrSomeoneElses() throws IOException {
        Files.writeString(vendor.file("broken.draft"), "{\"id\":\"MIKO-1\"}");
        assertThat(vendor.run("issue --from-draft FILE:broken.draft --out FILE:x.lic")
                        .exitCode())
                .isEqualTo(ExitCode.LICENSE);
        vendor.plain("vendor issue --vendor FILE:vendor " + SHOP + " --draft FILE:other.draft");
        String text = Files.readString(vendor.file("other.draft"));
        Files.writeString(vendor.file("other.draft"), text.replace("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\""));
        assertThat(vendor.run("issue --from-draft FILE:other.draft --out FILE:x.lic")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(vendor.file("x.lic")).doesNotExist();
    }

    @Test
    void isAskedForOneResultAndADraftIsNotChanged() {
        for (String line : new String[] {
            "issue " + SHOP,
            "issue " + SHOP + " --draft FILE:y --out FILE:z",
            "issue --from-draft FILE:y --draft FILE:z",
            "issue --from-draft FILE:y --out FILE:z --holder H",
            "issue --from-draft FILE:y --out FILE:z --until 2037-01-01",
            "issue --from-draft FILE:y --out FILE:z --anywhere"
        }) {
            assertThat(vendor.run(line).exitCode()).as(line).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void r59ABreakGlassLicenceIsShownAsOneFromTheDraftToThePaper() throws IOException {
        Invocation draft = vendor.run(
                "issue " + SHOP + " --module powerpos.mobile-waiter=3 --break-glass 14 --draft FILE:g.draft");
        assertThat(draft.exitCode()).as(draft.err()).isEqualTo(ExitCode.DONE);
        assertThat(draft.err()).contains("counts only after its activation, once, days: 14");
        Invocation signed = vendor.run("issue --from-draft FILE:g.draft --out FILE:g.lic");
        assertThat(signed.exitCode()).as(signed.err()).isEqualTo(ExitCode.DONE);
        assertThat(signed.err()).contains("counts only after its activation, once, days: 14");
        JsonObject license = inspected("g.lic");
        assertThat(license.get("breakGlass").getAsInt()).isEqualTo(14);
        assertThat(license.get("state").getAsString()).isEqualTo("not-yet-valid");
        assertThat(license.get("reason").getAsString()).contains("administrator has activated it");
        vendor.plain("vendor sheet FILE:g.lic --vendor FILE:vendor --out FILE:g.html --language en");
        assertThat(Files.readString(vendor.file("g.html"))).contains("Break-glass", "for 14 days more");
        vendor.plain("vendor sheet FILE:g.lic --vendor FILE:vendor --out FILE:g.html --language ru");
        assertThat(Files.readString(vendor.file("g.html"))).contains("На крайний случай", "ещё дней: 14");

        for (String days : List.of("0", "91", "-1", "7.5", "week", "07")) {
            assertThat(vendor.run("issue " + SHOP + " --break-glass " + days + " --out FILE:no.lic")
                            .exitCode())
                    .as(days)
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(vendor.run("issue " + SHOP + " --break-glass 7 --supersedes MIKO-1 --out FILE:no.lic")
                        .exitCode())
                .isNotEqualTo(ExitCode.DONE);
        assertThat(vendor.run("issue --from-draft FILE:g.draft --break-glass 7 --out FILE:no.lic")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(vendor.file("no.lic")).doesNotExist();
        assertThat(vendor.run("issue " + SHOP + " --break-glass 7 --lineage L-1 --generation 2 --draft FILE:g2.draft")
                        .err())
                .contains("better a lineage of its own");
    }

    @Test
    void r59TheVendorHearsOfItsUseWithTheNextRequest() throws IOException {
        vendor.request(
                "used.json",
                Optional.of("Кафе"),
                List.of(new HostRequest.Use(
                        new LicenseId("MIKO-7"), Instant.parse("2036-11-20T08:00:00Z"), LocalDate.of(2036, 11, 27))));
        String told = "activated the break-glass licence MIKO-7 at 2036-11-20T08:00:00Z; its last day: 2036-11-27";
        Invocation issued =
                vendor.run("issue --request FILE:used.json --module powerpos.mobile-waiter=2 --draft FILE:used.draft");
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        assertThat(issued.err()).contains(told);
        Invocation receipt = vendor.run("receipt FILE:used.json --out FILE:used.jws --json");
        assertThat(receipt.err()).contains(told);
        assertThat(receipt.out()).contains("\"license\": \"MIKO-7\"");
        assertThat(vendor.plain("vendor inspect FILE:used.json").out())
                .contains("breakGlass:", "license MIKO-7, activatedAt 2036-11-20T08:00:00Z, until 2036-11-27");
    }

    @Test
    void takesMachineApplicationsAndHolderFromARequest() {
        assertThat(vendor.run("issue --request FILE:named.json --module powerpos.mobile-waiter=2 --out FILE:asked.lic")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        JsonObject license = inspected("asked.lic");
        assertThat(license.get("holder").getAsString()).isEqualTo("Кафе «У моря»");
        assertThat(license.get("boundTo").getAsString())
                .isEqualTo(VendorFixture.machineKey(1).toString());
        assertThat(license.getAsJsonArray("applications").toString())
                .isEqualTo("[\"openservice.data-server\",\"powerpos.data-server\"]");
        assertThat(license.get("version").isJsonNull())
                .as("the host's version is not the licence's")
                .isTrue();
    }

    @Test
    void optionsOverrideARequestButNeverItsMachine() {
        assertThat(vendor.run("issue --request FILE:named.json --holder Other --application data-server --server S-1"
                                + " --out FILE:changed.lic")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        JsonObject license = inspected("changed.lic");
        assertThat(license.get("holder").getAsString()).isEqualTo("Other");
        assertThat(license.get("boundTo").getAsString()).isEqualTo("S-1");
        assertThat(license.getAsJsonArray("applications")).hasSize(1);

        Invocation same = vendor.run(
                "issue --request FILE:named.json --out FILE:same.lic --to", typed(VendorFixture.machineKey(1)));
        assertThat(same.exitCode()).as(same.err()).isEqualTo(ExitCode.DONE);
        String other = VendorFixture.machineKey(7).toString();
        Invocation differs = vendor.run("issue --request FILE:named.json --out FILE:w.lic --to", other);
        assertThat(differs.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(differs.err())
                .contains(other)
                .contains(VendorFixture.machineKey(1).toString());
        assertThat(vendor.file("w.lic")).doesNotExist();
    }

    @Test
    void aRequestThatSaysTooLittleOrNothingIsToldSo() throws IOException {
        Invocation nameless = vendor.run("issue --request FILE:nameless.json --out FILE:v.lic");
        assertThat(nameless.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nameless.err()).contains("--holder");
        Files.writeString(vendor.file("no-request.json"), "{\"kind\":\"other\"}");
        assertThat(vendor.run("issue --request FILE:no-request.json --holder H --out FILE:v.lic")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(vendor.run("issue --request FILE:nowhere.json --holder H --out FILE:v.lic")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(vendor.file("v.lic")).doesNotExist();
    }

    /** Small letters, long dashes, spaces, Cyrillic letters that look like Latin ones, O for 0. */
    private static String typed(MachineKeyText key) {
        return " "
                + key.toString()
                        .replace('-', '–')
                        .replace('A', 'А')
                        .replace('0', 'O')
                        .toLowerCase(java.util.Locale.ROOT)
                + " ";
    }

    @Test
    void r101TypedKeysAreReadAsPeopleTypeThem() {
        Invocation issued = vendor.run(
                "issue --holder H --application data-server --out FILE:typed.lic --to",
                typed(VendorFixture.machineKey(1)));
        assertThat(issued.exitCode()).as(issued.err()).isEqualTo(ExitCode.DONE);
        assertThat(inspected("typed.lic").get("boundTo").getAsString())
                .isEqualTo(VendorFixture.machineKey(1).toString());
    }

    @Test
    void r28TheReportGeneratorIsNeverIssuedUnbound() {
        for (String unbound : new String[] {"--anywhere", "--server S-1"}) {
            Invocation refused = vendor.run("issue --holder H --application powerpos.report-generator " + unbound
                    + " --module powerpos.report-generator=1 --out FILE:unbound.lic");
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).contains("machine key");
        }
        assertThat(vendor.file("unbound.lic")).doesNotExist();
        Invocation bound = vendor.run(
                "issue --holder H --application powerpos.report-generator --module powerpos.report-generator=1"
                        + " --out FILE:bound.lic --to",
                VendorFixture.machineKey(1).toString());
        assertThat(bound.exitCode()).as(bound.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void warnsOfAWeakMachineKey() {
        MachineKeyText weak = MachineKeyText.of(java.util.List.of(
                java.util.OptionalInt.of(1),
                java.util.OptionalInt.of(2),
                java.util.OptionalInt.empty(),
                java.util.OptionalInt.empty(),
                java.util.OptionalInt.empty()));
        Invocation drafted =
                vendor.run("issue --holder H --application data-server --draft FILE:weak.draft --to", weak.toString());
        assertThat(drafted.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(drafted.err()).contains("weak");
    }

    @Test
    void aSheetOfPaperSaysWhatTheLicenceSays() throws IOException {
        Path hostile = vendor.file("hostile.lic");
        vendor.run(
                "issue --application data-server --module powerpos.mobile-waiter=3 --until 2037-12-31 --to "
                        + VendorFixture.machineKey(1) + " --out " + hostile + " --holder",
                "Кафе <script>alert(1)</script> & «Ко»");
        Invocation english =
                vendor.plain("vendor sheet FILE:hostile.lic --vendor FILE:vendor --out FILE:en.html --language en");
        assertThat(english.exitCode()).as(english.err()).isEqualTo(ExitCode.DONE);
        String html = Files.readString(vendor.file("en.html"), UTF_8);
        assertThat(html)
                .contains("Кафе &lt;script&gt;alert(1)&lt;/script&gt; &amp; «Ко»")
                .contains(VendorFixture.machineKey(1).toString(), "Mobile waiter", "31 December 2037", "Miko «Касса»")
                .contains("<svg viewBox", "signature")
                .doesNotContain("<script", "http:", "https:", "url(", "src=", "href=");
        vendor.plain("vendor sheet FILE:hostile.lic --vendor FILE:vendor --out FILE:ru.html --language ru");
        assertThat(Files.readString(vendor.file("ru.html"), UTF_8))
                .contains("lang=\"ru\"", "Мобильный официант", "31 декабря 2037", "подпись", "Владелец лицензии");

        assertThat(vendor.plain("vendor sheet FILE:hostile.lic --out FILE:no.html")
                        .exitCode())
                .as("no sheet of a licence whose signatures are not trusted")
                .isEqualTo(ExitCode.LICENSE);
        assertThat(vendor.plain("vendor sheet FILE:hostile.lic --vendor FILE:vendor --out FILE:no.html --language de")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(vendor.file("no.html")).doesNotExist();
    }
}
