// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.ModuleId;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class GateSettingsTest {

    private static final Change ONE = new Change.Bounded(Map.of(new ModuleId("acme.waiter"), 1L));
    private static final Change NONE = new Change.Bounded(Map.of());

    private final RecordingLedger ledger = new RecordingLedger();

    private GateSettings settings(boolean configured, String... sessions) {
        return new GateSettings(ledger, List.of(sessions), configured);
    }

    @Test
    void r54ConfigurationThatIsNotThereYetLeavesTheStoredBoundsAlone() {
        GateSettings late = settings(false);
        assertThat(ledger.submitted).isEmpty();

        late.take(List.of("acme.waiter=1"));
        assertThat(ledger.submitted).containsExactly(ONE);
    }

    @Test
    void r32ConfigurationIsSubmittedAndItsDeletionToo() {
        GateSettings settings = settings(true, "acme.waiter=1");
        settings.take(List.of());

        assertThat(ledger.submitted).containsExactly(ONE, NONE);
    }

    @Test
    void r32LinesThatCannotBeReadChangeNothing() {
        GateSettings settings = settings(true, "acme.waiter");
        settings.take(List.of("acme.waiter=many"));

        assertThat(ledger.submitted).isEmpty();
    }
}
