// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done next: a pure function of what is wished and what is (D1). Of the two lists one is empty at least.
 *
 * @param stop ids in the order in which to stop them
 * @param start ids in the order in which to start them
 */
record Plan(List<Long> stop, List<Long> start) {

    /** Nothing. */
    static final Plan NOTHING = new Plan(List.of(), List.of());

    Plan {
        stop = List.copyOf(stop);
        start = List.copyOf(start);
    }

    boolean isEmpty() {
        return stop.isEmpty() && start.isEmpty();
    }

    /**
     * Makes the plan.
     *
     * @param nodes gate, dependents and whatever else was stopped, in order of starting
     * @param stopped what the watchdog keeps down, each with whether it was started for good at that time
     * @param busy bundles that another thread is stopping or starting right now
     * @param failed bundles that could not be started and have not changed since
     * @param activeLevel the framework's start level: above it nothing can be started, the framework will do it
     */
    static Plan of(
            Desired.Wish wish,
            List<Node> nodes,
            Map<Long, Boolean> stopped,
            Set<Long> busy,
            Set<Long> failed,
            int activeLevel) {
        return switch (wish) {
            case UNDECIDED -> NOTHING;
            case CLOSED -> {
                List<Long> stop = new ArrayList<>(nodes.stream()
                        .filter(node -> node.run().isUp() && !busy.contains(node.id()))
                        .map(Node::id)
                        .toList());
                Collections.reverse(stop);
                yield new Plan(stop, List.of());
            }
            case OPEN ->
                new Plan(
                        List.of(),
                        nodes.stream()
                                .filter(node -> node.run().isDown()
                                        && isOurs(node, stopped)
                                        && node.level() <= activeLevel
                                        && !busy.contains(node.id())
                                        && !failed.contains(node.id()))
                                .map(Node::id)
                                .toList());
        };
    }

    /** Ours to start: we keep it down, and no administrator has stopped it for good in the meantime (R54). */
    private static boolean isOurs(Node node, Map<Long, Boolean> stopped) {
        Boolean autostartThen = stopped.get(node.id());
        return autostartThen != null && (!autostartThen || node.autostart());
    }
}
