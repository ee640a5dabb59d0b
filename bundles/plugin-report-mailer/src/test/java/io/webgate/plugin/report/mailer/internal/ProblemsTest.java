// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "morning|There is no job “morning”. |Задания «morning» нет. ",
                "кафе «Осень»|There is no job “кафе ‘Осень’”. |Задания «кафе „Осень“» нет. ",
                "a \"b\"|There is no job “a ‘b’”. |Задания «a „b“» нет. "
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void aNameStandsInOnePairOfMarks(String name, String english, String russian) {
        assertThat(Problems.noJob(name, Locale.ENGLISH).detail()).startsWith(english);
        assertThat(Problems.noJob(name, Locale.forLanguageTag("ru")).detail()).startsWith(russian);
    }
}
