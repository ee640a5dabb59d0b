// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Cause;
import io.webgate.license.api.Latch;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to become of the gate, and why: a pure function of the evidence (R52, R53).
 *
 * @param obstacles what is missing or has failed
 * @param latches the verdicts against it
 */
record Desired(Wish wish, List<LocalizedText> obstacles, List<Latch> latches) {

    /** Whether an administrator has stopped the gate, and nothing else keeps it closed. */
    boolean isByHand() {
        return obstacles.isEmpty()
                && !latches.isEmpty()
                && latches.stream().allMatch(latch -> latch.verdict().cause() == Cause.ADMINISTRATOR);
    }

    /** What is to become of the gate. */
    enum Wish {
        OPEN,
        CLOSED,
        /** Since the watchdog's start too little is known; nothing is started and nothing stopped. */
        UNDECIDED
    }

    Desired {
        obstacles = List.copyOf(obstacles);
        latches = List.copyOf(latches);
    }

    /**
     * Decides.
     *
     * @param mayWait no decision has been made since the watchdog's start, and it was not long ago
     */
    static Desired decide(Evidence evidence, boolean mayWait) {
        List<Latch> latches = evidence.ledger().map(Evidence.OfLedger::latches).orElse(List.of());
        List<LocalizedText> obstacles = obstacles(evidence);
        if (!latches.isEmpty()) {
            return new Desired(Wish.CLOSED, obstacles, latches);
        }
        if (obstacles.isEmpty()) {
            return new Desired(Wish.OPEN, obstacles, latches);
        }
        return new Desired(mayWait ? Wish.UNDECIDED : Wish.CLOSED, obstacles, latches);
    }

    private static List<LocalizedText> obstacles(Evidence evidence) {
        List<LocalizedText> found = new ArrayList<>(evidence.impostors());
        if (evidence.ledger().isEmpty()) {
            found.add(Reasons.noLedger());
        } else if (!evidence.ledger().get().ready()) {
            List<LocalizedText> waitingFor = evidence.ledger().get().waitingFor();
            found.addAll(waitingFor.isEmpty() ? List.of(Reasons.ledgerWaits()) : waitingFor);
        }
        if (evidence.registry().isEmpty()) {
            found.add(Reasons.noRegistry());
        } else {
            addRegistry(evidence.registry().get(), evidence, found);
        }
        return found;
    }

    private static void addRegistry(Evidence.OfRegistry registry, Evidence evidence, List<LocalizedText> found) {
        if (!registry.ready()) {
            found.add(Reasons.registryReads());
        }
        registry.missing().stream().sorted().map(Reasons::bundleMissing).forEach(found::add);
        registry.catalogue().stream()
                .filter(module -> !registry.missing().contains(module.id()))
                .filter(module -> !isCounted(module, evidence))
                .map(Module::id)
                .sorted(Comparator.naturalOrder())
                .map(Reasons::uncounted)
                .forEach(found::add);
    }

    /** A third party's sessions are counted by the ledger, without code of ours or theirs (R57). */
    private static boolean isCounted(Module module, Evidence evidence) {
        ModuleId id = module.id();
        return evidence.metered().contains(id)
                || (module.counting() != Module.Counting.METER
                        && evidence.selfBrought().contains(id));
    }
}
