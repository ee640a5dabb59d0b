// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Usage;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Registers a {@link Condition} for each module that is granted, so that the components that name it come and go with it
 * (D2). On a thread of its own: registering a condition activates other bundles' components, which may in turn ask the
 * ledger and must not do so on the ledger's thread.
 */
final class ModuleConditions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleConditions.class);
    private static final long PATIENCE_SECONDS = 5;

    private final BundleContext context;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "webgate-ledger-conditions"));
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread worker = new Thread(task, "webgate-ledger-condition");
        worker.setDaemon(true);
        return worker;
    });
    private final AtomicReference<@Nullable Picture> newest = new AtomicReference<>();
    private final Map<ModuleId, ServiceRegistration<Condition>> granted = new ConcurrentHashMap<>();
    private long seen;
    private volatile boolean closed;

    ModuleConditions(BundleContext context) {
        this.context = context;
    }

    /** Follows a picture soon; of several only the newest is applied, so that nothing gathers while one hangs. */
    void follow(Picture picture) {
        if (newest.getAndSet(picture) == null) {
            try {
                thread.execute(() -> {
                    Picture latest = newest.getAndSet(null);
                    if (latest != null) {
                        apply(latest);
                    }
                });
            } catch (RejectedExecutionException e) {
                newest.set(null); // closed: every condition is gone
            }
        }
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
        if (closed || picture.generation() < seen) {
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
                bounded("withholding " + gone, () -> withdraw(gone));
            }
        }
        for (ModuleId fresh : wanted) {
            if (!granted.containsKey(fresh)) {
                bounded("granting " + fresh, () -> grant(fresh));
            }
        }
    }

    /** Activating and deactivating runs plugins' code: one that hangs must not hold the others (R55). */
    private void bounded(String what, Runnable step) {
        try {
            Future<?> done = workers.submit(step);
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.error("A plugin hangs at {}; going on without it", what);
        } catch (ExecutionException e) {
            LOG.error("A plugin failed at {}", what, e.getCause());
        } catch (RejectedExecutionException e) {
            LOG.debug("The ledger has stopped before {}", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void grant(ModuleId module) {
        granted.put(module, register(module));
        if (closed) {
            withdraw(module); // it came about too late, after a hang
        }
    }

    private ServiceRegistration<Condition> register(ModuleId module) {
        return context.registerService(
                Condition.class,
                Condition.INSTANCE,
                FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, Module.CONDITION + module.value())));
    }

    /**
     * Withdraws every condition, all at once, and waits for that up to {@value #PATIENCE_SECONDS} s: of one that hangs the
     * others must know nothing, and none may stay. Safe to call twice.
     */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        granted.keySet().forEach(module -> run("withdrawing " + module, () -> withdraw(module)));
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("A plugin hangs while the ledger stops; it goes on stopping without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without waiting for its end, unless nobody else is there to do it. */
    private void run(String what, Runnable step) {
        try {
            workers.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("Done here: {}", what, e);
            step.run();
        }
    }

    private void withdraw(ModuleId module) {
        ServiceRegistration<Condition> registration = granted.remove(module);
        if (registration != null) {
            withdraw(registration);
        }
    }

    private static void withdraw(ServiceRegistration<Condition> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The framework has withdrawn it already, with all services of a bundle that stops", e);
        }
    }
}
