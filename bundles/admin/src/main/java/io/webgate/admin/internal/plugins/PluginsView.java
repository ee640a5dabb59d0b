// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import io.webgate.admin.internal.chart.LayeredGraph;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.api.GateView;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.gate.http.Words;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
                plugin.path().map(path -> "/gate/" + path).orElse(""),
                open && plugin.state() == GateView.Plugin.State.ACTIVE,
                plugin.requires(),
                plugin.dependents());
    }

    private static Optional<String> graph(GateView view, Ui ui) {
        if (view.plugins().isEmpty()) {
            return Optional.empty();
        }
        List<LayeredGraph.Node> nodes = new ArrayList<>();
        Set<String> known = new HashSet<>(Set.of(GATE));
        nodes.add(new LayeredGraph.Node(GATE, ui.t("plugins.gate"), view.open() ? "open" : "stopped"));
        for (GateView.Plugin plugin : view.plugins()) {
            known.add(plugin.bundle());
            nodes.add(new LayeredGraph.Node(
                    plugin.bundle(), shortName(plugin.bundle()), plugin.state().code()));
        }
        List<LayeredGraph.Edge> edges = new ArrayList<>();
        for (GateView.Plugin plugin : view.plugins()) {
            // Of all that stands between it and the gate only what stands nearest is drawn
            for (String required : nearest(plugin, view)) {
                if (known.contains(required)) {
                    edges.add(new LayeredGraph.Edge(required, plugin.bundle()));
                }
            }
        }
        return Optional.of(new LayeredGraph("plugins-graph", ui.t("plugins.graph"), nodes, edges).svg());
    }

    private static List<String> nearest(GateView.Plugin plugin, GateView view) {
        Set<String> behind = new HashSet<>();
        for (GateView.Plugin other : view.plugins()) {
            if (plugin.requires().contains(other.bundle())) {
                behind.addAll(other.requires());
            }
        }
        return plugin.requires().stream().filter(name -> !behind.contains(name)).toList();
    }

    private static String shortName(String bundle) {
        String prefix = "io.webgate.plugin.";
        return bundle.startsWith(prefix) ? bundle.substring(prefix.length()) : bundle;
    }
}
