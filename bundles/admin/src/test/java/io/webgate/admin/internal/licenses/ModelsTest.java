// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.chart.Timeline;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static io.webgate.admin.internal.licenses.Samples.NOW;
import static io.webgate.admin.internal.licenses.Samples.SERVER;
import static io.webgate.admin.internal.licenses.Samples.TILL;
import static io.webgate.admin.internal.licenses.Samples.TILLS;
import static io.webgate.admin.internal.licenses.Samples.id;
import static io.webgate.admin.internal.licenses.Samples.installed;
import static io.webgate.admin.internal.licenses.Samples.license;
import static io.webgate.admin.internal.licenses.Samples.limit;
import static io.webgate.admin.internal.licenses.Samples.limits;
import static io.webgate.admin.internal.licenses.Samples.tills;
import static io.webgate.admin.internal.licenses.Samples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The pure models of the page, as tables. */
class ModelsTest {

    @ParameterizedTest(name = "at {0} in {1} a licence until {2} has {3} days left")
    @CsvSource({
        "2026-11-24T09:00:00Z, Europe/Moscow, 2026-11-24, 0",
        "2026-11-24T20:59:59Z, Europe/Moscow, 2026-11-25, 1",
        "2026-11-24T21:00:00Z, Europe/Moscow, 2026-11-25, 0",
        "2026-11-24T12:00:00Z, Asia/Kamchatka, 2026-11-25, 0",
        "2026-11-24T11:59:59Z, Asia/Kamchatka, 2026-11-25, 1",
        "2026-11-24T03:00:00Z, America/New_York, 2026-11-24, 1",
        "2026-11-24T09:00:00Z, UTC, 2026-12-24, 30",
        "2026-11-24T09:00:00Z, UTC, 2026-12-25, 31",
        "2027-02-28T09:00:00Z, UTC, 2027-03-01, 1",
    })
    void daysLeftAreCountedInTheZoneOfTheLicence(Instant now, ZoneId zone, LocalDate until, long days) {
        InstalledLicense one = valid(license("DEVL", "A", "Shop", Optional.of(until), zone, Set.of(), tills(1)));
        LicenseRow row = LicenseRow.of(List.of(one), now).get(0);
        assertThat(row.daysLeft()).contains(days);
        assertThat(row.endsSoon()).isEqualTo(days <= 30);
    }

