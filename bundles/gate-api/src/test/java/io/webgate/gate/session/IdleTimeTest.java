// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdleTimeTest {

    @ParameterizedTest
    @CsvSource({"PT30M,1800", "30,1800", "' 1 ',60", "PT1S,1", "PT24H,86400", "P1D,86400", "1440,86400", "pt5m,300"})
    void readsDurationsAndMinutes(String text, long seconds) {
        assertThat(IdleTime.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0",
                "PT0S",
                "PT0.5S",
                "-5",
                "PT-5M",
                "1441",
                "P2D",
                "5.5",
                "30 min",
                "PT9999999999999999H"
            })
    void namesWhatItCantRead(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdleTime.parse(text))
                .withMessageStartingWith("Idle time '" + text + "'")
                .withMessageContaining("PT30M");
    }

    @Test
    void theDefaultIsThatOfTheSettings() {
        assertThat(IdleTime.DEFAULT).isEqualTo(IdleTime.parse("PT30M"));
    }
}
