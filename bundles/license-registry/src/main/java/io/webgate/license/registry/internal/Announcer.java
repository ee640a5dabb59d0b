// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Limits;
import io.webgate.license.spi.LimitsListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Brings every listener up to the present limits, and knows when all of them are. A listener that fails is called again
 * at the next occasion, so that after a fault the limits come into effect by themselves. One thread at a time.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private record Delivery(long revision, CompletableFuture<Void> inEffect) {}

    private final Map<LimitsListener, Delivery> deliveries = new HashMap<>();

    /** Tells everyone who has not been told. */
    void announce(Limits limits, Collection<LimitsListener> listeners) {
        deliveries.keySet().retainAll(listeners);
        for (LimitsListener listener : listeners) {
            Delivery last = deliveries.get(listener);
            boolean again = last != null && last.revision() == limits.revision();
            if (last == null || !again || last.inEffect().isCompletedExceptionally()) {
                deliveries.put(listener, new Delivery(limits.revision(), deliver(limits, listener, again)));
            }
        }
    }

    /** Completes when what was announced last is in effect with every listener; fails when one of them failed. */
    CompletableFuture<Void> inEffect() {
        return CompletableFuture.allOf(
                deliveries.values().stream().map(Delivery::inEffect).toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> deliver(Limits limits, LimitsListener listener, boolean again) {
        CompletableFuture<Void> inEffect;
        try {
            inEffect = listener.limitsChanged(limits).toCompletableFuture();
        } catch (RuntimeException e) {
            inEffect = CompletableFuture.failedFuture(e);
        }
        return inEffect.whenComplete((nothing, failure) -> {
            if (failure != null && !again) {
                LOG.error(
                        "Limits {} are not in effect with {}, it is told again",
                        limits.revision(),
                        listener.getClass().getName(),
                        failure);
            }
        });
    }
}
