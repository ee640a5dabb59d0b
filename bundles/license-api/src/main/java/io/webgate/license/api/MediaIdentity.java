// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The USB drives that are plugged in, as evidence for documents that are bound to one (R18). Plugging in and out shows
 * here within 5 seconds; that a drive which is gone counts for a while longer (R14) is for those who use it. Thread-safe.
 */
@ProviderType
public interface MediaIdentity {

    /** The drives as last seen, those without a key too. One volatile read. */
    List<Media> plugged();

    /** How often the drives were others than before, counted since the start; for noticing a change between two looks. */
    long changes();

    /**
     * Tells a listener after every change, when {@link #plugged()} already shows it. It is called on the thread that
     * watches, so it must not block; what it throws is logged.
     *
     * @return ends it
     */
    AutoCloseable onChange(Runnable listener);

    /** Whether the drive with this media key is plugged in. */
    default boolean isPlugged(String mediaKey) {
        return plugged().stream()
                .anyMatch(
                        media -> media.key().filter(mediaKey::equalsIgnoreCase).isPresent());
    }
}
