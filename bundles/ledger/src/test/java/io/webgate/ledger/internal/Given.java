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
import io.webgate.license.api.Operation;
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
    /** Like a scale manager: an application stands for several units, and several may share a place (R21). */
    static final Module REGISTER =
            aggregate(module("test.register", Cut.NEWEST, Effect.SUSPEND, Module.Counting.CONNECTIONS));

    static final Operation DEBIT = new Operation("debit-existing");
    /** Like a processing centre: everyone is cut, and something goes on (R20). */
    static final Module CENTRE = aggregate(new Module(
            new ModuleId("test.centre"),
            "TEST",
            new LocalizedText("Centre", "Centre"),
            Metric.CLIENTS,
            new Consequence(Cut.ALL, Effect.SUSPEND, Set.of(DEBIT), Optional.empty()),
            Module.Counting.CONNECTIONS,
            true,
            Set.of()));

    static final Module TERMINAL = module("test.terminal", Cut.ALL, Effect.SUSPEND, Module.Counting.CONNECTIONS);
    static final Module SITE = module("test.site", Cut.UNCOVERED, Effect.SUSPEND, Module.Counting.CONNECTIONS);
    static final Feature BONUS = new Feature("bonus-accounts");
    static final Feature VIDEO = new Feature("video-events");
    /** Registers whose profiles have features (R45). */
    static final Module TILL = new Module(
            new ModuleId("test.till"),
            "TEST",
            new LocalizedText("Till", "Till"),
            Metric.DEVICES,
            new Consequence(Cut.NEWEST, Effect.SUSPEND, Set.of(), Optional.empty()),
            Module.Counting.CONNECTIONS,
            true,
            Set.of(BONUS, VIDEO));
    /** Waiters of whom idle ones may be displaced (R46). */
    static final Module PHONE = new Module(
            new ModuleId("test.phone"),
            "TEST",
            new LocalizedText("Phone", "Phone"),
            Metric.DEVICES,
            new Consequence(Cut.NEWCOMER, Effect.REFUSE, Set.of(), Optional.of(Duration.ofMinutes(5))),
            Module.Counting.CONNECTIONS,
            true,
            Set.of());
    /** This host itself (R42), and a client application that works with it. */
    static final Module SERVER = new Module(
            new ModuleId("test.server"),
            "TEST",
            new LocalizedText("Server", "Server"),
            Metric.SERVERS,
            new Consequence(Cut.ALL, Effect.HOLD, Set.of(), Optional.empty()),
            Module.Counting.HOST,
            false,
            Set.of());

    static final Module CLIENT = new Module(
            new ModuleId("test.client"),
            "TEST",
            new LocalizedText("Client", "Client"),
            Metric.CLIENTS,
            new Consequence(Cut.NEWCOMER, Effect.REFUSE, Set.of(), Optional.empty()),
            Module.Counting.CONNECTIONS,
            true,
            Set.of(),
            Set.of(new ModuleId("test.server")),
            Module.Terms.STRICT);

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

    /** The same module, with what its vendor lets wait. */
    static Module with(Module module, Module.Terms terms) {
        return new Module(
                module.id(),
                module.vendor(),
                module.title(),
                module.metric(),
                module.consequence(),
                module.counting(),
                module.summed(),
                module.features(),
                module.requires(),
                terms,
                module.featureTitles(),
                module.aggregate());
    }

    private static Module aggregate(Module module) {
        return new Module(
                module.id(),
                module.vendor(),
                module.title(),
                module.metric(),
                module.consequence(),
                module.counting(),
                module.summed(),
                module.features(),
                module.requires(),
                module.terms(),
                module.featureTitles(),
                true);
    }

    /** A module that works only where these are licensed. */
    static Module requiring(Module module, ModuleId... required) {
        return new Module(
                module.id(),
                module.vendor(),
                module.title(),
                module.metric(),
                module.consequence(),
                module.counting(),
                module.summed(),
                module.features(),
                Set.of(required),
                module.terms());
    }

    /** One module licensed with features. */
    static Change.NewLimits licensed(Module module, long quantity, Set<Feature> features) {
        return new Change.NewLimits(new Limits(
                ++revision,
                NOON,
                Optional.empty(),
                Map.of(module.id(), module),
                Map.of(module.id(), new Limit(quantity, features, List.of()))));
    }

    /** An application that says when a person last worked at it. */
    static Change.Connect active(Module module, String device, Instant lastActiveAt, String... idle) {
        Change.Connect plain = register(module, device, Optional.empty(), 1);
        return new Change.Connect(
                plain.seat(),
                plain.module(),
                plain.subject(),
                plain.group(),
                plain.weight(),
                plain.features(),
                Optional.of(lastActiveAt),
                plain.mostOfDevice(),
                plain.lives(),
                Arrays.stream(idle).map(name -> seat(module, name)).toList());
    }

    static SeatId seat(Module module, String device) {
        return new SeatId(module.id().value().replace('.', '-') + "-" + device);
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
