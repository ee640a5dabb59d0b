// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Latch;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The permits that were there when the gate began to serve. All of them must be open: a second one, from wherever it may
 * come, can close the gate but never open it (T44).
 */
record Permits(List<GatePermit> all) {

    Permits {
        all = List.copyOf(all);
    }

    boolean isOpen() {
        for (GatePermit permit : all) {
            if (!permit.isOpen()) {
                return false;
            }
        }
        return !all.isEmpty();
    }

    /** The refusal while they are not open, with the verdict that stands behind it (R51, R102). */
    Reply.Refused refusal(Optional<ModuleId> asked) {
        Optional<Verdict> verdict = all.stream()
                .flatMap(permit -> permit.latches().stream())
                .max(Comparator.comparing(Latch::causeStands)
                        .thenComparing(latch -> latch.verdict().seq()))
                .map(Latch::verdict);
        return new Reply.Refused(
                Reply.Reason.GATE_STOPPED,
                verdict,
                verdict.isPresent() ? verdict.get().module() : asked,
                verdict.map(Verdict::used).orElse(0L),
                verdict.map(Verdict::limit).orElse(0L));
    }
}
