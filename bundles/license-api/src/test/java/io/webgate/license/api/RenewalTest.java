// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class RenewalTest {

    private static final LocalDate LAST = LocalDate.of(2027, 3, 31);
    private static final InstalledLicense ENDING =
            installed(license("DEVL", "l", 2, LocalDate.of(2026, 1, 1), Optional.of(LAST), "UTC", 0), "VALID");

    @ParameterizedTest(name = "{0} {1} generation {2} from {3} ({4}), {5}, break-glass {6}: {7}")
    @CsvSource({
        // it follows at once, or overlaps
        "DEVL, l, 3, 2027-04-01, UTC, NOT_YET_VALID, 0, true",
        "DEVL, l, 9, 2027-03-15, UTC, NOT_YET_VALID, 0, true",
        "DEVL, l, 3, 2027-01-01, UTC, VALID, 0, true",
        // it leaves a gap
        "DEVL, l, 3, 2027-04-02, UTC, NOT_YET_VALID, 0, false",
        "DEVL, l, 3, 2027-04-01, America/New_York, NOT_YET_VALID, 0, false",
        "DEVL, l, 3, 2027-04-01, Europe/Moscow, NOT_YET_VALID, 0, true",
        // it left one, and counts now
        "DEVL, l, 3, 2027-04-20, UTC, VALID, 0, true",
        // it is another licence
        "ACME, l, 3, 2027-04-01, UTC, NOT_YET_VALID, 0, false",
        "ACME, l, 3, 2027-01-01, UTC, VALID, 0, false",
        "DEVL, other, 3, 2027-04-01, UTC, NOT_YET_VALID, 0, false",
        "DEVL, l, 2, 2027-04-01, UTC, NOT_YET_VALID, 0, false",
        "DEVL, l, 1, 2027-04-01, UTC, NOT_YET_VALID, 0, false",
        // it gives nothing
        "DEVL, l, 3, 2027-04-01, UTC, OTHER_MACHINE, 0, false",
        "DEVL, l, 3, 2027-01-01, UTC, REVOKED, 0, false",
        "DEVL, l, 3, 2027-01-01, UTC, EXPIRED, 0, false",
        "DEVL, l, 3, 2027-04-01, UTC, NOT_YET_VALID, 7, false",
    })
    void r10RenewedIsWhatALaterIssueTakesOverWithoutAGap(
            String vendor,
            String lineage,
            long generation,
            LocalDate from,
            String zone,
            String state,
            int breakGlass,
            boolean renewed) {
        License other = license(vendor, lineage, generation, from, Optional.empty(), zone, breakGlass);
        License ending = ENDING.license().orElseThrow();
        assertThat(Renewal.isInstalled(ending, List.of(ENDING, installed(other, state))))
                .isEqualTo(renewed);
        assertThat(Renewal.isInstalled(ending, List.of(installed(other, state), ENDING)))
                .isEqualTo(renewed);
        assertThat(Renewal.missing(List.of(ENDING, installed(other, state))).test(ending))
                .as("asked of many")
                .isEqualTo(!renewed);
    }

    /** Its own end is told by itself. */
    @Test
    void aRenewalThatEndsSoonIsOneAllTheSame() {
        License next = license("DEVL", "l", 3, LocalDate.of(2027, 4, 1), Optional.of(LAST.plusDays(2)), "UTC", 0);
        assertThat(Renewal.isInstalled(
                        ENDING.license().orElseThrow(), List.of(ENDING, installed(next, "NOT_YET_VALID"))))
                .isTrue();
    }

    @Test
    void nothingRenewsItself() {
        assertThat(Renewal.isInstalled(ENDING.license().orElseThrow(), List.of(ENDING)))
                .isFalse();
    }

    private static InstalledLicense installed(License license, String state) {
        return new InstalledLicense(
                license.id(),
                Optional.of(license),
                LicenseState.valueOf(state),
                Optional.empty(),
                "api",
                Instant.EPOCH,
                false);
    }

    private static License license(
            String vendor,
            String lineage,
            long generation,
            LocalDate from,
            Optional<LocalDate> until,
            String zone,
            int breakGlass) {
        return new License(
                new LicenseId(vendor + "-" + generation),
                new Lineage(lineage),
                generation,
                vendor,
                "Shop",
                Set.of(new ApplicationId("example.data-server")),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"),
                from,
                until,
                ZoneId.of(zone),
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                breakGlass == 0 ? OptionalInt.empty() : OptionalInt.of(breakGlass));
    }
}
