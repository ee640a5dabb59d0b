// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;

/** When a seat was last kept alive, and when it ends unless it is again. */
public record SeatLife(Instant lastSeenAt, Instant expiresAt) {}
