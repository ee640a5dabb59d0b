// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.List;

/**
 * What is held against modules, the gate and subjects.
 *
 * @param standing verdicts that stand and are no latch, per module
 * @param latches why the gate may not open, oldest first
 * @param heldOut who stays out, until when and why
 * @param evictions whose seats an administrator closed, for telling them
 */
record Restrictions(
        PMap<ModuleId, Verdict> standing,
        List<Verdict> latches,
        PMap<SubjectKey, HeldOut> heldOut,
        Evictions evictions) {

    static final Restrictions NONE =
            new Restrictions(HashTreePMap.empty(), List.of(), HashTreePMap.empty(), Evictions.NONE);

    Restrictions {
        latches = List.copyOf(latches);
    }

    Restrictions withStanding(PMap<ModuleId, Verdict> fresh) {
        return new Restrictions(fresh, latches, heldOut, evictions);
    }

    Restrictions withLatches(List<Verdict> fresh) {
        return new Restrictions(standing, fresh, heldOut, evictions);
    }

    Restrictions withHeldOut(PMap<SubjectKey, HeldOut> fresh) {
        return new Restrictions(standing, latches, fresh, evictions);
    }

    Restrictions withEvictions(Evictions fresh) {
        return new Restrictions(standing, latches, heldOut, fresh);
    }
}
