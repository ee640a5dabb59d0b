// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands in a mail. */
final class WordsTest {

    private static final Instant DUE = Instant.parse("2026-11-26T08:00:00Z");
    private static final Report REPORT =
            new Report("daily", new LocalizedText("Sales of \"Autumn\"", "Выручка кафе «Осень»"), List.of());

    /** R100: a title that brings its own marks has them made inner ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en| false| Report “Sales of ‘Autumn’”, due| by the job “one”.",
                "en| true| Report “Sales of ‘Autumn’”, sent on request| by the job “one”.",
                "ru| false| Отчёт «Выручка кафе „Осень“» по расписанию| заданием «one».",
                "ru| true| Отчёт «Выручка кафе „Осень“» отправлен по запросу| заданием «one»."
            })
    void r100NamesStandInOnePairOfMarks(String language, boolean asked, String first, String last) {
        Job job = Job.read(
                        "one",
                        Map.of(
                                "report",
                                "daily",
                                "schedule",
                                "0 8 * * *",
                                "zone",
                                "UTC",
                                "recipients",
                                new String[] {"anna@example.com"},
                                "format",
                                "csv",
                                "language",
                                language),
                        DUE)
                .job()
                .orElseThrow();
        Run run = new Run(
                "id",
                "one",
                DUE,
                asked ? Optional.of("anna") : Optional.empty(),
                0,
                Run.State.DUE,
                DUE,
                0,
                DUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        String body = Words.body(job, REPORT, run, new Outcome.Written(1, false), DUE);
        assertThat(body).contains(first, last).doesNotContain("»»", "\"");
    }
}
