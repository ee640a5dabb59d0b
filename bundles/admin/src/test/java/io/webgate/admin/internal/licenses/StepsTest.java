// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.gate.http.Role;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.webgate.admin.internal.licenses.Samples.SERVER;
import static io.webgate.admin.internal.licenses.Samples.TILL;
import static io.webgate.admin.internal.licenses.Samples.license;
import static io.webgate.admin.internal.licenses.Samples.limit;
import static io.webgate.admin.internal.licenses.Samples.limits;
import static io.webgate.admin.internal.licenses.Samples.tills;
import static io.webgate.admin.internal.licenses.Samples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Limits as a step function of time, on the page (R10). */
class StepsTest {

    private static final Instant APRIL = Instant.parse("2027-03-31T21:00:00Z");

    private final FakePlane plane = new FakePlane();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en| today 15 = 10 until 31 Mar 2027 + 5 1 Apr 2027 5| 15, 5 from 1 Apr 2027| Data server on",
                "ru| сегодня 15 = 10 до 31.03.2027 + 5 01.04.2027 5| 15, 5 с 01.04.2027| Сервер данных включено",
            })
    void r10TheArithmeticIsSpelledOutForEachStep(String language, String rows, String described, String constant) {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.of(LocalDate.of(2027, 3, 31)), tills(10))));
        plane.licenses.add(valid(license("LIC-2", "Shop", Optional.empty(), tills(5), new Entitlement(SERVER, 1))));
        plane.steps.add(limits(Map.of(TILL, limit(15, "LIC-1", "LIC-2"), SERVER, limit(1, "LIC-2"))));
        plane.steps.add(at(APRIL, limits(Map.of(TILL, limit(5, "LIC-2"), SERVER, limit(1, "LIC-2")))));
        String page = page(language);
        assertThat(LicensesAreaTest.words(page)).contains(rows, constant);
        assertThat(page)
                .contains(described)
                .contains("<time datetime=\"2027-04-01T00:00:00+03:00\">")
                .contains("id=\"license-periods-title\"", "name=\"at\"");
    }

    @Test
    void whatEndsFirstStandsFirst() {
        plane.licenses.add(valid(license("A", "Shop", Optional.empty(), tills(5))));
        plane.licenses.add(valid(license("B", "Shop", Optional.of(LocalDate.of(2028, 1, 1)), tills(2))));
        plane.licenses.add(valid(license("C", "Shop", Optional.of(LocalDate.of(2027, 1, 1)), tills(10))));
        plane.licenses.add(valid(license("D", "Shop", Optional.empty(), tills(1))));
        assertThat(LicensesAreaTest.words(page("en")))
                .contains("18 = 10 until 1 Jan 2027 + 2 until 1 Jan 2028 + 5 + 1");
    }

    @Test
    void aLicenceThatBeginsLaterIsAStepUp() {
        plane.licenses.add(valid(license("LIC-1", "Shop", Optional.empty(), tills(10))));
        plane.licenses.add(
                Samples.installed(license("LIC-2", "Shop", Optional.empty(), tills(5)), LicenseState.NOT_YET_VALID));
        plane.steps.add(limits(Map.of(TILL, limit(10, "LIC-1"))));
        plane.steps.add(at(APRIL, limits(Map.of(TILL, limit(15, "LIC-1", "LIC-2")))));
        assertThat(LicensesAreaTest.words(page("en"))).contains("today 10 1 Apr 2027 15 = 10 + 5");
    }

    @Test
    void aStepWithinADayOfTheVenueTellsItsMinute() {
        Steps steps = Steps.of(
                List.of(limits(Map.of(TILL, limit(10))), at(Instant.parse("2027-03-31T12:00:00Z"), limits(Map.of()))),
                List.of(),
                Requests.ui("ru", Role.VIEWER));
        assertThat(steps.changing().get(0).rows())
                .extracting(Steps.Row::from, Steps.Row::limit)
                .containsExactly(tuple("сегодня", "10"), tuple("31.03.2027 15:00", "0"));
    }

    @Test
    void aModuleHasARowOnlyWhereItsOwnLimitChanges() {
        Steps steps = Steps.of(
                List.of(
                        limits(Map.of(TILL, limit(10), SERVER, limit(1))),
                        at(APRIL, limits(Map.of(TILL, limit(10)))),
                        at(APRIL.plusSeconds(86_400), limits(Map.of(TILL, limit(8))))),
                List.of(),
                Requests.ui("en", Role.VIEWER));
        assertThat(steps.changing())
                .extracting(one -> one.module().id(), one -> one.rows().size(), one -> one.chart()
                        .isPresent())
                .containsExactly(tuple(SERVER, 2, false), tuple(TILL, 2, true));
    }

    @Test
    void whereNothingChangesThePageSaysSo() {
        assertThat(page("en")).contains("No limit changes on any day that is known today.");
        assertThat(page("ru")).contains("лимиты не изменятся");
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true"})
    void thatMoreStepsAreKnownIsTold(int known, boolean told) {
        for (int step = 0; step < known; step++) {
            plane.steps.add(
                    at(Samples.NOW.plusSeconds(step * 86_400L), limits(Map.of(TILL, limit(known - (long) step)))));
        }
        assertThat(page("en").contains("More changes are known")).isEqualTo(told);
    }

    @Test
    void aLimitWithoutBoundIsDrawn() {
        List<InstalledLicense> all = List.of(valid(license("LIC-1", "Shop", Optional.empty(), tills(Long.MAX_VALUE))));
        Steps steps = Steps.of(
                List.of(
                        limits(Map.of(TILL, limit(5))),
                        at(APRIL, limits(Map.of(TILL, limit(Long.MAX_VALUE, "LIC-1"))))),
                all,
                Requests.ui("en", Role.VIEWER));
        assertThat(steps.changing().get(0).chart().orElseThrow().svg()).contains("chart-limit-future");
        assertThat(steps.changing().get(0).rows().get(1).how()).isEqualTo("no bound");
    }

    private static Limits at(Instant moment, Limits limits) {
        return new Limits(2, moment, Optional.empty(), limits.modules(), limits.byModule());
    }

    private String page(String language) {
        return Requests.text(
                StepsPage.show(Requests.get(plane, Requests.ui(language, Role.VIEWER), Map.of(), Map.of())));
    }
}
