// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What tests of the ledger begin with: modules of each effect, limits, changes. */
final class Given {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static final Module WAITER = module("test.waiter", Cut.ALL, Effect.STOP_GATE, Module.Counting.GATE_SESSIONS);
    static final Module RETAIL = module("test.retail", Cut.ALL, Effect.STOP_GATE, Module.Counting.GATE_SESSIONS);
    static final Module REPORTS = module("test.reports", Cut.ALL, Effect.STOP_GATE, Module.Counting.METER);
    static final Module MAILER = module("test.mailer", Cut.ALL, Effect.HOLD, Module.Counting.METER);
    static final Module MANAGER = module("test.manager", Cut.NEWCOMER, Effect.REFUSE, Module.Counting.CONNECTIONS);
    static final Module REGISTER = module("test.register", Cut.NEWEST, Effect.SUSPEND, Module.Counting.CONNECTIONS);

    private static long revision;

    private Given() {}

    private static Module module(String id, Cut cut, Effect effect, Module.Counting counting) {
        return new Module(
                new ModuleId(id),
                "TEST",
                new LocalizedText(id, id),
                Metric.SESSIONS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                counting,
                true,
                Set.of());
    }

    static Limits limits(Object... moduleAndQuantity) {
        Map<ModuleId, Module> modules = new LinkedHashMap<>();
        Map<ModuleId, Limit> limits = new LinkedHashMap<>();
        for (int index = 0; index < moduleAndQuantity.length; index += 2) {
            Module module = (Module) moduleAndQuantity[index];
            modules.put(module.id(), module);
            long quantity = ((Number) moduleAndQuantity[index + 1]).longValue();
            if (quantity > 0) {
                limits.put(module.id(), new Limit(quantity, Set.of(), List.of()));
            }
        }
        return new Limits(++revision, NOON, Optional.empty(), modules, limits);
    }

    static Change.NewLimits licensed(Object... moduleAndQuantity) {
        return new Change.NewLimits(limits(moduleAndQuantity));
    }

    static Change.Connect connect(Module module, String device) {
        return connect(module, device, "anna");
    }

    static Change.Connect connect(Module module, String device, String holder) {
        return connect(module, device, holder, 1, Long.MAX_VALUE);
    }

    /** An application outside the gate, which nobody sits at. */
    static Change.Connect register(
            Module module, String device, Optional<String> group, long weight, String... features) {
        return new Change.Connect(
                new SeatId(module.id().value().replace('.', '-') + "-" + device),
                module.id(),
                new Subject(device, Optional.empty(), Optional.empty()),
                group,
                weight,
                Arrays.stream(features).map(Feature::new).collect(Collectors.toSet()),
                Long.MAX_VALUE,
                Duration.ofMinutes(30));
    }

    static Change.Connect connect(Module module, String device, String holder, long weight, long mostOfDevice) {
        return new Change.Connect(
                new SeatId(module.id().value().replace('.', '-') + "-" + device.replace(' ', '_') + "-" + holder),
                module.id(),
                new Subject(device, Optional.of(holder), Optional.of("label of " + device)),
                Optional.empty(),
                weight,
                Set.of(),
                mostOfDevice,
                Duration.ofMinutes(30));
    }
}
