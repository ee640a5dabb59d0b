// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import java.time.Instant;

/**
 * One administrative act as the record keeps it.
 *
 * @param seq its number, growing
 * @param who did it
 * @param what in one word
 * @param subject to what
 * @param outcome {@code done}, or the code of the refusal
 */
public record Act(long seq, Instant at, String who, String what, String subject, String outcome) {}
