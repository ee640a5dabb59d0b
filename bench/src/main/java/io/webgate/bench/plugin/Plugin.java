// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench.plugin;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import java.util.concurrent.CountDownLatch;

/**
 * A plugin as small as can be: one service, which goes with it. A bundle with the header {@link #MAY_HANG} waits, when
 * it is stopped, for the latch that lies among the system properties, where one does.
 */
public final class Plugin implements BundleActivator {

    /** Header of a bundle that hangs while it is held. */
    public static final String MAY_HANG = "Bench-May-Hang";

    /** Key, among the system properties, of a {@link CountDownLatch}: the only place that all class loaders share. */
    public static final String HOLD = "webgate.bench.hold";

    @Override
    public void start(BundleContext context) {
        context.registerService(Runnable.class, () -> {}, null);
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        if (context.getBundle().getHeaders().get(MAY_HANG) != null
                && System.getProperties().get(HOLD) instanceof CountDownLatch hold) {
            hold.await();
        }
    }
}
