// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import io.webgate.license.api.Latch;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The watchdog's permission for the gate. Mandatory for the gate: without the service, or while it is not open, the
 * gate does not run (R53). Every method is one volatile read.
 */
@ProviderType
public interface GatePermit {

    /** Whether the gate may serve. */
    boolean isOpen();

    /** Grows each time the desired state changes. */
    long generation();

    /** Why it may not, as far as verdicts are the reason. */
    List<Latch> latches();
}
