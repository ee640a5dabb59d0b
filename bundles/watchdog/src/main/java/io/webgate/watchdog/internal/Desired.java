// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to become of the gate, and why: a pure function of the evidence (R52, R53).
 *
 * @param obstacles what is missing or has failed, in words for an operator
 * @param latches the verdicts against it
 */
record Desired(Wish wish, List<String> obstacles, List<Latch> latches) {

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
        List<String> obstacles = obstacles(evidence);
        if (!latches.isEmpty()) {
            return new Desired(Wish.CLOSED, obstacles, latches);
        }
        if (obstacles.isEmpty()) {
            return new Desired(Wish.OPEN, obstacles, latches);
        }
        return new Desired(mayWait ? Wish.UNDECIDED : Wish.CLOSED, obstacles, latches);
    }

    private static List<String> obstacles(Evidence evidence) {
        List<String> found = new ArrayList<>(evidence.impostors());
        if (evidence.ledger().isEmpty()) {
            found.add("The ledger is not there: start the bundle io.webgate.ledger");
        } else if (!evidence.ledger().get().ready()) {
            List<String> waitingFor = evidence.ledger().get().waitingFor();
            found.add("The ledger is not ready: "
                    + (waitingFor.isEmpty() ? "it does not say why" : String.join("; ", waitingFor)));
        }
        if (evidence.registry().isEmpty()) {
            found.add("The licence registry is not there: start the bundle io.webgate.license.registry");
        } else {
            addRegistry(evidence.registry().get(), evidence, found);
        }
        return found;
    }

    private static void addRegistry(Evidence.OfRegistry registry, Evidence evidence, List<String> found) {
        if (!registry.ready()) {
            found.add("The licence registry has not read all documents yet");
        }
        registry.missing().stream()
                .sorted()
                .map(module -> "The bundle that belongs to module " + module + " is not there: install and start it")
                .forEach(found::add);
        registry.catalogue().stream()
                .filter(module -> !registry.missing().contains(module.id()))
                .filter(module -> !isCounted(module, evidence))
                .map(Module::id)
                .sorted(Comparator.naturalOrder())
                .map(module -> "Nothing counts module " + module + ": start the bundle with its meter")
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
