// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.concurrent.CompletionStage;

/** What the watchdog knows of the gate; it stays up while the gate is stopped. Thread-safe. */
@ProviderType
public interface GateWatch {

    /** The gate as it is now. */
    GateView view();

    /** Completes with the view once the watchdog has done everything that the newest verdict, latch or resume asks for. */
    CompletionStage<GateView> settled();
}
