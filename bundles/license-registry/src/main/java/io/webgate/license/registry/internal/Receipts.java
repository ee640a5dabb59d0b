// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.TimeReceipt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a time receipt does (R10). It can set trusted time back as well as forward, so it is taken only if it answers the
 * question that this host has asked last, and soon: one that was kept for later would set back the time of the shop by as
 * much as it was kept. Pure.
 */
final class Receipts {

    /** So long a question may be answered; by post on a USB drive, over a week end. At most so much can be gained. */
    static final Duration VALID = Duration.ofDays(7);

    /** A question younger than this is asked again as it is. */
    static final Duration SAME = Duration.ofDays(3);

    private Receipts() {}

    /** What this host has asked with, and when by trusted time. */
    record Ask(String nonce, Instant at) {

        /** Whether an answer comes too late; a question from the future was asked under a wrong clock since healed. */
        boolean isOver(Instant now) {
            return Duration.between(at, now).abs().compareTo(VALID) > 0;
        }

        /** Whether the next request asks with the same nonce. */
        boolean isFresh(Instant now) {
            return Duration.between(at, now).abs().compareTo(SAME) <= 0;
        }
    }

    /**
     * What is decided, and why.
     *
     * @param time what the time then is; empty: the receipt does not fit and changes nothing
     * @param text for people, in every case
     */
    record Answer(Optional<Instant> time, LocalizedText text) {

        static Answer refused(LocalizedText why) {
            return new Answer(Optional.empty(), why);
        }
    }

    /**
     * Decides.
     *
     * @param vendor of the distribution
     * @param asked the last question, unless it was answered
     * @param now trusted time
     * @param system what the system's clock says
     * @param signed the highest time that the vendor has signed, below which time never goes
     */
    static Answer judge(
            TimeReceipt receipt, String vendor, Optional<Ask> asked, Instant now, Instant system, Instant signed) {
        if (!receipt.vendor().equals(vendor)) {
            return Answer.refused(Reasons.receiptOfAnother(receipt.vendor(), vendor));
        }
        if (asked.isEmpty()) {
            return Answer.refused(Reasons.receiptUnasked());
        }
        Ask ask = asked.get();
        if (!ask.nonce().equals(receipt.nonce())) {
            return Answer.refused(Reasons.receiptForAnother());
        }
        if (ask.isOver(now)) {
            return Answer.refused(Reasons.receiptLate(ask.at(), VALID.toDays()));
        }
        Instant time = receipt.issuedAt().isBefore(signed) ? signed : receipt.issuedAt();
        if (system.isAfter(time.plus(VALID))) {
            // Taken now, it would be overtaken by the wrong clock at once, and its nonce would be gone
            return Answer.refused(Reasons.receiptClock(system, receipt.issuedAt()));
        }
        return new Answer(Optional.of(time), Reasons.receiptTaken(TimeMark.later(time, system), now));
    }
}
