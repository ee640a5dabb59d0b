// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The open gate. The service is there exactly while the gate serves; a plugin's components refer to it mandatorily, so
 * that they go when it goes.
 */
@ProviderType
public interface Gate {

    /** Whether new work may begin; false from the moment of a verdict, before the service goes (R51). */
    boolean isOpen();
}