    @Test
    void aPermanentLicenceHasNoDaysLeft() {
        LicenseRow row = LicenseRow.of(List.of(valid(license("A", "Shop", Optional.empty()))), NOW)
                .get(0);
        assertThat(row.daysLeft()).isEmpty();
        assertThat(row.endsSoon()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = LicenseState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALID", "DAMAGED"})
    void whatDoesNotCountIsListedWithItsStateAndNoDaysLeft(LicenseState state) {
        InstalledLicense not = installed(license("A", "Shop", Optional.of(LocalDate.of(2030, 1, 1))), state);
        LicenseRow row = LicenseRow.of(List.of(not), NOW).get(0);
        assertThat(row.counts()).isFalse();
        assertThat(row.state()).isEqualTo(state);
        assertThat(row.daysLeft()).isEmpty();
    }

    @Test
    void whatCountsStandsFirstAndDamagedDocumentsStandElsewhere() {
        List<LicenseRow> rows = LicenseRow.of(
                List.of(
                        installed(license("A", "Shop", Optional.empty()), LicenseState.REVOKED),
                        Samples.damaged("x"),
                        valid(license("C", "Shop", Optional.empty())),
                        valid(license("B", "Shop", Optional.empty()))),
                NOW);
        assertThat(rows).extracting(LicenseRow::id).containsExactly(id("B"), id("C"), id("A"));
    }

    @Test
    void aLimitIsSpelledOutAsTheSumOfItsDocuments() {
        InstalledLicense ten = valid(license("A", "Shop", Optional.empty(), tills(10)));
        InstalledLicense five = valid(license("B", "Shop", Optional.empty(), tills(5)));
        Sum sum = Sum.of(TILLS, limit(15, "A", "B"), List.of(ten, five));
        assertThat(sum.total()).isEqualTo(15);
        assertThat(sum.addends()).extracting(Sum.Addend::quantity).containsExactly(10L, 5L);
    }

    @Test
    void noSumIsShownWhereItWouldNotComeOut() {
        InstalledLicense ten = valid(license("A", "Shop", Optional.empty(), tills(10)));
        assertThat(Sum.of(TILLS, limit(15, "A"), List.of(ten)).addends()).isEmpty();
        assertThat(Sum.of(TILLS, limit(15, "A", "B"), List.of(ten)).addends()).isEmpty();
        assertThat(Sum.of(TILLS, limit(10, "A"), List.of()).addends()).isEmpty();
    }

    @Test
    void aSumBeyondTheGreatestNumberStaysThere() {
        InstalledLicense most = valid(license("A", "Shop", Optional.empty(), tills(Long.MAX_VALUE)));
        InstalledLicense more = valid(license("B", "Shop", Optional.empty(), tills(5)));
        assertThat(Sum.of(TILLS, limit(Long.MAX_VALUE, "A", "B"), List.of(most, more))
                        .addends())
                .hasSize(2);
    }

    @Test
    void anotherVendorsDocumentOfTheSameIdIsNoPartOfTheSum() {
        InstalledLicense others =
                valid(license("ELSE", "A", "Thief", Optional.empty(), Samples.MOSCOW, Set.of(), tills(99)));
        InstalledLicense ours = valid(license("A", "Shop", Optional.empty(), tills(10)));
        assertThat(Sum.of(TILLS, limit(10, "A"), List.of(others, ours)).addends())
                .extracting(addend -> addend.license().holder())
                .containsExactly("Shop");
    }

    @Test
    void connectionsNameTheModuleItsQuantityAndTheWholeLimit() {
        License one = license("A", "Shop", Optional.empty(), tills(10), new Entitlement(SERVER, 1));
        Connections connections =
                Connections.of(one, List.of(valid(one)), limits(Map.of(TILL, limit(10, "A"), SERVER, limit(1, "A"))));
        assertThat(connections.lines()).hasSize(2);
        assertThat(connections.lines().get(0).module()).contains(TILLS);
        assertThat(connections.lines().get(0).quantity()).isEqualTo(10);
        assertThat(connections.lines().get(0).isSwitch()).isFalse();
        assertThat(connections.lines().get(1).isSwitch()).isTrue();
    }

    @Test
    void aModuleOfAnotherVendorOrOfNobodyHasNoLimit() {
        License foreign = license("ELSE", "A", "Thief", Optional.empty(), Samples.MOSCOW, Set.of(), tills(99));
        License unknown = license("B", "Shop", Optional.empty(), new Entitlement(new ModuleId("example.unknown"), 1));
        assertThat(Connections.of(foreign, List.of(valid(foreign)), limits(Map.of()))
                        .lines()
                        .get(0)
                        .module())
                .isEmpty();
        assertThat(Connections.of(unknown, List.of(valid(unknown)), limits(Map.of()))
                        .lines()
                        .get(0)
                        .sum())
                .isEmpty();
    }

    @Test
    void thePeriodsShowEachLicenceWithItsDaysAndState() {
        List<LicenseRow> rows = LicenseRow.of(
                List.of(
                        valid(license("A", "Shop", Optional.of(LocalDate.of(2027, 3, 31)))),
                        valid(license("B", "Shop", Optional.empty())),
                        valid(license("C", "Shop", Optional.of(LocalDate.of(2099, 1, 1)))),
                        installed(license("D", "Shop", Optional.of(LocalDate.of(2026, 1, 1))), LicenseState.EXPIRED)),
                NOW);
        Timeline periods = Periods.of(rows, Requests.ui("en", Role.VIEWER)).orElseThrow();
        assertThat(periods.rows())
                .extracting(Timeline.Row::label, bar -> bar.end().isPresent(), Timeline.Row::state)
                .containsExactly(
                        tuple("A", true, "ok"),
                        tuple("B", false, "ok"),
                        tuple("C", false, "ok"),
                        tuple("D", true, "over"));
        assertThat(periods.ticks()).isNotEmpty().allMatch(tick -> tick.at().isBefore(periods.until()));
        assertThat(periods.table().rows().get(0)).containsExactly("A", "1 Jan 2020", "31 Mar 2027", "Valid");
        assertThat(Periods.of(List.of(), Requests.ui("en", Role.VIEWER))).isEmpty();
    }
}
