// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the watchdog remembers of what it did. For its thread alone. */
final class Memory {

    private final Map<Long, Boolean> kept = new LinkedHashMap<>();
    private final Map<Long, Failure> failures = new HashMap<>();
    private final Set<Long> earlier = new HashSet<>();
    private final Map<Long, List<String>> stoppedFor = new LinkedHashMap<>();

    /** @param blocks it can't be started, so it is not tried again before the next opening or update */
    private record Failure(LocalizedText text, long modified, boolean blocks) {}

    /** The bundles that it keeps down, each with whether it was started for good at that time. */
    Map<Long, Boolean> kept() {
        return Map.copyOf(kept);
    }

    void keep(Node node) {
        kept.put(node.id(), node.autostart());
    }

    void stopFailed(Node node, Throwable thrown) {
        failures.put(node.id(), new Failure(Reasons.stopFailed(thrown), node.modified(), false));
    }

    void startFailed(Node node, Throwable thrown) {
        failures.put(node.id(), new Failure(Reasons.startFailed(thrown), node.modified(), true));
    }

    /** The gate closes: what failed is tried again at the next opening. */
    void forgetFailures() {
        failures.clear();
    }

    /** It runs: nothing is to be done about it any more. */
    void forget(Node risen) {
        kept.remove(risen.id());
        failures.remove(risen.id());
    }

    /** Only these bundles are still installed. */
    void retain(Set<Long> installed) {
        kept.keySet().retainAll(installed);
        failures.keySet().retainAll(installed);
    }

    Set<Long> bundles() {
        return Stream.concat(kept.keySet().stream(), failures.keySet().stream()).collect(Collectors.toSet());
    }

    /** Which of these could not be started and have not been updated since. */
    Set<Long> blocked(Collection<Node> nodes) {
        nodes.forEach(node -> {
            Failure failure = failures.get(node.id());
            if (failure != null && failure.modified() != node.modified()) {
                failures.remove(node.id());
            }
        });
        return failures.entrySet().stream()
                .filter(failure -> failure.getValue().blocks())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What went wrong. */
    Map<Long, LocalizedText> troubles() {
        return failures.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, failure -> failure.getValue()
                .text()));
    }

    /** What was stopped for these verdicts has been reported by the watchdog that was here before. */
    void reportedEarlier(List<Long> verdicts) {
        earlier.addAll(verdicts);
    }

    /** These were stopped while these verdicts stood, in this order. */
    void stopped(List<Long> verdicts, List<String> names) {
        verdicts.stream()
                .filter(verdict -> !earlier.contains(verdict))
                .forEach(verdict ->
                        stoppedFor.merge(verdict, names, (before, more) -> Stream.concat(before.stream(), more.stream())
                                .distinct()
                                .toList()));
    }

    /** By verdict, all that was stopped for it. */
    Map<Long, List<String>> reports() {
        return Map.copyOf(stoppedFor);
    }

    void forgetReports() {
        stoppedFor.clear();
    }
}
