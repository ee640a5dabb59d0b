// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That somebody activated a break-glass licence: its one use (R59).
 *
 * @param at when, by trusted time; whole seconds
 * @param by who
 * @param reason why, as it was typed
 * @param lastDay the last day on which it counts, in the licence's own zone
 */
public record Activation(Instant at, String by, String reason, LocalDate lastDay) {}
