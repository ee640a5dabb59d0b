// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** R64: what readers give is a value of its type, or refused. */
final class ValuesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private static Parameter parameter(String name, Parameter.Type type, Optional<String> otherwise) {
        return new Parameter(name, new LocalizedText(name, name), type, otherwise);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "DATE, 2026-03-31, 2026-03-31",
                "DATE, 31.03.2026, 2026-03-31",
                "DATE, today, 2026-03-01",
                "DATE, today-1, 2026-02-28",
                "DATE, today+30, 2026-03-31",
                "DATE, month-start, 2026-03-01",
                "DATE, month-end, 2026-03-31",
                "DATE, previous-month-start, 2026-02-01",
                "DATE, previous-month-end, 2026-02-28",
                "DATE, year-start, 2026-01-01",
                "DATE, 2026-02-30, -",
                "DATE, 30.02.2026, -",
                "DATE, 10000-01-01, -",
                "DATE, tomorrow, -",
                "DATE, today-999999, -",
                "INTEGER, -12, -12",
                "INTEGER, 123456789012345678, 123456789012345678",
                "INTEGER, 1234567890123456789, -",
                "INTEGER, 1.5, -",
                "INTEGER, 1 or 1=1, -",
                "INTEGER, ٣, -",
                "DECIMAL, '1,5', 1.5",
                "DECIMAL, -0.10, -0.10",
                "DECIMAL, 1e9, -",
                "DECIMAL, NaN, -",
                "BOOLEAN, да, true",
                "BOOLEAN, No, false",
                "BOOLEAN, perhaps, -",
                "TEXT, ' x ', x",
            })
    void readsEachType(Parameter.Type type, String text, String value) {
        Values values = Values.of(List.of(parameter("p", type, Optional.empty())), Map.of("p", text), TODAY);
        assertThat(Optional.ofNullable(values.typed().get("p"))
                        .flatMap(one -> one)
                        .map(Object::toString))
                .isEqualTo(Optional.ofNullable(value));
        assertThat(values.faults().containsKey("p")).isEqualTo(value == null);
    }

    @Test
    void typesAreTheDatabasesOwn() {
        assertThat(Values.read(Parameter.Type.INTEGER, "7", TODAY)).contains(7L);
        assertThat(Values.read(Parameter.Type.DECIMAL, "7,25", TODAY)).contains(new BigDecimal("7.25"));
        assertThat(Values.read(Parameter.Type.DATE, "today", TODAY)).contains(TODAY);
        assertThat(Values.read(Parameter.Type.TEXT, "a\0b", TODAY)).isEmpty();
        assertThat(Values.read(Parameter.Type.TEXT, "x".repeat(2001), TODAY)).isEmpty();
    }

    @Test
    void whatIsNotGivenHasItsDefaultOrIsAskedFor() {
        List<Parameter> parameters = List.of(
                parameter("day", Parameter.Type.DATE, Optional.of("today")),
                parameter("name", Parameter.Type.TEXT, Optional.of("")),
                parameter("least", Parameter.Type.DECIMAL, Optional.of("")),
                parameter("table", Parameter.Type.INTEGER, Optional.empty()));
        Values values = Values.of(parameters, Map.of("day", " ", "nonsense", "1"), TODAY);
        assertThat(values.typed())
                .containsEntry("day", Optional.of(TODAY))
                .containsEntry("name", Optional.of(""))
                .containsEntry("least", Optional.empty());
        assertThat(values.faults()).containsOnlyKeys("table", "nonsense");
        assertThat(values.told().orElseThrow().english()).contains("table: ").contains("no parameter “nonsense”");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop|The report has no parameter “shop”.|У отчёта нет параметра «shop».",
                "кафе «Осень»|The report has no parameter “кафе ‘Осень’”.|У отчёта нет параметра «кафе „Осень“».",
                "a \"b\"|The report has no parameter “a ‘b’”.|У отчёта нет параметра «a „b“»."
            })
    void aNameStandsInOnePairOfMarks(String name, String english, String russian) {
        assertThat(Values.of(List.of(), Map.of(name, "1"), TODAY).faults())
                .containsEntry(name, new LocalizedText(english, russian));
    }
}
