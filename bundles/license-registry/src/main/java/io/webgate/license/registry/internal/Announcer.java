// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Limits;
import io.webgate.license.api.SignedFile;
import io.webgate.license.spi.LimitsListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Brings every listener up to the present limits, and knows when all of them are. A listener that fails is called again
 * at the next occasion, so that after a fault the limits come into effect by themselves. One thread at a time; listeners
 * are called by the executor, each by one call at a time, so that one that blocks keeps nobody else waiting.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private record Answer(CompletableFuture<Void> inEffect) {}

    /** @param called completes when the listener's call has returned, with its answer */
    private record Delivery(long revision, CompletableFuture<Answer> called, CompletableFuture<Void> inEffect) {}

    private static final CompletableFuture<Answer> NEVER_CALLED =
            CompletableFuture.completedFuture(new Answer(CompletableFuture.completedFuture(null)));

    private final Executor executor;

    private final Map<LimitsListener, Delivery> deliveries = new HashMap<>();

    /** @param executor calls the listeners; must have a thread for each */
    Announcer(Executor executor) {
        this.executor = executor;
    }

    /**
     * Tells everyone who has not been told.
     *
     * @param documents what the limits are made of; asked on this thread, and only where somebody is to be told
     */
    void announce(Limits limits, Supplier<List<SignedFile>> documents, Collection<LimitsListener> listeners) {
        Optional<List<SignedFile>> read = Optional.empty();
        deliveries.keySet().retainAll(listeners);
        for (LimitsListener listener : listeners) {
            Delivery last = deliveries.get(listener);
            boolean again = last != null && last.revision() == limits.revision();
            if (last == null || !again || last.inEffect().isCompletedExceptionally()) {
                List<SignedFile> files = read.orElseGet(documents);
                read = Optional.of(files);
                deliveries.put(
                        listener, deliver(limits, files, listener, again, last == null ? NEVER_CALLED : last.called()));
            }
        }
    }

    /** Completes when what was announced last is in effect with every listener; fails when one of them failed. */
    CompletableFuture<Void> inEffect() {
        return CompletableFuture.allOf(
                deliveries.values().stream().map(Delivery::inEffect).toArray(CompletableFuture<?>[]::new));
    }

    private Delivery deliver(
            Limits limits,
            List<SignedFile> documents,
            LimitsListener listener,
            boolean again,
            CompletableFuture<Answer> before) {
        CompletableFuture<Answer> called = before.handleAsync(
                (answer, failure) ->
                        new Answer(listener.limitsChanged(limits, documents).toCompletableFuture()),
                executor);
        CompletableFuture<Void> inEffect = called.thenCompose(Answer::inEffect);
        return new Delivery(limits.revision(), called, inEffect.whenComplete((nothing, failure) -> {
            if (failure != null && !again) {
                LOG.error(
                        "Limits {} are not in effect with {}, it is told again",
                        limits.revision(),
                        listener.getClass().getName(),
                        failure);
            }
        }));
    }
}
