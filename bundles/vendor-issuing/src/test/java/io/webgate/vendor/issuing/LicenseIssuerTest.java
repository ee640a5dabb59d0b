// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.SignedDocument;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustDocument.VendorInfo;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class LicenseIssuerTest {

    private static final ModuleId WAITER = new ModuleId("powerpos.mobile-waiter");
    private static final Instant NOW = Instant.parse("2026-11-22T22:15:30.5Z");

    private final SecureRandom random = new SecureRandom();
    private final VendorKeys keys = VendorKeys.generate(
            new VendorInfo("MIKO", "Miko"),
            TrustDocument.DEVELOPMENT,
            ZoneId.of("Europe/Moscow"),
            Instant.parse("2026-11-22T22:15:30Z"),
            random);
    private final LicenseIssuer issuer = issuer();

    @Test
    void issuesWhatWasPrepared() throws LicenseFormatException {
        Draft draft = issuer.prepare(request().build());

        byte[] file = issuer.issue(draft);

        License license = LicenseDocuments.read(file, keys.trust().keys());
        assertThat(license).isEqualTo(draft.license());
        assertThat(SignedDocument.verify(file, Purpose.LICENSE, keys.trust().keys())
                        .payload())
                .isEqualTo(draft.payload());
        assertThat(license.vendor()).isEqualTo("MIKO");
        assertThat(license.issuedAt()).isEqualTo("2026-11-22T22:15:30Z");
        assertThat(draft.warnings()).isEmpty();
    }

    @Test
    void fillsInTheVendorsZoneTodayThereAndANewLineage() {
        License license = issuer.prepare(request().build()).license();
        License other = issuer.prepare(request().build()).license();

        assertThat(license.zone()).isEqualTo(ZoneId.of("Europe/Moscow"));
        assertThat(license.validFrom()).isEqualTo("2026-11-23"); // already tomorrow in Moscow
        assertThat(license.term()).isEqualTo(Term.PERMANENT);
        assertThat(license.generation()).isEqualTo(1);
        assertThat(license.id().value()).matches("MIKO-[0-9A-Z]{16}");
        assertThat(other.id()).isNotEqualTo(license.id());
        assertThat(other.lineage()).isNotEqualTo(license.lineage());
    }

    @Test
    void continuesALineage() {
        License license = issuer.prepare(request()
                        .lineage(new Lineage("MIKO-L1"), 7)
                        .until(LocalDate.parse("2027-11-22"))
                        .build())
                .license();

        assertThat(license.lineage()).isEqualTo(new Lineage("MIKO-L1"));
        assertThat(license.generation()).isEqualTo(7);
        assertThat(license.term()).isEqualTo(Term.TEMPORARY);
    }

    @Test
    void r59IssuesABreakGlassLicenceThatEveryReaderMustKnow() throws LicenseFormatException {
        Draft draft = issuer.prepare(request().breakGlass(14).build());

        assertThat(draft.license().breakGlass()).hasValue(14);
        assertThat(draft.warnings()).isEmpty();
        assertThat(new String(draft.payload(), UTF_8)).contains("\"breakGlass\":14,\"critical\":[\"breakGlass\"]");
        assertThat(issuer.adopt(draft.payload()).license()).isEqualTo(draft.license());
        assertThat(LicenseDocuments.read(issuer.issue(draft), keys.trust().keys()))
                .isEqualTo(draft.license());
        assertThat(issuer.prepare(request()
                                .breakGlass(14)
                                .lineage(new Lineage("MIKO-L1"), 2)
                                .build())
                        .warnings())
                .extracting(LocalizedText::english)
                .singleElement()
                .asString()
                .contains("MIKO-L1", "gives nothing until it is activated");
        for (LicenseRequest wrong : List.of(
                request().breakGlass(0).build(),
                request().breakGlass(91).build(),
                request().breakGlass(14).supersedes(new LicenseId("MIKO-1")).build())) {
            assertThatThrownBy(() -> issuer.prepare(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void warnsOfALastDayInThePastAndOfAModuleOutsideTheCatalogue() {
        Draft draft = issuer.prepare(request()
                .until(LocalDate.parse("2026-11-22"))
                .entitlement(new ModuleId("powerpos.unheard-of"), 1)
                .build());

        assertThat(draft.warnings())
                .extracting(LocalizedText::english)
                .satisfiesExactly(text -> assertThat(text).contains("2026-11-22"), text -> assertThat(text)
                        .contains("powerpos.unheard-of"));
        assertThat(issuer.issue(draft)).isNotEmpty();
    }

    @Test
    void refusesARequestThatMakesNoSense() {
        assertThatThrownBy(() -> issuer.prepare(
                        LicenseRequest.forHolder("Cafe", Binding.ANYWHERE).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no application");
        assertThatThrownBy(() -> issuer.prepare(request().entitlement(WAITER, 4).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names a module twice");
        assertThatThrownBy(() -> issuer.prepare(
                        request().until(LocalDate.parse("+12026-01-01")).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("validUntil");
    }

    @Test
    void refusesToIssueADraftTwice() {
        Draft draft = issuer.prepare(request().build());
        issuer.issue(draft);

        assertThatThrownBy(() -> issuer.issue(draft))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("issued already");
    }

    @Test
    void refusesADraftOfAnotherIssuer() {
        Draft draft = issuer.prepare(request().build());

        assertThatThrownBy(() -> issuer().issue(draft))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another issuer");
    }

    @Test
    void refusesToIssueWhatNobodyCouldInstall() {
        LicenseRequest.Builder many = request();
        for (int i = 0; i < 5000; i++) {
            many.entitlement(new ModuleId("powerpos.module-number-" + i), i);
        }
        Draft draft = issuer.prepare(many.build());

        assertThatThrownBy(() -> issuer.issue(draft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("262144");
    }

    @Test
    void aCatalogueKeyNeverSignsALicence() throws LicenseFormatException {
        byte[] entry = ("{\"module\":\"powerpos.mobile-waiter\",\"title\":{\"en\":\"W\",\"ru\":\"О\"},"
                        + "\"metric\":\"sessions\",\"counting\":\"gate-sessions\",\"summed\":true,\"cut\":\"all\","
                        + "\"effect\":\"stop-gate\",\"goesOn\":[],\"features\":[]}")
                .getBytes(UTF_8);

        byte[] signed = new CatalogueSigner(keys).sign(entry);

        assertThat(SignedDocument.verify(signed, Purpose.CATALOGUE, keys.trust().keys())
                        .payload())
                .isEqualTo(entry);
        assertThatThrownBy(() -> LicenseDocuments.read(signed, keys.trust().keys()))
                .asInstanceOf(type(LicenseFormatException.class))
                .extracting(LicenseFormatException::fault)
                .isEqualTo(Fault.WRONG_PURPOSE);
    }

    @Test
    void aModuleLicensedByTheComputerIsNotIssuedUnboundR28() throws LicenseFormatException {
        var computers = new Module(
                new ModuleId("acme.generator"),
                "MIKO",
                new LocalizedText("Generator", "Генератор"),
                Metric.COMPUTERS,
                new Consequence(Cut.NEWCOMER, Effect.REFUSE, Set.of(), Optional.empty()),
                Module.Counting.METER,
                false,
                Set.of());
        var strict = new LicenseIssuer(keys, Map.of(computers.id(), computers), random, InstantSource.fixed(NOW));
        for (Binding unbound : List.of(Binding.ANYWHERE, new Binding(Binding.Kind.SERVER, "S1", 0))) {
            LicenseRequest request = LicenseRequest.forHolder("Cafe", unbound)
                    .application(new ApplicationId("powerpos.data-server"))
                    .entitlement(computers.id(), 1)
                    .build();
            assertThatThrownBy(() -> strict.prepare(request)).isInstanceOf(UnboundModuleException.class);
            byte[] smuggled = issuer.prepare(request).payload();
            assertThatThrownBy(() -> strict.adopt(smuggled)).isInstanceOf(UnboundModuleException.class);
        }
        LicenseRequest bound = LicenseRequest.forHolder("Cafe", Binding.machine("0123-4567-89AB-CDEF-GHJK-MNPQ"))
                .application(new ApplicationId("powerpos.data-server"))
                .entitlement(computers.id(), 1)
                .build();
        assertThat(strict.issue(strict.prepare(bound))).isNotEmpty();
    }

    @Test
    void oneMayPrepareWithoutAKeyWhatAnotherSigns() throws LicenseFormatException {
        var desk = new LicensePreparation(keys.identity(), Map.of(), random, InstantSource.fixed(NOW));
        Draft prepared = desk.prepare(request().build());

        Draft adopted = issuer.adopt(prepared.payload());
        byte[] file = issuer.issue(adopted);

        assertThat(SignedDocument.verify(file, Purpose.LICENSE, keys.trust().keys())
                        .payload())
                .isEqualTo(prepared.payload());
        byte[] strangers = new String(prepared.payload(), UTF_8)
                .replace("\"vendor\":\"MIKO\"", "\"vendor\":\"ASTR\"")
                .getBytes(UTF_8);
        assertThatThrownBy(() -> issuer.adopt(strangers)).hasMessageContaining("ASTR");
        assertThatThrownBy(() -> issuer.adopt("{}".getBytes(UTF_8))).isInstanceOf(LicenseFormatException.class);
    }

    @Test
    void warnsOfADraftFromTheFuture() throws LicenseFormatException {
        var early = new LicenseIssuer(keys, WAITER::equals, random, InstantSource.fixed(NOW.minusSeconds(60)));
        assertThat(early.adopt(issuer.prepare(request().build()).payload()).warnings())
                .extracting(LocalizedText::english)
                .singleElement()
                .asString()
                .contains("clock");
    }

    @Test
    void statementsTravelWithTheLicence_R11() throws LicenseFormatException {
        byte[] receipt =
                new StatementIssuer(keys).issue(new io.webgate.license.format.TimeReceipt("MIKO", NOW, "a".repeat(32)));
        Draft draft = issuer.prepare(request().build(), List.of(receipt));

        assertThat(LicenseDocuments.open(issuer.issue(draft), keys.trust().keys())
                        .attached())
                .singleElement()
                .isEqualTo(receipt);
    }

    private LicenseIssuer issuer() {
        return new LicenseIssuer(keys, WAITER::equals, random, InstantSource.fixed(NOW));
    }

    private static LicenseRequest.Builder request() {
        return LicenseRequest.forHolder("Кафе «У моря»", Binding.ANYWHERE)
                .application(new ApplicationId("powerpos.data-server"))
                .entitlement(WAITER, 3);
    }
}
