// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.spi.LimitsListener;

import java.util.Collection;

/** What comes and goes around the registry. */
interface Surroundings {

    /**
     * Begins to look around.
     *
     * @param changed called on any thread, and must not block, when {@link #bundles} or {@link #listeners} is about to
     *     change or has changed
     */
    void open(Runnable changed);

    /** Grows with every change of {@link #bundles}. */
    int bundlesRevision();

    /** What the installed bundles say about modules. */
    Collection<Catalogue.BundleEntries> bundles();

    /** Who wants to hear of new limits. */
    Collection<LimitsListener> listeners();

    /** Ends looking around. Safe to call twice. */
    void close();
}
