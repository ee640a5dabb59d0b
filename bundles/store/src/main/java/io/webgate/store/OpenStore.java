// SPDX-License-Identifier: Apache-2.0
package io.webgate.store;

import org.osgi.annotation.versioning.ProviderType;

/** A store together with the duty to close it; what {@link Stores} returns. As a service only {@link Store} is seen. */
@ProviderType
public interface OpenStore extends Store, AutoCloseable {

    /** Writes what is queued, then releases connections and the lock. Safe to call twice. Later calls fail clearly. */
    @Override
    void close();
}
