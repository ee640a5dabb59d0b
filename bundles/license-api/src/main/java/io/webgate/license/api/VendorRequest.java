// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes the file that a host without a network hands to its vendor: which computer it is, what it plays, and what a time
 * receipt must echo (R10, R15). Thread-safe.
 */
@ProviderType
public interface VendorRequest {

    /** The name under which the file is offered. */
    String FILE_NAME = "webgate-request.json";

    /**
     * The file as it is now. What a receipt must echo stays the same for some days, and counts for a week (R10).
     *
     * @throws java.io.UncheckedIOException where that can't be kept: an answer would be refused after a restart
     */
    byte[] file();
}
