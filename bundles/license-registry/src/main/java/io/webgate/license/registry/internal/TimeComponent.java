// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.TrustedTime;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Provides {@link TrustedTime}: the only place that asks the system for the time (D6). The service appears when the
 * highest time of earlier runs is known, so nobody ever sees a time before it; without a store there is no time, and so no
 * licence (R53). What was told is written at most once a minute.
 */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.webgate.license.api.TrustedTime\"",
        uses = TrustedTime.class)
public final class TimeComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TimeComponent.class);

    private static final long RETRY_SECONDS = 1;
    private static final long WRITE_SECONDS = 60;

    private final BundleContext context;
    private final StoredRecords records;
    private final ScheduledExecutorService executor;
    private @Nullable ServiceRegistration<TrustedTime> registration;
    private boolean failing;
    private boolean closed;

    /** Starts the thread and returns. */
    @Activate
    public TimeComponent(BundleContext context, @Reference Store store) {
        this.context = context;
        this.records = new StoredRecords(store);
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "webgate-trusted-time");
            thread.setDaemon(true);
            return thread;
        });
        executor.execute(this::begin);
    }

    private void begin() {
        try {
            records.migrate();
            Instant floor = records.highestTime().orElse(Instant.EPOCH);
            HighestTime time = new HighestTime(Clock.systemUTC(), System::nanoTime, floor);
            synchronized (this) {
                if (closed) {
                    return;
                }
                registration = context.registerService(TrustedTime.class, time, null);
            }
            var unused =
                    executor.scheduleWithFixedDelay(() -> write(time), WRITE_SECONDS, WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (StoreException | RuntimeException e) {
            said("The highest time of earlier runs can't be read; trying again until it can", e);
            again();
        }
    }

    private void again() {
        try {
            var unused = executor.schedule(this::begin, RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Trusted time is stopped", e);
        }
    }

    private void write(HighestTime time) {
        try {
            records.raiseTime(time.instant());
            failing = false;
        } catch (StoreException | RuntimeException e) {
            said("The highest time can't be written; a clock set back while the host is down may go unnoticed", e);
        }
    }

    private void said(String what, Exception reason) {
        if (!failing) {
            LOG.warn(what, reason);
        }
        failing = true;
    }

    @Deactivate
    void deactivate() {
        ServiceRegistration<TrustedTime> registered;
        synchronized (this) {
            closed = true;
            registered = registration;
            registration = null;
        }
        executor.shutdownNow();
        if (registered != null) {
            registered.unregister();
        }
    }
}
