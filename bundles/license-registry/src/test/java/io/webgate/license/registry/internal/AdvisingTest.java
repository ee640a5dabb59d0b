// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Advice;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Drift;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static io.webgate.license.registry.internal.Sample.license;
import static org.assertj.core.api.Assertions.assertThat;

class AdvisingTest {

    private static InstalledLicense entry(License license, LicenseState state, boolean vanishing) {
        return new InstalledLicense(
                license.id(), Optional.of(license), state, Optional.empty(), "api", Instant.EPOCH, vanishing);
    }

    private static final Advising.DriftOf NEVER = (key, demanded) -> {
        throw new AssertionError("Nothing here is bound to a machine");
    };

    private static List<Advice> advice(String now, InstalledLicense... entries) {
        return advice(now, NEVER, entries);
    }

    private static List<Advice> advice(String now, Advising.DriftOf drift, InstalledLicense... entries) {
        return advice(now, drift, Optional.empty(), entries);
    }

    private static List<Advice> advice(
            String now, Advising.DriftOf drift, Optional<Instant> system, InstalledLicense... entries) {
        return advice(now, drift, Set.of(), system, entries);
    }

    private static List<Advice> advice(
            String now,
            Advising.DriftOf drift,
            Set<String> remembered,
            Optional<Instant> system,
            InstalledLicense... entries) {
        Snapshot nothing = Snapshot.NOTHING_YET;
        return Advising.of(
                new Snapshot(
                        nothing.limits(),
                        true,
                        Arrays.asList(entries),
                        nothing.missing(),
                        nothing.foresight(),
                        nothing.trusted(),
                        nothing.leftOutside()),
                Instant.parse(now),
                drift,
                remembered,
                system);
    }

