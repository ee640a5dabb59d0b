// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateView.Plugin;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts together what pages and API show of the gate. Pure. */
final class ViewOf {

    private final Status status;
    private final Map<Long, Node> nodes = new HashMap<>();
    private final Function<ModuleId, Optional<Usage>> usages;

    /**
     * @param nodes gate, dependents and what is kept down, as they are now
     * @param usages of the ledger's newest picture
     */
    ViewOf(Status status, List<Node> nodes, Function<ModuleId, Optional<Usage>> usages) {
        this.status = status;
        this.usages = usages;
        nodes.forEach(node -> this.nodes.put(node.id(), node));
    }

    /** Every bundle that the view looks at. */
    static List<Long> ids(Status status) {
        Topology topology = status.topology();
        return Stream.of(
                        topology.dependents().startOrder().stream(),
                        status.kept().keySet().stream().sorted(),
                        topology.unresolved().stream())
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /**
     * The view.
     *
     * @param permitted the gate may serve at this moment
     * @param latches of the ledger's newest picture
     * @param since when the gate was last opened or closed
     */
    GateView view(boolean permitted, List<Latch> latches, Instant since, int activeLevel) {
        Plan left = Plan.of(
                Desired.Wish.OPEN, List.copyOf(nodes.values()), status.kept(), Set.of(), blocked(), activeLevel);
        boolean open = permitted && status.running() && left.start().isEmpty();
        Optional<Latch> latch = latches.stream()
                .min(Comparator.comparing((Latch one) -> !one.causeStands())
                        .thenComparing(one -> one.verdict().seq()));
        return new GateView(
                open,
                latch.map(one -> one.verdict().since()).orElse(since),
                latch.map(Latch::verdict),
                latches.stream().anyMatch(Latch::causeStands),
                status.desired().obstacles(),
                ids(status).stream().flatMap(id -> plugin(id).stream()).toList());
    }

    private Set<Long> blocked() {
        return status.troubles().keySet();
    }

    private Optional<Plugin> plugin(long id) {
        Node node = nodes.get(id);
        Dependents dependents = status.topology().dependents();
        if (node == null || dependents.isGate(id)) {
            return Optional.empty();
        }
        Topology.Declared declared = status.topology().of(id);
        Plugin.State state = state(node, declared);
        return Optional.of(new Plugin(
                node.name(),
                node.version(),
                state,
                reason(node, state, declared),
                declared.module(),
                declared.path(),
                names(dependents.requires(id)),
                names(dependents.dependents(id))));
    }

    private Plugin.State state(Node node, Topology.Declared declared) {
        if (status.troubles().containsKey(node.id()) || node.run() == Node.Run.UNRESOLVED) {
            return Plugin.State.FAILED;
        }
        if (!node.run().isUp()) {
            return Plugin.State.STOPPED;
        }
        return declared.module().filter(this::isWithheld).isPresent() ? Plugin.State.UNLICENSED : Plugin.State.ACTIVE;
    }

    private boolean isWithheld(ModuleId module) {
        return usages.apply(module).map(Usage::withheld).orElse(true);
    }

    private Optional<LocalizedText> reason(Node node, Plugin.State state, Topology.Declared declared) {
        return switch (state) {
            case ACTIVE -> Optional.empty();
            case FAILED ->
                Optional.of(Optional.ofNullable(status.troubles().get(node.id()))
                        .orElseGet(() -> Reasons.unresolved(node.name())));
            case UNLICENSED -> declared.module().map(this::whyWithheld);
            case STOPPED -> Optional.of(whyStopped(node));
        };
    }

    private LocalizedText whyStopped(Node node) {
        if (node.run() == Node.Run.STOPPING) {
            return Reasons.stopping();
        }
        return status.kept().containsKey(node.id()) ? Reasons.gateStopped() : Reasons.neverStarted(node.name());
    }

    private LocalizedText whyWithheld(ModuleId module) {
        return usages.apply(module)
                .map(usage -> usage.licensed() == 0 ? Reasons.unlicensed(usage) : Reasons.held(usage))
                .orElseGet(() -> Reasons.unknownModule(module));
    }

    private List<String> names(List<Long> ids) {
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(nodes.get(id)).stream())
                .map(Node::name)
                .toList();
    }
}
