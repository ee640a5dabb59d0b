// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Preview;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.Meter;
import io.webgate.settings.Excess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which limits changes of settings would exceed: the meters say by how much, the ledger what then (R27, R29). */
final class Excesses {

    private static final Logger LOG = LoggerFactory.getLogger(Excesses.class);

    /** As many as the ledger can be asked about at once. */
    private static final long MOST = 10_000;

    private Excesses() {}

    /** The properties that a configuration of a factory has, and would have; empty map where it is not there. */
    record Change(String factory, Optional<Map<String, Object>> before, Optional<Map<String, Object>> after) {}

    /**
     * The excesses of all these changes together.
     *
     * @param limits empty where the ledger does not run
     */
    static List<Excess> of(List<Change> changes, List<Meter> meters, Optional<Limits> limits) {
        List<Excess> excesses = new ArrayList<>();
        for (Meter meter : meters) {
            long more =
                    changes.stream().mapToLong(change -> more(meter, change)).sum();
            if (more > 0) {
                of(meter, more, limits).ifPresent(excesses::add);
            }
        }
        return excesses;
    }

    private static long more(Meter meter, Change change) {
        return change.after()
                        .map(values -> meter.shareOf(change.factory(), values))
                        .orElse(0L)
                - change.before()
                        .map(values -> meter.shareOf(change.factory(), values))
                        .orElse(0L);
    }

    private static Optional<Excess> of(Meter meter, long more, Optional<Limits> limits) {
        ModuleId module = meter.module();
        if (limits.isEmpty()) {
            return Optional.of(unknown(module, more));
        }
        long wanted;
        try {
            wanted = meter.value() + more;
        } catch (UncheckedIOException unreadable) {
            // Not believed to be none (R53)
            LOG.warn("Nobody knows how many of {} are configured", module, unreadable);
            return Optional.of(unknown(module, more));
        }
        Optional<Usage> usage = limits.get().usage(module);
        // Not in the catalogue: nobody limits it
        return usage.flatMap(known -> of(known, wanted, limits.get()));
    }

    private static Excess unknown(ModuleId module, long more) {
        return new Excess(module, Optional.empty(), 0, more, List.of(), false);
    }

    private static Optional<Excess> of(Usage usage, long wanted, Limits limits) {
        Module module = usage.module();
        // The ledger looks at its meters now and then; what it has not seen yet is asked about too
        long unseen = Math.min(wanted - usage.used(), MOST);
        List<Preview.Effect> effects =
                unseen < 1 ? List.of() : limits.simulate(module.id(), unseen).effects();
        return effects.isEmpty() && wanted <= usage.bound()
                ? Optional.empty()
                : Optional.of(new Excess(module.id(), Optional.of(module), usage.bound(), wanted, effects, true));
    }
}
