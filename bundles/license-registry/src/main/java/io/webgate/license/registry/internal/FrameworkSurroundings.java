// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.spi.LimitsListener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import java.util.Collection;
import java.util.List;

/**
 * Bundles and listeners of a framework. Listeners are tracked here instead of being references of the component: the
 * ledger needs the registry and is its listener, and a tracker opened on the registry's own thread has no cycle.
 */
final class FrameworkSurroundings implements Surroundings {

    private final BundleContext context;
    private volatile @Nullable CatalogueTracker bundles;
    private volatile @Nullable ServiceTracker<LimitsListener, LimitsListener> listeners;

    FrameworkSurroundings(BundleContext context) {
        this.context = context;
    }

    @Override
    public void open(Runnable changed) {
        CatalogueTracker tracker = new CatalogueTracker(context, changed);
        bundles = tracker;
        tracker.open();
        ServiceTracker<LimitsListener, LimitsListener> services =
                new ServiceTracker<>(context, LimitsListener.class, null) {
                    @Override
                    public LimitsListener addingService(ServiceReference<LimitsListener> reference) {
                        LimitsListener listener = super.addingService(reference);
                        changed.run();
                        return listener;
                    }
                };
        listeners = services;
        services.open();
    }

    @Override
    public int bundlesRevision() {
        CatalogueTracker tracker = bundles;
        return tracker == null ? -1 : tracker.getTrackingCount();
    }

    @Override
    public Collection<Catalogue.BundleEntries> bundles() {
        CatalogueTracker tracker = bundles;
        return tracker == null ? List.of() : tracker.entries();
    }

    @Override
    public Collection<LimitsListener> listeners() {
        ServiceTracker<LimitsListener, LimitsListener> tracker = listeners;
        return tracker == null ? List.of() : List.copyOf(tracker.getTracked().values());
    }

    @Override
    public void close() {
        CatalogueTracker entries = bundles;
        if (entries != null) {
            entries.close();
        }
        ServiceTracker<LimitsListener, LimitsListener> services = listeners;
        if (services != null) {
            services.close();
        }
    }
}
