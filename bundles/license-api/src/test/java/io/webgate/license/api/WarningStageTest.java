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
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class WarningStageTest {

    @ParameterizedTest(name = "{0} days left: {1}, urgent {2}")
    @CsvSource({
        "9223372036854775807, '', false",
        "365, '', false",
        "31, '', false",
        "30, DAYS_30, false",
        "15, DAYS_30, false",
        "14, DAYS_14, false",
        "8, DAYS_14, false",
        "7, DAYS_7, true",
        "4, DAYS_7, true",
        "3, DAYS_3, true",
        "2, DAYS_3, true",
        "1, DAYS_1, true",
        "0, DAYS_1, true",
        "-1, LAPSED, true",
        "-400, LAPSED, true",
    })
    void r10WarningsBeginThirtyFourteenSevenThreeAndOneDaysBefore(long days, String stage, boolean urgent) {
        assertThat(WarningStage.of(days).map(Enum::name).orElse("")).isEqualTo(stage);
        assertThat(WarningStage.of(days).filter(WarningStage::isUrgent).isPresent())
                .isEqualTo(urgent);
    }

    @ParameterizedTest(name = "at {0} in {1}: {2} days, {3}")
    @CsvSource({
        "2027-03-30T20:59:59Z, Europe/Moscow, 1, DAYS_1",
        "2027-03-30T21:00:00Z, Europe/Moscow, 0, DAYS_1",
        "2027-03-31T20:59:59Z, Europe/Moscow, 0, DAYS_1",
        "2027-03-31T21:00:00Z, Europe/Moscow, -1, LAPSED",
        "2027-02-28T20:59:59Z, Europe/Moscow, 31, ''",
        "2027-02-28T21:00:00Z, Europe/Moscow, 30, DAYS_30",
        "2027-04-01T03:59:59Z, America/New_York, 0, DAYS_1",
    })
    void theDaysAreThoseOfTheLicencesOwnZone(Instant now, ZoneId zone, long days, String stage) {
        License license = license(Optional.of(LocalDate.of(2027, 3, 31)), zone);
        assertThat(license.daysLeft(now)).contains(days);
        assertThat(WarningStage.of(license, now).map(Enum::name).orElse("")).isEqualTo(stage);
        assertThat(license.ends().filter(end -> !end.isAfter(now)).isPresent()).isEqualTo(stage.equals("LAPSED"));
    }

    @Test
    void whatNeverEndsIsNeverWarnedOf() {
        License license = license(Optional.empty(), ZoneId.of("UTC"));
        assertThat(license.daysLeft(Instant.EPOCH)).isEmpty();
        assertThat(WarningStage.of(license, Instant.parse("2099-01-01T00:00:00Z")))
                .isEmpty();
    }

    private static License license(Optional<LocalDate> until, ZoneId zone) {
        return new License(
                new LicenseId("L-1"),
                new Lineage("l"),
                1,
                "DEVL",
                "Shop",
                Set.of(new ApplicationId("example.data-server")),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"),
                LocalDate.of(2026, 1, 1),
                until,
                zone,
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(),
                Set.of(),
                Optional.empty(),
                Set.of());
    }
}
