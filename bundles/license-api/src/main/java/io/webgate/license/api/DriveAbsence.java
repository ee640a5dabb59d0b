// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;

/**
 * Since when the drive that a licence is bound to is not plugged in (R14, R18).
 *
 * @param since when it was noticed to be gone, else when this host began to watch
 * @param noticed it was seen going; otherwise it was absent already when this host began to watch, and since when nobody
 *     knows
 */
public record DriveAbsence(Instant since, boolean noticed) {}
