// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.time.InstantSource;

/**
 * The one service that tells the time (D6). {@link #instant()} is trusted wall-clock time, which never goes back (R10);
 * {@link #nanos()} is monotonic and for leases only. Nothing else asks the system for the time.
 */
@ProviderType
public interface TrustedTime extends InstantSource {

    /** Monotonic nanoseconds from an arbitrary origin; compare by difference only. */
    long nanos();
}
