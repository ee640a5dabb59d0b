// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;

/** Reads the meters of modules that are counted by configuration or report, and tells the ledger what changed. */
final class MeterPoll {

    private static final Logger LOG = LoggerFactory.getLogger(MeterPoll.class);

    private final Ledger ledger;
    private final Map<ModuleId, Long> reported = new HashMap<>();

    MeterPoll(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One look at all meters; a meter that fails is not believed to count nothing: its last value stays. */
    void look(Iterable<Meter> meters) {
        for (Meter meter : meters) {
            boolean wanted = ledger.picture()
                    .usage(meter.module())
                    .map(Usage::module)
                    .filter(module -> module.counting() == Module.Counting.METER)
                    .isPresent();
            if (wanted) {
                report(meter);
            }
        }
    }

    private void report(Meter meter) {
        try {
            long value = meter.value();
            Long before = reported.put(meter.module(), value);
            if (before == null || before != value) {
                ledger.submit(new Change.Configured(meter.module(), value), IdempotencyKey.none())
                        .whenComplete((reply, failure) -> {
                            if (failure != null) {
                                LOG.warn("The count of {} was not taken: {}", meter.module(), failure.getMessage());
                            }
                        });
            }
        } catch (RuntimeException e) {
            LOG.error("The meter of {} has failed; its last value stays in force", meter.module(), e);
        }
    }
}
