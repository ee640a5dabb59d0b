// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.license.api.Journal;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What would have been decided in a period under other limits.
 *
 * @param origin of the journal
 * @param from the first recorded change of the period
 * @param until the last one
 * @param recorded verdicts that were passed in it
 * @param computed verdicts that would have been passed
 * @param spared of the recorded ones, those that would not have been passed
 * @param additional of the computed ones, those that were not passed
 * @param admitted who was refused and would have got in
 * @param refused who got in and would have been refused
 */
public record WhatIf(
        Journal.Origin origin,
        Optional<Instant> from,
        Optional<Instant> until,
        List<Passed> recorded,
        List<Passed> computed,
        List<Passed> spared,
        List<Passed> additional,
        List<Newcomer> admitted,
        List<Newcomer> refused) {

    public WhatIf {
        recorded = List.copyOf(recorded);
        computed = List.copyOf(computed);
        spared = List.copyOf(spared);
        additional = List.copyOf(additional);
        admitted = List.copyOf(admitted);
        refused = List.copyOf(refused);
    }

    /** How often the gate would have stopped. */
    public long stops() {
        return computed.stream().filter(Passed::stops).count();
    }

    /** How often it did. */
    public long recordedStops() {
        return recorded.stream().filter(Passed::stops).count();
    }

    /**
     * A verdict.
     *
     * @param stops it stops the gate
     */
    public record Passed(Verdict verdict, boolean stops) {}

    /**
     * Someone who wanted in.
     *
     * @param at the first time in the period
     * @param reason the code of the refusal, recorded or computed
     */
    public record Newcomer(Instant at, ModuleId module, Subject subject, String reason) {}
}
