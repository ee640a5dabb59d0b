// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        Optional<String> reason) {

    public Verdict {
        cut = List.copyOf(cut);
        remedies = List.copyOf(remedies);
        reason = Remark.of(reason);
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
}
