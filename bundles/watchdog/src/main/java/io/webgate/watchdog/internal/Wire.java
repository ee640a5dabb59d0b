// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GateNames;

import java.util.Set;

/** One wire between two bundles: {@code requirer} uses what {@code provider} offers in the namespace. */
record Wire(long requirer, long provider, String namespace) {

    /** A fragment is part of its host, and an environment is no bundle's work: such wires make nobody a dependent. */
    private static final Set<String> MEANINGLESS =
            Set.of("osgi.wiring.host", "osgi.ee", "osgi.native", "osgi.identity", "osgi.content");

    boolean isToGate() {
        return namespace.equals(GateNames.HOST_NAMESPACE);
    }

    boolean matters() {
        return requirer != provider && !MEANINGLESS.contains(namespace);
    }
}
