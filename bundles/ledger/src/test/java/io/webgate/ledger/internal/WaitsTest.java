// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class WaitsTest {

    static Stream<LocalizedText> waits() {
        return Stream.of(
                Waits.reading(),
                Waits.stopped(),
                Waits.unreadable("disk\nfull"),
                Waits.documents(),
                Waits.meter(Given.REPORTS.id()),
                Waits.silent("a.Meter"),
                Waits.failing("a.Meter", "gone\n"));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void r100EveryReasonToWaitIsSentencesInBothLanguages(LocalizedText wait) {
        assertThat(wait.english()).matches("\\p{Lu}[^\\n]*\\.").doesNotContainPattern("[а-яА-ЯёЁ]");
        assertThat(wait.russian()).matches("[А-Я][^\\n]*\\.");
    }
}