    @Test
    void clockThatWasSetBackIsToldFirst_R10() {
        List<Advice> advice = advice("2026-06-15T12:00:00Z", NEVER, Optional.of(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(advice).hasSize(1);
        assertThat(advice.get(0).kind()).isEqualTo(Advice.Kind.CLOCK_BEHIND);
        assertThat(advice.get(0).urgent()).isTrue();
        assertThat(advice.get(0).text().english()).contains("2020-01-01 00:00:00", "2026-06-15 12:00:00");
        assertThat(advice.get(0).text().russian()).contains("01.01.2020 00:00:00", "15.06.2026 12:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-31T12:00:00Z, -1, false",
        "2026-06-01T00:00:00Z, 30, false",
        "2026-06-23T12:00:00Z, 8, false",
        "2026-06-24T12:00:00Z, 7, true",
        "2026-06-30T12:00:00Z, 1, true",
        "2026-07-01T23:59:59Z, 0, true",
    })
    void warnsOfAnEndThirtyDaysBefore_R10(String now, long days, boolean urgent) {
        List<Advice> advice = advice(now, entry(license("a").until("2026-07-01").make(), LicenseState.VALID, false));
        if (days < 0) {
            assertThat(advice).isEmpty();
            return;
        }
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Advice.Kind.EXPIRING);
            assertThat(one.days()).hasValue(days);
            assertThat(one.urgent()).isEqualTo(urgent);
            assertThat(one.text().english())
                    .contains("a")
                    .contains("2026-07-01")
                    .contains("vendor");
            assertThat(one.text().russian()).contains("01.07.2026").contains("поставщик");
        });
    }

    @Test
    void daysAreThoseOfTheLicencesZone_R10() {
        InstalledLicense east =
                entry(license("a").until("2026-07-01").zone("Asia/Kamchatka").make(), LicenseState.VALID, false);
        assertThat(advice("2026-06-30T13:00:00Z", east)).singleElement().satisfies(one -> assertThat(one.days())
                .hasValue(0));
    }

    @Test
    void r59WhatWaitsForItsActivationContinuesNothingByItself() {
        InstalledLicense ending =
                entry(license("a").lineage("line", 1).until("2026-07-01").make(), LicenseState.VALID, false);
        License next =
                license("b").lineage("line", 2).from("2026-07-02").breakGlass(7).make();
        assertThat(advice("2026-06-25T12:00:00Z", ending, entry(next, LicenseState.NOT_YET_VALID, false)))
                .extracting(Advice::kind)
                .containsExactly(Advice.Kind.EXPIRING);
    }

    @Test
    void nobodyHasToActOnWhatIsContinued_R10() {
        InstalledLicense ending =
                entry(license("a").lineage("line", 1).until("2026-07-01").make(), LicenseState.VALID, false);
        InstalledLicense next =
                entry(license("b").lineage("line", 2).from("2026-07-02").make(), LicenseState.NOT_YET_VALID, false);
        InstalledLicense late =
                entry(license("b").lineage("line", 2).from("2026-07-03").make(), LicenseState.NOT_YET_VALID, false);
        InstalledLicense elsewhere =
                entry(license("b").lineage("line", 2).from("2026-07-02").make(), LicenseState.OTHER_MACHINE, false);

        assertThat(advice("2026-06-30T12:00:00Z", ending, next)).isEmpty();
        assertThat(advice("2026-06-30T12:00:00Z", ending, late)).hasSize(1);
        assertThat(advice("2026-06-30T12:00:00Z", ending, elsewhere)).hasSize(1);
    }

    @Test
    void whatDoesNotCountNeedsNoWarning() {
        License license = license("a").until("2026-07-01").make();
        assertThat(advice("2026-06-30T12:00:00Z", entry(license, LicenseState.OTHER_MACHINE, false)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "1, 1", "2, 0"})
    void warnsBeforeTheComputerHasChangedTooMuch_R16(int replaced, int left) {
        List<Drift.Part> parts = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            parts.add(new Drift.Part("part-" + part, part < replaced ? Drift.State.CHANGED : Drift.State.SAME));
        }
        License license = license("a")
                .bound(Binding.machine("0123-4567-89AB-CDEF-GHJK-MNPQ"))
                .make();
        List<Advice> advice = advice(
                "2026-06-15T12:00:00Z",
                (key, demanded) -> new Drift(demanded, parts),
                entry(license, LicenseState.VALID, false));
        if (left < 0) {
            assertThat(advice).isEmpty();
            return;
        }
        assertThat(advice).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Advice.Kind.MACHINE_DRIFT);
            assertThat(one.text().english()).contains("part-0").contains("changes left: " + left);
            assertThat(one.text().russian()).contains("осталось замен: " + left);
            assertThat(one.urgent()).isEqualTo(left == 0);
        });
    }

    /** Where no licence hangs on the computer, nobody has to prove which one it is. */
    @ParameterizedTest
    @CsvSource({
        "MACHINE, VALID, true, true",
        "MACHINE, VALID, false, false",
        "MACHINE, EXPIRED, true, false",
        "NONE, VALID, true, false"
    })
    void saysThatComponentsWereNotReadSinceTheComputerWasStarted_R16(
            String bound, LicenseState state, boolean remembered, boolean told) {
        Sample sample = license("a");
        License license = bound.equals("MACHINE")
                ? sample.bound(Binding.machine("0123-4567-89AB-CDEF-GHJK-MNPQ")).make()
                : sample.make();
        List<Advice> advice = advice(
                "2026-06-15T12:00:00Z",
                (key, demanded) -> new Drift(demanded, List.of()),
                remembered ? Set.of("system-uuid", "board-serial") : Set.of(),
                Optional.empty(),
                entry(license, state, false));
        List<Advice> about = advice.stream()
                .filter(one -> one.kind() == Advice.Kind.MACHINE_REMEMBERED)
                .toList();
        assertThat(about).hasSize(told ? 1 : 0);
        about.forEach(one -> {
            assertThat(one.urgent()).isFalse();
            assertThat(one.text().english())
                    .contains(
                            "board-serial, system-uuid",
                            "ExecStartPre",
                            "'webgate key --home DIR' as root",
                            "On Windows restart");
            assertThat(one.text().russian())
                    .contains(
                            "board-serial, system-uuid",
                            "ExecStartPre",
                            "'webgate key --home DIR' от имени root",
                            "В Windows перезапустите");
        });
    }

    @Test
    void theMostUrgentStandsFirst_R14() {
        List<Advice> advice = advice(
                "2026-06-15T12:00:00Z",
                entry(license("later").until("2026-07-01").make(), LicenseState.VALID, false),
                entry(license("soon").until("2026-06-20").make(), LicenseState.VALID, false),
                entry(license("gone").make(), LicenseState.VALID, true));
        assertThat(advice)
                .extracting(one -> one.license().map(Object::toString).orElse(""))
                .containsExactly("soon", "gone", "later");
        assertThat(advice.get(1).kind()).isEqualTo(Advice.Kind.VANISHING);
    }
}
