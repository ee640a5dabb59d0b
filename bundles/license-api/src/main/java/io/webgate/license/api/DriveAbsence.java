// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;

/**
 * Since when the drive that a licence is bound to has not been seen (R14, R18). It may be plugged in nevertheless: where the
 * drives can't be told, none is seen and each counts as unplugged.
 *
 * @param since when its going was noticed, else when this host began to watch
 * @param noticed its going was noticed; otherwise this host has not seen it since it began to watch, and what was before
 *     nobody knows
 */
public record DriveAbsence(Instant since, boolean noticed) {}
