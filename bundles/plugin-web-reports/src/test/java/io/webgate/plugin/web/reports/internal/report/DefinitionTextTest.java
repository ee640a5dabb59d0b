// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.SettingsCheck.Remark;
import io.webgate.plugin.web.reports.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** R64: settings make a report, or say what to write instead. */
final class DefinitionTextTest {

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("title", "Sales");
        settings.put("title.ru", "Продажи");
        settings.put("source", "shop");
        settings.put("query", "SELECT day, sum(total) AS total FROM sale WHERE day >= :from GROUP BY day");
        settings.put("parameters", new String[] {"from DATE = month-start | From | С"});
        settings.put("columns", new String[] {"day DATE | Day | День", "total NUMBER(2) sum | Total | Сумма"});
        settings.put("chart", "bar day total");
        settings.put("readers", new String[] {"operator", "anna"});
        settings.put("rows", 500);
        settings.put("timeout", "PT5S");
        return settings;
    }

    @Test
    void aWholeReportIsRead() {
        DefinitionText.Result read = DefinitionText.read("daily", settings());
        assertThat(read.remarks()).isEmpty();
        Definition report = read.report().orElseThrow();
        assertThat(report.title()).isEqualTo(new LocalizedText("Sales", "Продажи"));
        assertThat(report.parameters())
                .containsExactly(new Parameter(
                        "from", new LocalizedText("From", "С"), Parameter.Type.DATE, Optional.of("month-start")));
        assertThat(report.columns())
                .containsExactly(
                        new Column("day", Column.Type.DATE, 0, Optional.empty(), new LocalizedText("Day", "День")),
                        new Column(
                                "total",
                                Column.Type.NUMBER,
                                2,
                                Optional.of(Column.Total.SUM),
                                new LocalizedText("Total", "Сумма")));
        assertThat(report.chart()).contains(new Chart(Chart.Kind.BAR, "day", "total"));
        assertThat(report.rows()).isEqualTo(500);
        assertThat(report.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theLeastIsTitleSourceAndQueryAndListsMayBeLines() {
        Map<String, Object> least = Map.of(
                "title", "All", "source", "shop", "query", "select * from t where a = :a", "parameters", "\na TEXT\n");
        Definition report = DefinitionText.read("all", least).report().orElseThrow();
        assertThat(report.title().russian()).isEqualTo("All");
        assertThat(report.columns()).isEmpty();
        assertThat(report.rows()).isEqualTo(100_000);
        assertThat(report.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(report.parameters().get(0).otherwise()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '!',
            value = {
                "title ! ''",
                "source ! ' '",
                "query ! ''",
                "query ! delete from sale",
                "query ! select :unknown, :from",
                "parameters ! from",
                "parameters ! from DAY",
                "parameters ! from DATE = someday",
                "parameters ! 1st DATE",
                "parameters ! from DATE | a | b | c",
                "parameters ! from DATE default today",
                "columns ! day",
                "columns ! day WEEKDAY",
                "columns ! day DATE(2)",
                "columns ! day DATE sum",
                "columns ! total NUMBER(12)",
                "columns ! total NUMBER(2) median",
                "chart ! pie day total",
                "chart ! bar day",
                "chart ! bar day nothing",
                "chart ! bar total day",
                "rows ! 0",
                "rows ! 1048576",
                "rows ! many",
                "timeout ! PT0S",
                "timeout ! PT11M",
                "timeout ! soon",
            })
    void eachFaultNamesItsSettingInBothLanguages(String key, String value) {
        Map<String, Object> settings = settings();
        settings.put(key, value);
        DefinitionText.Result read = DefinitionText.read("daily", settings);
        assertThat(read.report()).isEmpty();
        assertThat(read.remarks())
                .filteredOn(Remark::refuses)
                .extracting(Remark::key)
                .contains(key);
        assertThat(read.remarks())
                .allSatisfy(remark -> assertThat(remark.text().russian()).containsPattern("[А-Яа-яё]{4}"));
        assertThat(read.faults().english()).contains(key + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|There is no column “nothing”.|Столбца «nothing» нет среди столбцов.",
                "«итог»|There is no column “итог”.|Столбца «итог» нет среди столбцов.",
                "a«b»|There is no column “a‘b’”.|Столбца «a„b“» нет среди столбцов."
            })
    void aNameStandsInOnePairOfMarks(String column, String english, String russian) {
        Map<String, Object> settings = settings();
        settings.put("chart", "bar day " + column);
        assertThat(DefinitionText.read("x", settings).remarks())
                .extracting(Remark::text)
                .contains(new LocalizedText(english, russian));
    }

    @Test
    void twiceTheSameNameIsOneTooMany() {
        Map<String, Object> settings = settings();
        settings.put("columns", List.of("day DATE", "DAY TEXT", "total NUMBER"));
        settings.put("parameters", List.of("from DATE", "from TEXT"));
        assertThat(DefinitionText.read("x", settings).remarks())
                .filteredOn(Remark::refuses)
                .extracting(Remark::key)
                .containsExactlyInAnyOrder("columns", "parameters");
    }

    @Test
    void aParameterThatTheQueryDoesNotUseIsRemarkedNotRefused() {
        Map<String, Object> settings = settings();
        settings.put("parameters", List.of("from DATE", "spare TEXT"));
        DefinitionText.Result read = DefinitionText.read("x", settings);
        assertThat(read.report()).isPresent();
        assertThat(read.remarks()).singleElement().satisfies(one -> assertThat(one.refuses())
                .isFalse());
    }

    @Test
    void readersAreRolesOrNames() {
        Definition report = DefinitionText.read("x", settings()).report().orElseThrow();
        assertThat(report.admits(person("boris", Role.OPERATOR))).isTrue();
        assertThat(report.admits(person("boris", Role.ADMIN))).isTrue();
        assertThat(report.admits(person("anna", Role.VIEWER))).isTrue();
        assertThat(report.admits(person("Anna", Role.VIEWER))).isFalse();
        assertThat(report.admits(person("anna (4711)", Role.VIEWER))).isTrue();
        assertThat(report.admits(person("anna belle (4711)", Role.VIEWER))).isFalse();
        Caller device =
                new Caller("anna", Optional.empty(), Optional.of(new Caller.Enrolment("d", "anna", Set.of(), 1, 1)));
        assertThat(report.admits(device)).isFalse();
    }

    private static Caller person(String name, Role role) {
        return new Caller(name, Optional.of(role), Optional.empty());
    }
}
