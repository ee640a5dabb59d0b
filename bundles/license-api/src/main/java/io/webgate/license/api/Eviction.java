// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Optional;

/**
 * That an administrator closed a seat, or that it made room for another while it was idle (R46), so that its holder can be
 * told (R102).
 *
 * @param module of the seat
 * @param device whose seat it was
 * @param until how long its subject stays out; empty: it may come back at once
 * @param reason that the administrator gave; bounded, on one line, not escaped
 * @param how {@link EndReason#EVICTED} or {@link EndReason#DISPLACED}
 */
public record Eviction(
        ModuleId module, String device, Optional<Instant> until, Optional<String> reason, EndReason how) {

    public Eviction {
        reason = Remark.of(reason);
    }

    /** By an administrator. */
    public Eviction(ModuleId module, String device, Optional<Instant> until, Optional<String> reason) {
        this(module, device, until, reason, EndReason.EVICTED);
    }
}
