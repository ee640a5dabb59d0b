// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Term;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the planes show, for tests of the pages that show it. */
public final class Scenes {

    public static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    public static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private Scenes() {}

    /** A module of sessions at the gate whose title is its id, in Russian with a mark. */
    public static Module module(String id, Cut cut, Effect effect) {
        return new Module(
                new ModuleId("example." + id),
                "DEVL",
                new LocalizedText(id, "«" + id + "»"),
                Metric.SESSIONS,
                new Consequence(cut, effect, Set.of(), Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
    }

    public static Module waiters() {
        return module("waiters", Cut.ALL, Effect.STOP_GATE);
    }

    /** As the ledger words it. */
    public static Usage usage(Module module, long used, long limit) {
        Usage.State state;
        if (used > limit) {
            state = Usage.State.OVER;
        } else if (limit == 0) {
            state = Usage.State.NONE;
        } else if (used == limit) {
            state = Usage.State.FULL;
        } else {
            state = used >= limit - limit / 5 ? Usage.State.NEAR : Usage.State.OK;
        }
        return new Usage(module, limit, limit, used, state, limit == 0, Optional.empty());
    }

    /** An excess of waiters, of which two must go. */
    public static Verdict excess(Module module) {
        return new Verdict(
                7,
                Optional.of(module.id()),
                Cause.EXCESS,
                20,
                22,
                List.of(),
                Optional.empty(),
                Optional.of(module.consequence()),
                Readers.NOW,
                List.of(
                        new Remedy(Remedy.Action.RAISE_LIMIT, Optional.of(module.id()), 22),
                        new Remedy(Remedy.Action.REDUCE_USE, Optional.of(module.id()), 2)),
                Optional.empty());
    }

    public static Verdict stoppedBy(String administrator) {
        return new Verdict(
                8,
                Optional.empty(),
                Cause.ADMINISTRATOR,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Readers.NOW,
                List.of(new Remedy(Remedy.Action.RESUME, Optional.empty(), 0)),
                Optional.of(administrator));
    }

    public static GateView open(GateView.Plugin... plugins) {
        return new GateView(true, Readers.NOW, Optional.empty(), false, List.of(), List.of(plugins));
    }

    public static GateView stopped(Optional<Verdict> verdict, boolean causeStands, GateView.Plugin... plugins) {
        return new GateView(false, Readers.NOW, verdict, causeStands, List.of(), List.of(plugins));
    }

    /** A watchdog that sees this, and has done all of it. */
    public static GateWatch watch(GateView view) {
        return new GateWatch() {
            @Override
            public GateView view() {
                return view;
            }

            @Override
            public CompletionStage<GateView> settled() {
                return CompletableFuture.completedStage(view);
            }
        };
    }

    public static GateView.Plugin plugin(
            String name, GateView.Plugin.State state, String reason, List<String> requires, List<String> dependents) {
        return new GateView.Plugin(
                name,
                "1.2.0",
                state,
                reason.isEmpty() ? Optional.empty() : Optional.of(new LocalizedText(reason, reason)),
                Optional.of(waiters().id()),
                Optional.of(name.substring(name.lastIndexOf('.') + 1)),
                requires,
                dependents);
    }

    /** A licence of a lineage, valid for so many more days as the shop counts them; 0: today is the last. */
    public static InstalledLicense license(String lineage, long generation, LicenseState state, long days) {
        return license(lineage, generation, state, days, "Shop " + lineage);
    }

    public static InstalledLicense license(
            String lineage, long generation, LicenseState state, long days, String holder) {
        return license(lineage, generation, state, Optional.of(TODAY.plusDays(days)), holder);
    }

    public static InstalledLicense permanent(String lineage) {
        return license(lineage, 1, LicenseState.VALID, Optional.empty(), "Shop " + lineage);
    }

    private static InstalledLicense license(
            String lineage, long generation, LicenseState state, Optional<LocalDate> until, String holder) {
        License license = new License(
                new LicenseId(lineage + "-" + generation),
                new Lineage(lineage),
                generation,
                "DEVL",
                holder,
                Set.of(new ApplicationId("example.data-server")),
                Optional.empty(),
                Readers.NOW,
                TODAY.minusDays(400),
                until,
                MOSCOW,
                until.isPresent() ? Term.TEMPORARY : Term.PERMANENT,
                Binding.ANYWHERE,
                List.of(),
                Set.of(),
                Optional.empty(),
                Set.of());
        return new InstalledLicense(
                license.id(), Optional.of(license), state, Optional.empty(), "api", Readers.NOW, false);
    }
}
