// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

/**
 * The durable fact that the gate was stopped by a verdict and may not open yet (R54).
 *
 * @param verdict why
 * @param causeStands the cause is still there, so resuming is refused with the verdict
 */
public record Latch(Verdict verdict, boolean causeStands) {}
