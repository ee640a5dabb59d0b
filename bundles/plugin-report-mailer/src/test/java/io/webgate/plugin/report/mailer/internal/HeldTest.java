// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Why nothing is mailed: the page names what is the cause, and nothing else. */
final class HeldTest {

    private static final Instant SINCE = Instant.parse("2026-11-26T08:00:00Z");
    private static final Module MAILER = module(Mailer.MODULE, "Report mailer", Effect.HOLD);
    private static final Module WAITER = module("example.waiter", "Mobile waiter", Effect.STOP_GATE);
    private static final GateView OPEN = gate(true, Optional.empty());

    private static Module module(String id, String title, Effect effect) {
        return new Module(
                new ModuleId(id),
                "DEVL",
                new LocalizedText(title, title),
                Metric.SESSIONS,
                new Consequence(Cut.ALL, effect, Set.of(), Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
    }

    private static Verdict against(Module module) {
        return new Verdict(
                7,
                Optional.of(module.id()),
                Cause.EXCESS,
                10,
                11,
                List.of(),
                Optional.empty(),
                Optional.of(module.consequence()),
                SINCE,
                List.of(),
                Optional.empty());
    }

    private static GateView gate(boolean open, Optional<Verdict> verdict) {
        return new GateView(open, SINCE, verdict, false, List.of(), List.of());
    }

    private static Usage usage(Module module, long bound, long used, boolean withheld, Optional<Verdict> verdict) {
        return new Usage(module, bound, bound, used, Usage.State.OK, withheld, verdict);
    }

    private static Problem why(Optional<GateView> gate, Usage... usages) {
        Map<ModuleId, Usage> known =
                Stream.of(usages).collect(Collectors.toMap(one -> one.module().id(), Function.identity()));
        return Held.why(gate, id -> Optional.ofNullable(known.get(id)), Locale.ENGLISH);
    }

    @Test
    void R102_aGateThatAnotherModuleStoppedIsTheReason() {
        Optional<Verdict> verdict = Optional.of(against(WAITER));
        Problem problem = why(
                Optional.of(gate(false, verdict)),
                usage(MAILER, 2, 1, false, Optional.empty()),
                usage(WAITER, 10, 11, false, verdict));
        assertThat(problem.code()).isEqualTo("gate-stopped");
        assertThat(problem.detail()).contains("Mobile waiter").doesNotContain("Report mailer");
    }

    @Test
    void R102_aStoppedGateComesBeforeTheLicence() {
        Problem problem = why(Optional.of(gate(false, Optional.empty())), usage(MAILER, 0, 1, true, Optional.empty()));
        assertThat(problem.code()).isEqualTo("gate-stopped");
    }

    @Test
    void R29_theLicenceIsTheReasonOnlyWhereItHoldsTheService() {
        Usage none = usage(MAILER, 0, 0, true, Optional.empty());
        assertThat(why(Optional.of(OPEN), none).code()).isEqualTo("not-licensed");
        assertThat(why(Optional.empty(), none).code()).isEqualTo("not-licensed");
        Usage over = usage(MAILER, 10, 11, true, Optional.of(against(MAILER)));
        assertThat(why(Optional.of(OPEN), over).code()).isEqualTo("module-held");
        assertThat(why(Optional.of(OPEN), over).detail()).contains("11", "10");
    }

    @Test
    void R102_neitherGateNorLicenceIsNotALicenceThatIsMissing() {
        assertThat(why(Optional.of(OPEN), usage(MAILER, 2, 1, false, Optional.empty()))
                        .code())
                .isEqualTo("plugin-stopped");
        assertThat(why(Optional.of(OPEN)).code()).isEqualTo("plugin-stopped");
        Problem russian = Held.why(Optional.of(OPEN), id -> Optional.empty(), new Locale("ru"));
        assertThat(russian.title()).isEqualTo("Служба рассылки не работает");
    }
}
