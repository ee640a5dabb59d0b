// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.gate.http.Role;
import io.webgate.license.api.Binding;
import io.webgate.license.api.DriveAbsence;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What this computer shows of itself, on the page of licences (R14, R16, R18). */
class MachineCardTest {

    private static final String MEDIA = "0123456789ABCDEF".repeat(4);

    private final FakePlane plane = new FakePlane();

    /** The computer's key is 7K2M-93QX-0C4D-A1B2-ZZ11: its third group is the operator's, its fourth is missing. */
    @ParameterizedTest(name = "{0}: {1}, {2} of {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "7K2M-93QX-0C4D-0004-ZZ11-VW5T| ok| 1| 1| Nothing has changed since| С выпуска лицензии ничего",
                "XXXX-93QX-0C4D-0004-ZZ11-VW5T| near| 0| 1| The next change ends the licence| После следующей замены",
                "XXXX-93QX-XXXX-0004-ZZ11-VW5T| over| 0| 1| 2 components match, 3 must| совпадает компонентов 2, нужно 3",
            })
    void r16TheFuelGaugeTellsHowManyChangesAreLeft(
            String key, String state, long left, long allowed, String english, String russian) {
        plane.licenses.add(bound(
                Binding.machine(key), state.equals("over") ? LicenseState.OTHER_MACHINE : LicenseState.VALID, false));
        String page = page("en");
        assertThat(page)
                .contains(english, left + " of " + allowed + " changes left", "state-" + state)
                .contains("role=\"meter\"", "aria-valuenow=\"" + left + "\"");
        assertThat(page("ru")).contains(russian);
    }

    @Test
    void r16AKeyOfFewComponentsSaysThatNothingMayChange() {
        plane.licenses.add(bound(Binding.machine("7K2M-93QX-0C4D-0004-0005-VW5T"), LicenseState.VALID, false));
        assertThat(page("en"))
                .contains("No component may change", "but the next change ends it", "state-near")
                .doesNotContain("role=\"meter\"");
        assertThat(page("ru")).contains("Менять нельзя ничего", "но следующая замена");
    }

    @Test
    void r16WhatHasChangedIsNamed() {
        plane.licenses.add(bound(Binding.machine("XXXX-93QX-0C4D-0004-ZZ11-VW5T"), LicenseState.VALID, false));
        assertThat(LicensesAreaTest.words(page("en")))
                .contains("Changed since the licence was issued: System UUID.")
                .contains("System UUID — another one", "Operating system — as it was")
                .contains("First network card — not part of the licence", "etc/identity stands in");
    }

    @Test
    void licencesOfOneKeyShareAGauge() {
        String key = "7K2M-93QX-0C4D-0004-ZZ11-VW5T";
        plane.licenses.add(bound("LIC-1", Binding.machine(key), LicenseState.VALID, false));
        plane.licenses.add(bound("LIC-2", Binding.machine(key), LicenseState.VALID, false));
        plane.licenses.add(bound("LIC-3", new Binding(Binding.Kind.MACHINE, key, 4), LicenseState.VALID, false));
        plane.licenses.add(bound("LIC-4", Binding.machine(key), LicenseState.REVOKED, false));
        MachineCard card = card();
        assertThat(card.bound())
                .extracting(bound -> bound.rows().size(), bound -> bound.drift().demanded())
                .containsExactly(tuple(2, 3), tuple(1, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALID| false| PLUGGED| counts while its drive is plugged in| пока её накопитель подключён",
                "VALID| true| VANISHING| counts for one minute at most| действует не дольше минуты",
                "MEDIA_ABSENT| false| ABSENT| counts for nothing now, and again at once| как только накопитель подключат",
            })
    void r14ALicenceOnADriveSaysHowItsDriveStands(
            LicenseState state, boolean vanishing, MachineCard.Presence presence, String english, String russian) {
        plane.licenses.add(bound(new Binding(Binding.Kind.MEDIA, MEDIA, 0), state, vanishing));
        assertThat(card().awaited()).extracting(MachineCard.Awaited::presence).containsExactly(presence);
        assertThat(page("en")).contains(english);
        assertThat(page("ru")).contains(russian);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true| The drive has not been seen since 24 Nov 2026 12:00.| Накопитель не виден с 24.11.2026 12:00.",
                "false| has not been seen since this host began to watch at 24 Nov 2026 12:00; before that nobody knows."
                        + "| Накопитель не виден с 24.11.2026 12:00, когда узел начал за ним следить;",
            })
    void r18SinceWhenADriveIsNotSeenIsToldInTheTimeOfTheVenue(boolean noticed, String english, String russian) {
        for (LicenseState state : List.of(LicenseState.MEDIA_ABSENT, LicenseState.VALID)) {
            InstalledLicense one = bound(new Binding(Binding.Kind.MEDIA, MEDIA, 0), state, state == LicenseState.VALID);
            plane.licenses.clear();
            plane.licenses.add(one);
            assertThat(page("en")).doesNotContain("data-drive-since");
            plane.licenses.set(
                    0,
                    new InstalledLicense(
                            one.id(),
                            one.license(),
                            one.state(),
                            one.reason(),
                            one.failed(),
                            one.source(),
                            one.installedAt(),
                            one.vanishing(),
                            one.activation(),
                            Optional.of(new DriveAbsence(Samples.NOW, noticed))));
            assertThat(page("en")).contains(english);
            assertThat(page("ru")).contains(russian);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LicenseState.class,
            names = {"EXPIRED", "REVOKED", "SUPERSEDED"})
    void whatEndedForAnotherReasonWaitsForNoDrive(LicenseState state) {
        plane.licenses.add(bound(new Binding(Binding.Kind.MEDIA, MEDIA, 0), state, false));
        assertThat(card().awaited()).isEmpty();
    }

    @Test
    void r18DrivesAreShownWithTheirKeyOrWhyTheyHaveNone() {
        plane.drives = Optional.of(List.of(
                new Media(Optional.of(MEDIA), "<b>УЧЁТ", "Kingston", Optional.empty()),
                new Media(
                        Optional.empty(),
                        "Stick",
                        "Stick",
                        Optional.of(new LocalizedText("No serial number.", "Нет номера.")))));
        String page = page("en");
        assertThat(page)
                .contains("&lt;b&gt;УЧЁТ", "Kingston", "data-copy=\"" + MEDIA + "\"", "No serial number.")
                .contains("0123 4567 89AB CDEF 0123");
        assertThat(page("ru")).contains("Нет номера.");
    }

    @Test
    void noDriveAndNobodyWhoWatchesAreToldApart() {
        assertThat(page("en")).contains("No USB drive is plugged in.");
        plane.drives = Optional.empty();
        assertThat(page("en")).contains("The service that watches USB drives is not running.");
    }

    private MachineCard card() {
        return MachineCard.of(
                LicenseRow.of(plane.licenses, Samples.NOW),
                plane.machine(),
                plane.media(),
                Requests.ui("en", Role.VIEWER));
    }

    private String page(String language) {
        return Requests.text(
                LicensesArea.list(Requests.get(plane, Requests.ui(language, Role.VIEWER), Map.of(), Map.of())));
    }

    private static InstalledLicense bound(Binding binding, LicenseState state, boolean vanishing) {
        return bound("LIC-1", binding, state, vanishing);
    }

    private static InstalledLicense bound(String id, Binding binding, LicenseState state, boolean vanishing) {
        License free = Samples.license(id, "Shop", Optional.empty(), new Entitlement(Samples.TILL, 1));
        License license = new License(
                free.id(),
                free.lineage(),
                free.generation(),
                free.vendor(),
                free.holder(),
                free.applications(),
                free.version(),
                free.issuedAt(),
                free.validFrom(),
                free.validUntil(),
                free.zone(),
                free.term(),
                binding,
                free.entitlements(),
                free.features(),
                free.renewalDate(),
                free.supersedes());
        InstalledLicense installed = Samples.installed(license, state);
        return new InstalledLicense(
                installed.id(),
                installed.license(),
                state,
                installed.reason(),
                installed.source(),
                installed.installedAt(),
                vanishing);
    }
}
