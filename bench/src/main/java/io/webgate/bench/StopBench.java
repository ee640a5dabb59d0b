// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An excess, with a hundred dependents and a hundred sessions (P11): from the change that is one too many to the last
 * dependent stopped, against a bare loop that stops a hundred equal bundles transiently. The baseline's framework has
 * the same platform and no watchdog.
 */
final class StopBench implements Bench {

    private static final int PLUGINS = 100;
    private static final int WARMUPS = 4;
    private static final int BLOCKS = 15;
    private static final int HANGING = 8;

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String about() {
        return "100 dependents stopped after an excess, against a bare loop of transient stops";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        Path folder = workspace.fresh("stop");
        List<WatchedGate.Excess> taken = new ArrayList<>();
        List<WatchedGate.Excess> hanging = new ArrayList<>();
        Ratio ratio;
        try (WatchedGate gate = new WatchedGate(folder, PLUGINS);
                PluginFramework bare = PluginFramework.start(folder.resolve("bare"), PLUGINS, List.of())) {
            ratio = Interleaved.measure(
                    WARMUPS,
                    BLOCKS,
                    () -> {
                        WatchedGate.Excess excess = gate.excess(false);
                        taken.add(excess);
                        return excess.lastStopped();
                    },
                    () -> bareLoop(bare));
            for (int sample = 0; sample < HANGING; sample++) {
                hanging.add(gate.excess(true));
            }
        }
        List<WatchedGate.Excess> counted = taken.subList(WARMUPS, taken.size());
        double[] refused =
                counted.stream().mapToDouble(WatchedGate.Excess::refused).toArray();
        double[] stopped =
                counted.stream().mapToDouble(WatchedGate.Excess::lastStopped).toArray();
        double[] first =
                counted.stream().mapToDouble(WatchedGate.Excess::firstStopped).toArray();
        double[] others =
                hanging.stream().mapToDouble(WatchedGate.Excess::lastStopped).toArray();
        return new Outcome(
                List.of(
                        Row.bounded(
                                "P11",
                                "last of 100 dependents stopped, against the loop",
                                "ms",
                                ratio,
                                Bound.atMost(2)),
                        Row.absolute("P11", "… p99", "ms", Figures.percentile(99, stopped), Bound.atMost(20)),
                        Row.reported("P11", "first dependent stopped, median", "ms", Figures.median(first)),
                        Row.absolute(
                                "P11",
                                "new work refused after the excess, p99",
                                "ms",
                                Figures.percentile(99, refused),
                                Bound.atMost(1)),
                        Row.reported("P11", "… median", "ms", Figures.median(refused)),
                        Row.absolute(
                                "P11",
                                "one plugin hangs: the other 99 stopped, worst",
                                "ms",
                                Figures.percentile(100, others),
                                Bound.atMost(50))),
                List.of());
    }

    /** In reverse order, as the watchdog does; started again outside of the measured time. */
    private static double bareLoop(PluginFramework framework) throws BundleException {
        List<Bundle> plugins = new ArrayList<>(framework.plugins());
        Collections.reverse(plugins);
        long began = System.nanoTime();
        for (Bundle plugin : plugins) {
            plugin.stop(Bundle.STOP_TRANSIENT);
        }
        double stopped = (System.nanoTime() - began) / 1e6;
        for (Bundle plugin : framework.plugins()) {
            plugin.start(Bundle.START_TRANSIENT);
        }
        return stopped;
    }
}
