// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A decision with its reasons. Pages, API, shell, mails, logs and the journal print this one; no other place decides.
 *
 * @param seq its number in the journal
 * @param module which module; empty where an administrator stopped the gate
 * @param cause why
 * @param limit the bound that was exceeded
 * @param used what was in use
 * @param cut the seats that are hit, in order of connection
 * @param culprit the seat that made the excess, where a seat did
 * @param consequence what follows; empty where an administrator stopped the gate
 * @param since when it was passed
 * @param remedies what cures it
 * @param by who, where a person did
 * @param reason that this person gave; bounded, on one line, not escaped
 * @param features the features in use that are not licensed, where they are the cause (R45)
 * @param leniency why the consequence is not applied yet, where the vendor's terms say so; empty: it is in force
 */
public record Verdict(
        long seq,
        Optional<ModuleId> module,
        Cause cause,
        long limit,
        long used,
        List<SeatId> cut,
        Optional<Seat> culprit,
        Optional<Consequence> consequence,
        Instant since,
        List<Remedy> remedies,
        Optional<String> by,
        Optional<String> reason,
        Set<Feature> features,
        Optional<Leniency> leniency) {

    public Verdict {
        cut = List.copyOf(cut);
        remedies = List.copyOf(remedies);
        reason = Remark.of(reason);
        features = Set.copyOf(features);
    }

    /** A verdict on quantities that is in force. */
    public Verdict(
            long seq,
            Optional<ModuleId> module,
            Cause cause,
            long limit,
            long used,
            List<SeatId> cut,
            Optional<Seat> culprit,
            Optional<Consequence> consequence,
            Instant since,
            List<Remedy> remedies,
            Optional<String> by,
            Optional<String> reason) {
        this(
                seq,
                module,
                cause,
                limit,
                used,
                cut,
                culprit,
                consequence,
                since,
                remedies,
                by,
                reason,
                Set.of(),
                Optional.empty());
    }

    /** A verdict for which nobody gave a reason: one that the ledger passed, or an administrator's without words. */
    public Verdict(
            long seq,
            Optional<ModuleId> module,
            Cause cause,
            long limit,
            long used,
            List<SeatId> cut,
            Optional<Seat> culprit,
            Optional<Consequence> consequence,
            Instant since,
            List<Remedy> remedies,
            Optional<String> by) {
        this(seq, module, cause, limit, used, cut, culprit, consequence, since, remedies, by, Optional.empty());
    }

    /** Whether its consequence is in force; a lenient verdict is shown and recorded only. */
    public boolean isApplied() {
        return leniency.isEmpty();
    }

    /** The same verdict under another number of the journal. */
    public Verdict numbered(long number) {
        return new Verdict(
                number,
                module,
                cause,
                limit,
                used,
                cut,
                culprit,
                consequence,
                since,
                remedies,
                by,
                reason,
                features,
                leniency);
    }

    /**
     * Why a consequence waits.
     *
     * @param kind by which of the vendor's terms
     * @param until when the consequence comes into force unless its cause has gone; empty: not by time
     */
    public record Leniency(Kind kind, Optional<Instant> until) {

        /** The vendor's terms that let a consequence wait. */
        public enum Kind {
            /** The module is not enforced yet: shadow mode (R58). */
            SHADOW,
            /** The excess is within the overdraft that the vendor allows (D12). */
            OVERDRAFT;

            /** The name in API and journal: {@code shadow}, {@code overdraft}. */
            public String code() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }
}
