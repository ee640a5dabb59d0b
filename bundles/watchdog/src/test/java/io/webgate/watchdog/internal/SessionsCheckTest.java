// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.SettingsCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of the gate's bounds before they are saved (R32). */
class SessionsCheckTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");

    private final SessionsCheck check =
            new SessionsCheck(module -> module.equals(WAITER) ? Optional.of(usage()) : Optional.empty());

    private static Usage usage() {
        Module module = new Module(
                WAITER,
                "DEVL",
                new LocalizedText("Waiter", "Официант"),
                Metric.SESSIONS,
                new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
        return new Usage(module, 5, 5, 0, Usage.State.OK, false, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "acme.waiter=5,,,",
        "acme.waiter=0,,,",
        "' ',,,",
        "acme.waiter=6,false,more than the licence,больше",
        "acme.gone=1,false,no module acme.gone,нет модуля",
        "acme.waiter,true,Write module=N,напишите",
        "acme.waiter=1|acme.waiter=2,true,each module once,один раз"
    })
    void r32SaysWhatCantBeReadAndWhatHasNoEffect(String lines, Boolean refuses, String english, String russian) {
        List<SettingsCheck.Remark> remarks = check.check(Map.of("sessions", lines.split("\\|")));
        if (refuses == null) {
            assertThat(remarks).isEmpty();
        } else {
            assertThat(remarks).hasSize(1);
            assertThat(remarks.get(0).refuses()).isEqualTo(refuses);
            assertThat(remarks.get(0).key()).isEqualTo("sessions");
            assertThat(remarks.get(0).text().english()).contains(english);
            assertThat(remarks.get(0).text().russian()).contains(russian);
        }
    }
}
