// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import io.webgate.admin.internal.chart.LayeredGraph;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.limits.LimitRow;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the page's model of what the watchdog sees. Pure. */
final class PluginsView {

    private static final String GATE = "io.webgate.gate";

    private PluginsView() {}

    static PluginsModel of(
            GateView view, Function<ModuleId, Optional<Module>> definitions, Ui ui, Optional<String> done) {
        Optional<Module> module =
                view.verdict().flatMap(verdict -> verdict.module().flatMap(definitions));
        return new PluginsModel(
                view.open(),
                ui.formats().time(view.since()),
                ui.formats().machine(view.since()),
                view.open()
                        ? ""
                        : Problem.gateStopped(view, module, ui.locale()).detail(),
                view.verdict()
                        .map(verdict -> Words.remedies(verdict, module, ui.locale()))
                        .orElse(List.of()),
                resume(view, ui),
                ui.may(Role.ADMIN) ? Optional.empty() : Optional.of(ui.t("plugins.stop.role")),
                view.plugins().stream()
                        .map(plugin -> row(view.open(), plugin, definitions, ui))
                        .toList(),
                graph(view, ui),
                done);
    }

    private static Optional<String> resume(GateView view, Ui ui) {
        if (!ui.may(Role.ADMIN)) {
            return Optional.of(ui.t("plugins.resume.role"));
        }
        if (view.verdict().isEmpty()) {
            return Optional.of(ui.t("plugins.resume.nothing"));
        }
        return view.causeStands() ? Optional.of(ui.t("plugins.resume.stands")) : Optional.empty();
    }

    private static Row row(
            boolean open, GateView.Plugin plugin, Function<ModuleId, Optional<Module>> definitions, Ui ui) {
        return new Row(
                plugin.bundle(),
                plugin.version(),
                plugin.state().code(),
                Words.state(plugin.state()).in(ui.locale()),
                plugin.reason().map(reason -> reason.in(ui.locale())).orElse(""),
                plugin.module()
                        .map(id -> definitions
                                .apply(id)
                                .map(found -> found.title().in(ui.locale()))
                                .orElse(id.value()))
                        .orElse(""),
                plugin.module()
                        .flatMap(definitions)
                        .map(module -> LimitRow.href(module.id()))
                        .orElse(""),
                plugin.path().map(path -> "/gate/" + path).orElse(""),
                open && plugin.state() == GateView.Plugin.State.ACTIVE,
                plugin.requires(),
                plugin.dependents());
    }

    private static Optional<LayeredGraph> graph(GateView view, Ui ui) {
        if (view.plugins().isEmpty()) {
            return Optional.empty();
        }
        // Of two versions of a bundle the graph shows the first: names are all that its lines know
        Map<String, LayeredGraph.Node> nodes = new LinkedHashMap<>();
        Map<String, List<String>> needs = new HashMap<>();
        nodes.put(
                GATE,
                new LayeredGraph.Node(
                        GATE,
                        ui.t("plugins.gate"),
                        view.open() ? "open" : "stopped",
                        ui.t(view.open() ? "plugins.gate.open" : "plugins.gate.stopped")));
        for (GateView.Plugin plugin : view.plugins()) {
            nodes.putIfAbsent(
                    plugin.bundle(),
                    new LayeredGraph.Node(
                            plugin.bundle(),
                            shortName(plugin.bundle()),
                            plugin.state().code(),
                            Words.state(plugin.state()).in(ui.locale())));
            needs.putIfAbsent(plugin.bundle(), plugin.requires());
        }
        Map<String, List<String>> nearest = Nearest.of(needs);
        List<LayeredGraph.Edge> edges = new ArrayList<>();
        for (String bundle : nodes.keySet()) {
            for (String required : nearest.getOrDefault(bundle, List.of())) {
                edges.add(new LayeredGraph.Edge(required, bundle));
            }
        }
        return Optional.of(new LayeredGraph(
                "plugins-graph",
                ui.t("plugins.graph"),
                List.copyOf(nodes.values()),
                edges,
                new LayeredGraph.Words(
                        List.of(ui.t("plugins.name"), ui.t("plugins.state"), ui.t("plugins.requires")),
                        ui.t("plugins.none"),
                        others -> ui.t("chart.others", others))));
    }

    private static String shortName(String bundle) {
        String prefix = "io.webgate.plugin.";
        return bundle.startsWith(prefix) ? bundle.substring(prefix.length()) : bundle;
    }
}
