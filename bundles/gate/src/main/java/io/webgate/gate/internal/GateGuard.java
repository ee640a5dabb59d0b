// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops the gate where no watchdog permits it (R53): when the permit vanishes, or none appears within 30 seconds of the
 * start. An activator, not a component, so that it also works where the component runtime is what has failed. It stops
 * the bundle on its own thread, never in a callback (D1).
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class GateGuard implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(GateGuard.class);
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

    private volatile Watch watch = Watch.NONE;

    @Override
    public void start(BundleContext context) {
        watch = new OfBundle(context);
    }

    /** Does not wait for the thread: it may be the one that stops the bundle. */
    @Override
    public void stop(BundleContext context) {
        watch.end();
    }

    /** From a start to the next stop. */
    private interface Watch {
        Watch NONE = () -> {};

        void end();
    }

    private static final class OfBundle implements Watch, ServiceTrackerCustomizer<GatePermit, GatePermit> {

        private final BundleContext context;
        private final ServiceTracker<GatePermit, GatePermit> tracker;
        // monotonic time, straight from the machine: the service that tells the time may be what has failed
        private final long startedAt = System.nanoTime();
        private final Thread thread = new Thread(this::run, "webgate-gate-guard");
        private volatile boolean seen;
        private volatile boolean ended;

        OfBundle(BundleContext context) {
            this.context = context;
            this.tracker = new ServiceTracker<>(context, GatePermit.class, this);
            tracker.open();
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void end() {
            ended = true;
            tracker.close();
            LockSupport.unpark(thread);
        }

        @Override
        @SuppressWarnings("NullAway") // null is the tracker's word for a service that is not to be tracked
        public @Nullable GatePermit addingService(ServiceReference<GatePermit> reference) {
            Bundle bundle = reference.getBundle();
            if (bundle == null || !GuardRule.counts(bundle.getSymbolicName())) {
                return null;
            }
            seen = true;
            return context.getService(reference);
        }

        @Override
        public void modifiedService(ServiceReference<GatePermit> reference, GatePermit permit) {
            // its properties mean nothing
        }

        @Override
        public void removedService(ServiceReference<GatePermit> reference, GatePermit permit) {
            context.ungetService(reference);
            LockSupport.unpark(thread);
        }

        private void run() {
            while (!ended) {
                long left = GuardRule.timeLeft(tracker.size(), seen, System.nanoTime() - startedAt);
                if (left <= 0) {
                    if (stopBundle()) {
                        return;
                    }
                    left = AGAIN;
                }
                LockSupport.parkNanos(left);
            }
        }

        private boolean stopBundle() {
            if (ended || context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING) {
                return true; // someone stops it, or everything, already
            }
            LOG.warn("The gate stops itself: no watchdog permits it to run. Start the bundle io.webgate.watchdog");
            try {
                context.getBundle().stop(Bundle.STOP_TRANSIENT);
                return true;
            } catch (BundleException | IllegalStateException e) {
                LOG.error("The gate can't stop itself; it serves nothing without a permit and tries again", e);
                return false;
            }
        }
    }
}
