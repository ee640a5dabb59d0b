// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.TrustedTime;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import io.webgate.store.Store;
import io.webgate.trust.Trust;
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

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.webgate.license.registry.internal.SignedTime\"")
public final class TimeComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TimeComponent.class);

    /** The framework property with the folder outside the home for what a host remembers of this home. */
    static final String OUTSIDE = "webgate.outside";

    private static final int NONCE_BYTES = 24;
    private static final long RETRY_SECONDS = 1;
    private static final long WRITE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 2;
    private static final long KEEP_SECONDS = 5;

    private final BundleContext context;
    private final StoredRecords records;
    private final ScheduledExecutorService executor;
    private final TimeCopies copies;
    private final String vendor;
    private final SecureRandom secure = new SecureRandom();
    private volatile @Nullable Timekeeper keeper;
    private @Nullable ServiceRegistration<?> registration;
    private boolean failing;
    private boolean closed;

    /** Starts the thread and returns. */
    @Activate
    public TimeComponent(BundleContext context, @Reference Store store) throws LicenseFormatException {
        this.context = context;
        this.records = new StoredRecords(store);
        this.vendor = TrustDocument.parse(Trust.document()).vendors().get(0).prefix();
        Optional<Path> outside =
                Optional.ofNullable(context.getProperty(OUTSIDE)).map(Path::of);
        this.copies = new TimeCopies(
                records,
                new DiskFiles(),
                outside.map(folder -> String.valueOf(folder.getFileName())).orElse("highest"),
                home(context).resolve("var"),
                outside,
                this::random);
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "webgate-trusted-time");
            thread.setDaemon(true);
            return thread;
        });
        executor.execute(this::begin);
    }

    private static Path home(BundleContext context) {
        return Path.of(Objects.requireNonNull(context.getProperty("webgate.home"), "Property webgate.home is not set"));
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        secure.nextBytes(bytes);
        return bytes;
    }

    private String nonce() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(NONCE_BYTES));
    }

    private void begin() {
        try {
            records.migrate();
            TimeMark remembered = copies.load();
            Timekeeper time = new Timekeeper(
                    Clock.systemUTC(), System::nanoTime, remembered, vendor, this::nonce, this::keep, this::writeSoon);
            synchronized (this) {
                if (closed) {
                    return;
                }
                keeper = time;
                registration = context.registerService(
                        new String[] {TrustedTime.class.getName(), SignedTime.class.getName()}, time, null);
            }
            var unused = executor.scheduleWithFixedDelay(this::write, WRITE_SECONDS, WRITE_SECONDS, TimeUnit.SECONDS);
            write();
        } catch (Throwable e) { // without a next try there would be no time, and so no licence
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

    /** A receipt or a signed time must not be forgotten in the next minute. */
    private void writeSoon() {
        try {
            executor.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("Trusted time is stopped", e);
        }
    }

    /** Writes a mark on the thread that owns the copies, and waits for it. Never called by that thread. */
    private boolean keep(TimeMark mark) {
        try {
            return executor.submit(() -> {
                        copies.save(mark);
                        return true;
                    })
                    .get(KEEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Waiting for the time to be written was interrupted");
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("The time can't be written", e);
        }
        return false;
    }

    private void write() {
        Timekeeper time = keeper;
        if (time == null) {
            return;
        }
        try {
            copies.save(time.mark());
            failing = false;
        } catch (Throwable e) { // a timer that throws would not come again
            said("The highest time can't be written; a clock set back while the host is down may go unnoticed", e);
        }
    }

    private void said(String what, Throwable reason) {
        if (!failing) {
            LOG.warn(what, reason);
        }
        failing = true;
    }

    @Deactivate
    void deactivate() {
        ServiceRegistration<?> registered;
        synchronized (this) {
            closed = true;
            registered = registration;
            registration = null;
        }
        writeSoon();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (registered != null) {
            registered.unregister();
        }
    }
}
