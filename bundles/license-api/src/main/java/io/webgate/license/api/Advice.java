// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a person should know about documents and time before it hurts. Pages, health, metrics and the command line print
 * this one.
 *
 * @param kind about what
 * @param urgent it hurts within a week, or hurts already
 * @param text what, why and what to do
 * @param license about which document, where it is about one
 * @param days how many days are left, where it is about a day
 */
public record Advice(Kind kind, boolean urgent, LocalizedText text, Optional<LicenseId> license, OptionalLong days) {

    /** Kinds of advice. */
    public enum Kind {
        /** A licence that counts ends within 30 days (R10). */
        EXPIRING,
        /** The vendor wants to renew it within 30 days, or wanted to already (R82). */
        RENEWAL_DUE,
        /** The vendor's next revocation list is overdue (R11). */
        REVOCATIONS_STALE,
        /** The system's clock is behind the highest time that was seen (R10). */
        CLOCK_BEHIND,
        /** The computer has changed so much that little is left until its licences do not fit any more (R16). */
        MACHINE_DRIFT,
        /** Components of the computer count by what was kept of them, not read since it was started (R16). */
        MACHINE_REMEMBERED,
        /** A document's file or drive is gone, and it ends when its settle time is over (R14). */
        VANISHING,
        /** What a vendor has revoked, or announced, was taken by this host and can't be verified any more (R11, R12). */
        STATEMENT_LOST;

        /** The name in API and metrics: {@code revocations-stale} … */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
