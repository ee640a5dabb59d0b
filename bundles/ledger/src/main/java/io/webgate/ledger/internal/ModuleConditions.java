// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Usage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/**
 * Registers a {@link Condition} for each module that is granted, so that the components that name it come and go with it
 * (D2). On a thread of its own: registering a condition activates other bundles' components, which may in turn ask the
 * ledger and must not do so on the ledger's thread.
 */
final class ModuleConditions implements AutoCloseable {

    private final BundleContext context;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "webgate-ledger-conditions"));
    private final Map<ModuleId, ServiceRegistration<Condition>> granted = new HashMap<>();
    private long seen;

    ModuleConditions(BundleContext context) {
        this.context = context;
    }

    /** Completes when the conditions are as this picture says, or as a newer one does. */
    CompletionStage<Void> show(Picture picture) {
        try {
            return CompletableFuture.runAsync(() -> apply(picture), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null); // closed: every condition is gone
        }
    }

    private void apply(Picture picture) {
        if (picture.generation() < seen) {
            return;
        }
        seen = picture.generation();
        Set<ModuleId> wanted = picture.isReady()
                ? picture.usages().stream()
                        .filter(usage -> !usage.withheld())
                        .map(Usage::module)
                        .map(Module::id)
                        .collect(Collectors.toSet())
                : Set.of();
        for (ModuleId gone : new HashSet<>(granted.keySet())) {
            if (!wanted.contains(gone)) {
                granted.remove(gone).unregister();
            }
        }
        for (ModuleId fresh : wanted) {
            granted.computeIfAbsent(fresh, this::register);
        }
    }

    private ServiceRegistration<Condition> register(ModuleId module) {
        return context.registerService(
                Condition.class,
                Condition.INSTANCE,
                FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, Module.CONDITION + module.value())));
    }

    @Override
    public void close() {
        thread.execute(() -> {
            granted.values().forEach(ServiceRegistration::unregister);
            granted.clear();
            seen = Long.MAX_VALUE;
        });
        thread.shutdown();
    }
}
