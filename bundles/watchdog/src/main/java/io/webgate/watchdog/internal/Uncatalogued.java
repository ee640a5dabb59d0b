// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Modules that plugins name and the catalogue lacks: nothing counts them, so the gate must not run (R53, R54). The
 * registry hears of bundles a little later than the watchdog; a gate that runs gives it that time, one that does not run
 * opens only when it has. For the watchdog's thread alone.
 */
final class Uncatalogued {

    /** So many nanoseconds a running gate waits for the registry. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final Map<ModuleId, Long> since = new HashMap<>();

    /** What is wrong. */
    List<LocalizedText> obstacles(Set<ModuleId> named, Evidence.OfRegistry registry, boolean running, long now) {
        Set<ModuleId> unknown = new HashSet<>(named);
        unknown.removeAll(registry.catalogue().stream().map(Module::id).collect(Collectors.toSet()));
        unknown.removeAll(registry.missing()); // an obstacle already
        since.keySet().retainAll(unknown);
        unknown.forEach(module -> since.putIfAbsent(module, now));
        return unknown.stream()
                .filter(module -> !running || left(module, now) <= 0)
                .sorted()
                .map(Reasons::uncatalogued)
                .toList();
    }

    /** Nanoseconds until {@link #obstacles} says something else. */
    long timeLeft(long now) {
        return since.keySet().stream()
                .mapToLong(module -> left(module, now))
                .filter(left -> left > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private long left(ModuleId module, long now) {
        return PATIENCE - (now - since.getOrDefault(module, now));
    }
}
