// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.time.Instant;
import java.util.List;

/**
 * What is held against modules, the gate and subjects.
 *
 * @param standing verdicts that stand and are no latch, per module
 * @param latches why the gate may not open, oldest first
 * @param heldOut until when a subject stays out
 */
record Restrictions(PMap<ModuleId, Verdict> standing, List<Verdict> latches, PMap<SubjectKey, Instant> heldOut) {

    static final Restrictions NONE = new Restrictions(HashTreePMap.empty(), List.of(), HashTreePMap.empty());

    Restrictions {
        latches = List.copyOf(latches);
    }

    Restrictions withStanding(PMap<ModuleId, Verdict> fresh) {
        return new Restrictions(fresh, latches, heldOut);
    }

    Restrictions withLatches(List<Verdict> fresh) {
        return new Restrictions(standing, fresh, heldOut);
    }

    Restrictions withHeldOut(PMap<SubjectKey, Instant> fresh) {
        return new Restrictions(standing, latches, fresh);
    }
}
