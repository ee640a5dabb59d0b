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
 * @param standing verdicts on quantities that stand and are no latch, per module
 * @param lacking verdicts on features that stand, per module (R45)
 * @param latches why the gate may not open, oldest first
 * @param heldOut who stays out, until when and why
 * @param evictions whose seats an administrator closed, or whose made room, for telling them
 * @param displaced whose seats made room and who has not come back since (R46)
 */
record Restrictions(
        PMap<ModuleId, Verdict> standing,
        PMap<ModuleId, Verdict> lacking,
        List<Verdict> latches,
        PMap<SubjectKey, HeldOut> heldOut,
        Evictions evictions,
        PMap<SubjectKey, Displaced> displaced) {

    static final Restrictions NONE = new Restrictions(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            List.of(),
            HashTreePMap.empty(),
            Evictions.NONE,
            HashTreePMap.empty());

    Restrictions {
        latches = List.copyOf(latches);
    }

    Restrictions withStanding(PMap<ModuleId, Verdict> fresh) {
        return new Restrictions(fresh, lacking, latches, heldOut, evictions, displaced);
    }

    Restrictions withLacking(PMap<ModuleId, Verdict> fresh) {
        return new Restrictions(standing, fresh, latches, heldOut, evictions, displaced);
    }

    Restrictions withLatches(List<Verdict> fresh) {
        return new Restrictions(standing, lacking, fresh, heldOut, evictions, displaced);
    }

    Restrictions withHeldOut(PMap<SubjectKey, HeldOut> fresh) {
        return new Restrictions(standing, lacking, latches, fresh, evictions, displaced);
    }

    Restrictions withEvictions(Evictions fresh) {
        return new Restrictions(standing, lacking, latches, heldOut, fresh, displaced);
    }

    Restrictions withDisplaced(PMap<SubjectKey, Displaced> fresh) {
        return new Restrictions(standing, lacking, latches, heldOut, evictions, fresh);
    }
}
