// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a plane, as the tests of events begin with. */
final class Facts {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final ModuleId WAITER = new ModuleId("example.waiter");
    static final Module MODULE = new Module(
            WAITER,
            "DEVL",
            new LocalizedText("Mobile waiter", "Мобильный официант"),
            Metric.SESSIONS,
            new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
            Module.Counting.GATE_SESSIONS,
            true,
            Set.of());
    static final Verdict VERDICT = new Verdict(
            7,
            Optional.of(WAITER),
            Cause.EXCESS,
            3,
            4,
            List.of(),
            Optional.empty(),
            Optional.of(MODULE.consequence()),
            NOW,
            List.of(),
            Optional.empty());
    static final Sight NOTHING = new Sight(Optional.empty(), Optional.empty(), Optional.empty());

    private Facts() {}

    /** A plane with one module, an open gate, one running plugin and one document. */
    static Sight sight(long generation, long limit, String... seats) {
        return new Sight(
                Optional.of(picture(generation, limit, seats)),
                Optional.of(gate(true, plugin(GateView.Plugin.State.ACTIVE))),
                Optional.of(documents(5, LicenseState.VALID)));
    }

    static Picture picture(long generation, long limit, String... seats) {
        Usage usage = new Usage(
                MODULE,
                limit,
                limit,
                seats.length,
                seats.length > limit ? Usage.State.OVER : Usage.State.OK,
                false,
                Optional.empty());
        return new Snapshot(
                generation, usage, List.of(seats).stream().map(Facts::seat).toList());
    }

    static GateView gate(boolean open, GateView.Plugin... plugins) {
        return new GateView(
                open, NOW, open ? Optional.empty() : Optional.of(VERDICT), !open, List.of(), List.of(plugins));
    }

    static GateView.Plugin plugin(GateView.Plugin.State state) {
        return new GateView.Plugin(
                "io.webgate.plugin.mobile.waiter",
                "1.0.0",
                state,
                Optional.empty(),
                Optional.of(WAITER),
                Optional.of("mobile-waiter"),
                List.of(),
                List.of());
    }

    static Sight.Documents documents(long revision, LicenseState state) {
        return new Sight.Documents(
                revision,
                List.of(new InstalledLicense(
                        new LicenseId("L-1"), Optional.empty(), state, Optional.empty(), "api", NOW, false)));
    }

    private static Seat seat(String id) {
        return new Seat(
                new SeatId(id),
                1,
                1,
                WAITER,
                new Subject("d-1", Optional.of("Anna"), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                NOW);
    }

    private record Snapshot(long generation, Usage usage, List<Seat> held) implements Picture {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public List<LocalizedText> waitingFor() {
            return List.of();
        }

        @Override
        public List<Latch> latches() {
            return List.of();
        }

        @Override
        public Collection<Usage> usages() {
            return List.of(usage);
        }

        @Override
        public Optional<Usage> usage(ModuleId module) {
            return Optional.of(usage).filter(known -> known.module().id().equals(module));
        }

        @Override
        public List<Seat> seats(ModuleId module) {
            return held;
        }

        @Override
        public Optional<Seat> seat(SeatId seat) {
            return held.stream().filter(known -> known.id().equals(seat)).findFirst();
        }

        @Override
        public long limitsRevision() {
            return 5;
        }
    }
}
