// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.license.spi.SettingsCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A data source that is not there yet is told of before the report is saved, and does not hinder it. */
final class ReportCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "till|There is no data source “till” yet;|Источника данных «till» пока нет;",
                "кафе «Осень»|There is no data source “кафе ‘Осень’” yet;|Источника данных «кафе „Осень“» пока нет;",
                "a \"b\"|There is no data source “a ‘b’” yet;|Источника данных «a „b“» пока нет;"
            })
    void aNameStandsInOnePairOfMarks(String source, String english, String russian) {
        assertThat(new ReportCheck(name -> false).check(Map.of("title", "T", "source", source, "query", "select 1")))
                .filteredOn(remark -> !remark.refuses())
                .extracting(SettingsCheck.Remark::text)
                .singleElement()
                .satisfies(text -> {
                    assertThat(text.english()).startsWith(english);
                    assertThat(text.russian()).startsWith(russian);
                });
    }
}
