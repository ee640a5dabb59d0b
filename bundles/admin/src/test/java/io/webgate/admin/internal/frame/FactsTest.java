// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.license.api.Advice;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class FactsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "29, 29", "30, 30", "31, -1", "365, -1"})
    void aLicenceThatEndsWithinThirtyDaysIsNamedWithItsDays(long days, long expected) {
        Facts facts = facts(license("a", 1, LicenseState.VALID, TODAY.plusDays(days)));
        assertThat(facts.ending().stream().map(Facts.Ending::days).findFirst().orElse(-1L))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CLOCK_BEHIND, true, true",
        "CLOCK_BEHIND, false, false",
        "EXPIRING, true, false",
        "VANISHING, true, false"
    })
    void onlyUrgentAdviceThatNothingElseTellsIsAFact(Advice.Kind kind, boolean urgent, boolean told) {
        LocalizedText text = new LocalizedText("Set the clock.", "Переведите часы.");
        Facts facts = Facts.of(
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(new Advice(kind, urgent, text, Optional.empty(), OptionalLong.empty())),
                false,
                false,
                NOW);
        assertThat(facts.advice()).isEqualTo(told ? List.of(text) : List.of());
    }

    @Test
    void whoHasRenewedIsNotAsked() {
        Facts facts = facts(
                license("a", 1, LicenseState.VALID, TODAY.plusDays(3)),
                license("ACME", "a", 2, LicenseState.NOT_YET_VALID, TODAY.plusDays(4), TODAY.plusDays(300)));
        assertThat(facts.ending()).isEmpty();
    }

    /** What another vendor happens to call the same, or what begins days later, renews nothing (R10). */
    @ParameterizedTest(name = "{0} from day {1}: asked {2}")
    @CsvSource({"ACME, 4, false", "ACME, 5, true", "ABBA, 4, true"})
    void whoHasRenewedElsewhereOrWithAGapIsAsked(String vendor, long from, boolean asked) {
        Facts facts = facts(
                license("a", 1, LicenseState.VALID, TODAY.plusDays(3)),
                license(vendor, "a", 2, LicenseState.NOT_YET_VALID, TODAY.plusDays(from), TODAY.plusDays(300)));
        assertThat(facts.ending()).hasSize(asked ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "29, true", "31, false"})
    void whatExpiredLatelyIsNamedAndWhatNobodyRenewedIsNot(long daysAgo, boolean named) {
        Facts facts = facts(license("a", 1, LicenseState.EXPIRED, TODAY.minusDays(daysAgo)));
        assertThat(facts.expired()).isEqualTo(named ? List.of("Bar a") : List.of());
    }

    @Test
    void anExpiredLicenceWithAValidSuccessorIsNoNews() {
        Facts facts = facts(
                license("a", 1, LicenseState.EXPIRED, TODAY.minusDays(2)),
                license("a", 2, LicenseState.VALID, TODAY.plusDays(300)));
        assertThat(facts.expired()).isEmpty();
    }

    @Test
    void damagedDocumentsAreCounted() {
        InstalledLicense damaged = new InstalledLicense(
                new LicenseId("sha256:00"),
                Optional.empty(),
                LicenseState.DAMAGED,
                Optional.empty(),
                "folder",
                NOW,
                false);
        assertThat(facts(damaged, damaged).damaged()).isEqualTo(2);
    }

    @Test
    void withoutAWatchdogNobodyKnowsTheGate() {
        assertThat(facts().gate()).isEqualTo(Facts.Gate.WAITING);
        assertThat(Facts.of(new FakePlane(Optional.empty()), NOW).incomplete()).isTrue();
    }

    private static Facts facts(InstalledLicense... licenses) {
        return Facts.of(List.of(), Optional.empty(), List.of(licenses), List.of(), false, false, NOW);
    }

    private static InstalledLicense license(String lineage, long generation, LicenseState state, LocalDate until) {
        return license("ACME", lineage, generation, state, TODAY.minusDays(400), until);
    }

    private static InstalledLicense license(
            String vendor, String lineage, long generation, LicenseState state, LocalDate from, LocalDate until) {
        License license = new License(
                new LicenseId(lineage + "-" + generation),
                new Lineage(lineage),
                generation,
                vendor,
                "Bar " + lineage,
                Set.of(new ApplicationId("acme.bar")),
                Optional.empty(),
                NOW,
                from,
                Optional.of(until),
                ZoneOffset.UTC,
                Term.TEMPORARY,
                Binding.ANYWHERE,
                List.of(),
                Set.of(),
                Optional.empty(),
                Set.of());
        return new InstalledLicense(license.id(), Optional.of(license), state, Optional.empty(), "api", NOW, false);
    }
}
