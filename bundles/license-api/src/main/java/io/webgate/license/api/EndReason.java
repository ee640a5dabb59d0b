// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/** Why a seat ended. */
public enum EndReason {
    /** Its holder closed it. */
    CLOSED,
    /** It was not kept alive. */
    EXPIRED,
    /** An administrator closed it. */
    EVICTED,
    /** The gate stopped. */
    GATE_STOPPED,
    /** Its plugin was uninstalled (R55). */
    PLUGIN_GONE,
    /** It was idle and made room for another (R46). */
    DISPLACED;

    /** The name in API and journal: {@code gate-stopped} and so on. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
