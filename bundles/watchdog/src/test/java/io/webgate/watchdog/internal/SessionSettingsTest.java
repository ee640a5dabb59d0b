// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SessionSettingsTest {

    @Test
    void r32ReadsOneBoundALine() {
        SessionSettings read = SessionSettings.parse(List.of("acme.waiter=5", " acme.retail = 0 ", "", "  "));

        assertThat(read.problems()).isEmpty();
        assertThat(read.bounds()).isEqualTo(Map.of(new ModuleId("acme.waiter"), 5L, new ModuleId("acme.retail"), 0L));
    }

    @Test
    void nothingSetIsNoBound() {
        assertThat(SessionSettings.parse(List.of())).isEqualTo(new SessionSettings(Map.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.waiter",
                "acme.waiter=",
                "acme.waiter=-1",
                "acme.waiter=5.5",
                "acme.waiter=five",
                "=5",
                "waiter=5",
                "Acme.Waiter=5",
                "acme.waiter=9999999999999999999",
                "acme.waiter=5=6",
                "acme.waiter:5"
            })
    void namesTheLineThatItCantRead(String line) {
        SessionSettings read = SessionSettings.parse(List.of("acme.retail=3", line));

        assertThat(read.problems())
                .singleElement()
                .asString()
                .startsWith("'" + line + "': ")
                .contains("module=N");
    }

    @Test
    void refusesModuleThatIsNamedTwice() {
        assertThat(SessionSettings.parse(List.of("acme.waiter=5", "acme.waiter=7"))
                        .problems())
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    void longAndUnprintableLinesDoNotGetIntoLogsAsTheyAre() {
        assertThat(SessionSettings.parse(List.of("a\u0007b\n" + "x".repeat(10_000)))
                        .problems())
                .singleElement()
                .asString()
                .hasSizeLessThan(300)
                .doesNotContain("\u0007", "\n");
    }
}
