// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells, once and after five seconds, which bundles hang (T84). For the watchdog's thread alone. */
final class Stragglers {

    /** After so many nanoseconds a bundle counts as hanging. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);
    private final Set<Long> told = new HashSet<>();

    /** @param hanging bundles that a worker is stuck with, and since when */
    void look(Map<Long, Long> hanging, long now) {
        for (long id : told()) {
            if (!hanging.containsKey(id)) {
                told.remove(id);
                LOG.info("Bundle {} hangs no more", id);
            }
        }
        hanging.forEach((id, from) -> {
            if (now - from >= PATIENCE && told.add(id)) {
                LOG.warn("Bundle {} hangs: it neither starts nor stops within 5 seconds; the others go on", id);
            }
        });
    }

    /** Which have been told. */
    Set<Long> told() {
        return Set.copyOf(told);
    }

    /** Nanoseconds until the next has to be told. */
    long timeLeft(Map<Long, Long> hanging, long now) {
        return hanging.entrySet().stream()
                .filter(one -> !told.contains(one.getKey()))
                .mapToLong(one -> PATIENCE - (now - one.getValue()))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
