// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.plugins;

import io.webgate.admin.internal.chart.LayeredGraph;

import java.util.List;
import java.util.Optional;

/**
 * The gate and its plugins as the page shows them.
 *
 * @param open whether the gate is open
 * @param since when it became so, for the reader
 * @param sinceMachine the same for the attribute {@code datetime}
 * @param why the verdict, or what else is against it, in words; empty text while it is open
 * @param remedies what cures it
 * @param resume why resuming is not offered; empty: it is
 * @param stop why stopping is not offered; empty: it is
 * @param graph the picture of what depends on what; empty where there are no plugins
 * @param done what a form has just done, as a key of the texts
 */
public record PluginsModel(
        boolean open,
        String since,
        String sinceMachine,
        String why,
        List<String> remedies,
        Optional<String> resume,
        Optional<String> stop,
        List<Row> rows,
        Optional<LayeredGraph> graph,
        Optional<String> done) {

    public PluginsModel {
        remedies = List.copyOf(remedies);
        rows = List.copyOf(rows);
    }

    /** What stopping the gate stops, in the order in which it happens: dependents first. */
    public List<Row> inOrderOfStopping() {
        List<Row> running = rows.stream()
                .filter(row -> row.state().equals("active"))
                .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
        java.util.Collections.reverse(running);
        return running;
    }
}
