// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Activation;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Term;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Facts that the tests of this face begin with. */
final class Samples {

    static final ModuleId WAITER = new ModuleId("example.waiter");
    static final Module MODULE = module(WAITER, Cut.ALL, Effect.STOP_GATE);
    static final Verdict VERDICT = new Verdict(
            7,
            Optional.of(WAITER),
            Cause.EXCESS,
            10,
            11,
            List.of(new SeatId("s2")),
            Optional.of(seat("s2", 2)),
            Optional.of(MODULE.consequence()),
            FakePlane.NOW,
            List.of(new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(WAITER), 11)),
            Optional.empty());
    static final Verdict BY_HAND = new Verdict(
            8,
            Optional.empty(),
            Cause.ADMINISTRATOR,
            0,
            0,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            FakePlane.NOW,
            List.of(new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
            Optional.of("ops"),
            Optional.of("inventory"));

    private Samples() {}

    static Module module(ModuleId id, Cut cut, Effect effect) {
        return new Module(
                id,
                "DEVL",
                new LocalizedText("Mobile waiter", "Мобильный официант"),
                Metric.SESSIONS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
    }

    static Usage usage(long bound, long used, Usage.State state) {
        return new Usage(MODULE, bound, bound, used, state, bound == 0, Optional.empty());
    }

    static Seat seat(String id, long order) {
        return new Seat(
                new SeatId(id),
                order,
                order,
                WAITER,
                new Subject("d-1", Optional.of("Anna"), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                FakePlane.NOW);
    }

    static InstalledLicense installed(String id, LicenseState state, Optional<LocalDate> until) {
        return installed(id, "line-" + id, 2, state, LocalDate.of(2026, 1, 1), until);
    }

    /** One issue of the lineage {@code line}. */
    static InstalledLicense issue(String id, long generation, LicenseState state, LocalDate until) {
        return installed(id, "line", generation, state, LocalDate.of(2026, 1, 1), Optional.of(until));
    }

    /** An issue of that lineage that is still to begin. */
    static InstalledLicense next(String id, long generation, LocalDate from) {
        return installed(id, "line", generation, LicenseState.NOT_YET_VALID, from, Optional.empty());
    }

    private static InstalledLicense installed(
            String id, String lineage, long generation, LicenseState state, LocalDate from, Optional<LocalDate> until) {
        License license = new License(
                new LicenseId(id),
                new Lineage(lineage),
                generation,
                "DEVL",
                "Кафе «Ромашка»",
                Set.of(new ApplicationId("powerpos.data-server")),
                Optional.of("2"),
                FakePlane.NOW,
                from,
                until,
                ZoneId.of("Europe/Moscow"),
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                Binding.machine("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"),
                List.of(new Entitlement(WAITER, 10)),
                Set.of(new Feature("xms")),
                Optional.of(LocalDate.of(2027, 1, 1)),
                Set.of());
        return new InstalledLicense(
                license.id(), Optional.of(license), state, Optional.empty(), "api", FakePlane.NOW, false);
    }

    /** A break-glass licence; in use where an activation is given. */
    static InstalledLicense glass(String id, Optional<Activation> use) {
        License license = new License(
                new LicenseId(id),
                new Lineage("line-" + id),
                1,
                "DEVL",
                "Cafe",
                Set.of(new ApplicationId("powerpos.data-server")),
                Optional.empty(),
                FakePlane.NOW,
                LocalDate.of(2026, 1, 1),
                use.map(Activation::lastDay),
                ZoneId.of("Europe/Moscow"),
                Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(new Entitlement(WAITER, 10)),
                Set.of(),
                Optional.empty(),
                Set.of(),
                OptionalInt.of(7));
        LicenseState state = use.isPresent() ? LicenseState.VALID : LicenseState.NOT_YET_VALID;
        return new InstalledLicense(
                license.id(),
                Optional.of(license),
                state,
                use.isPresent() ? Optional.empty() : Optional.of(new LocalizedText("It waits.", "Она ждёт.")),
                state.failed(),
                "api",
                FakePlane.NOW,
                false,
                use);
    }

    static InstalledLicense damaged() {
        return damaged(LicenseCheck.SIGNATURES);
    }

    static InstalledLicense damaged(LicenseCheck failed) {
        return new InstalledLicense(
                new LicenseId("sha256:abc"),
                Optional.empty(),
                LicenseState.DAMAGED,
                Optional.of(new LocalizedText("The signature does not fit", "Подпись не подходит")),
                Optional.of(failed),
                "api",
                FakePlane.NOW,
                false);
    }

    static JournalEntry entry(Verdict verdict) {
        return new JournalEntry(
                verdict, List.of("io.webgate.plugin"), Optional.of("ops"), Optional.of(FakePlane.NOW), "aa", "bb");
    }

    static GateView stopped(Verdict verdict) {
        return new GateView(false, FakePlane.NOW, Optional.of(verdict), false, List.of(), List.of());
    }

    static GateView open(GateView.Plugin.State state) {
        return new GateView(
                true,
                FakePlane.NOW,
                Optional.empty(),
                false,
                List.of(),
                List.of(new GateView.Plugin(
                        "io.webgate.plugin.mobile.waiter",
                        "1.0.0",
                        state,
                        Optional.of(new LocalizedText("Why.", "Почему."))
                                .filter(why -> state != GateView.Plugin.State.ACTIVE),
                        Optional.of(WAITER),
                        Optional.of("mobile-waiter"),
                        List.of("io.webgate.gate"),
                        List.of())));
    }
}
