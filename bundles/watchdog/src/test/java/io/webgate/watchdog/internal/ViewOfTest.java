// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateView.Plugin;
import io.webgate.license.api.Cause;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;
import io.webgate.watchdog.internal.Desired.Wish;
import io.webgate.watchdog.internal.Node.Run;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ViewOfTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Topology TOPOLOGY = new Topology(
            Dependents.of(
                    List.of(
                            new Wire(20, 10, "webgate.host"),
                            new Wire(21, 20, "osgi.wiring.package"),
                            new Wire(30, 10, "webgate.host")),
                    Set.of(10L),
                    Set.of(0L),
                    Set.of(),
                    Map.of()),
            List.of(40L),
            Map.of(20L, new Topology.Declared(Optional.of(WAITER), Optional.of("waiter"))),
            Set.of(),
            Counters.NONE,
            Set.of());

    private static final LocalizedText HANGS = Reasons.hangs();

    private static Node node(long id, Run run) {
        return new Node(id, "bundle-" + id, "1.2.3", run, true, 30, 0);
    }

    private static List<Node> nodes(Run run) {
        return List.of(node(10, run), node(20, run), node(21, run), node(30, run), node(40, Run.UNRESOLVED));
    }

    private static Status status(boolean running, Map<Long, Boolean> kept, Map<Long, LocalizedText> troubles) {
        Desired desired = new Desired(running ? Wish.OPEN : Wish.CLOSED, List.of(), List.of());
        return new Status(TOPOLOGY, desired, 0, running, kept, troubles);
    }

    private static GateView view(Status status, List<Node> nodes, Latch... latches) {
        return view(status, nodes, false, latches);
    }

    private static GateView view(Status status, List<Node> nodes, boolean withheld, Latch... latches) {
        Module module = new Module(
                WAITER,
                "ACME",
                new LocalizedText("x", "x"),
                Metric.SESSIONS,
                new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                Module.Counting.GATE_SESSIONS,
                true,
                Set.of());
        Usage usage = new Usage(module, withheld ? 0 : 5, 5, 1, Usage.State.OK, withheld, Optional.empty());
        return new ViewOf(status, nodes, id -> Optional.of(usage).filter(any -> id.equals(WAITER)))
                .view(latches.length == 0 && status.running(), List.of(latches), THEN, 100);
    }

    private static Latch latch(long seq, boolean stands) {
        return new Latch(
                new Verdict(
                        seq,
                        Optional.of(WAITER),
                        Cause.EXCESS,
                        5,
                        6,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        THEN.plusSeconds(seq),
                        List.of(),
                        Optional.empty()),
                stands);
    }

    private static Plugin plugin(GateView view, long id) {
        return view.plugins().stream()
                .filter(plugin -> plugin.bundle().equals("bundle-" + id))
                .findFirst()
                .orElseThrow();
    }

    private static String english(GateView view, long id) {
        return plugin(view, id).reason().orElseThrow().english();
    }

    @Test
    void openGateShowsItsPluginsInOrderOfStartingAndNotItself() {
        GateView view = view(status(true, Map.of(), Map.of()), nodes(Run.UP));

        assertThat(view.open()).isTrue();
        assertThat(view.since()).isEqualTo(THEN);
        assertThat(view.plugins())
                .extracting(Plugin::bundle)
                .containsExactly("bundle-20", "bundle-21", "bundle-30", "bundle-40");
        assertThat(plugin(view, 20))
                .isEqualTo(new Plugin(
                        "bundle-20",
                        "1.2.3",
                        Plugin.State.ACTIVE,
                        Optional.empty(),
                        Optional.of(WAITER),
                        Optional.of("waiter"),
                        List.of("bundle-10"),
                        List.of("bundle-21")));
        assertThat(plugin(view, 21).requires()).containsExactly("bundle-10", "bundle-20");
    }

    @Test
    void gateIsNotOpenBeforeEverythingThatWasStoppedRunsAgain() {
        List<Node> nodes = List.of(node(10, Run.UP), node(20, Run.UP), node(21, Run.UP), node(30, Run.DOWN));

        assertThat(view(status(true, Map.of(30L, true), Map.of()), nodes).open())
                .isFalse();
        assertThat(view(status(true, Map.of(), Map.of()), nodes).open()).isTrue();
        assertThat(view(status(true, Map.of(30L, true), Map.of(30L, HANGS)), nodes)
                        .open())
                .isTrue();
    }

    @Test
    void latchShowsAtOnceTheOldestWhoseCauseStandsElseTheOldest() {
        Status status = status(true, Map.of(), Map.of());
        GateView view = view(status, nodes(Run.UP), latch(2, false), latch(4, true), latch(3, true), latch(5, false));

        assertThat(view.open()).isFalse();
        assertThat(view.verdict().map(Verdict::seq)).contains(3L);
        assertThat(view.causeStands()).isTrue();
        assertThat(view.since()).isEqualTo(THEN.plusSeconds(3));

        GateView over = view(status, nodes(Run.UP), latch(5, false), latch(4, false));
        assertThat(over.verdict().map(Verdict::seq)).contains(4L);
    }

    @Test
    void stoppedPluginsSayWhoStoppedThem() {
        GateView view = view(status(false, Map.of(10L, true, 20L, true, 21L, true), Map.of()), nodes(Run.DOWN));

        assertThat(plugin(view, 20).state()).isEqualTo(Plugin.State.STOPPED);
        assertThat(english(view, 20)).startsWith("The gate is stopped");
        assertThat(english(view, 30)).contains("administrator", "start the bundle bundle-30");
    }

    @Test
    void d3UnlicensedPluginRunsAndSaysWhyItDoesNothing() {
        GateView view = view(status(true, Map.of(), Map.of()), nodes(Run.UP), true);

        assertThat(plugin(view, 20).state()).isEqualTo(Plugin.State.UNLICENSED);
        assertThat(english(view, 20))
                .isEqualTo(
                        "Nothing of x (acme.waiter) is licensed. The plugin runs but serves nobody. Install a licence"
                                + " for it.");
        assertThat(plugin(view, 30).state()).isEqualTo(Plugin.State.ACTIVE);
    }

    @Test
    void failedPluginsSayWhatFailed() {
        GateView view = view(status(true, Map.of(), Map.of(30L, HANGS)), nodes(Run.UP));

        assertThat(plugin(view, 30).state()).isEqualTo(Plugin.State.FAILED);
        assertThat(plugin(view, 30).reason()).contains(HANGS);
        assertThat(plugin(view, 40).state()).isEqualTo(Plugin.State.FAILED);
        assertThat(english(view, 40)).contains("does not resolve", "bundle-40");
    }
}
