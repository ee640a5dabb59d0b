// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Latch;
import io.webgate.license.api.ModuleId;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the watchdog's thread needs of the licensing plane and of the gate. Thread-safe; nothing here blocks. */
interface Surroundings {

    /** What is known now. */
    Evidence evidence(Topology topology);

    /** Stands for what {@link #evidence} rests on; taken before it. */
    long epoch();

    /** Lets the gate serve; false where something has gone since the epoch. */
    boolean permit(long epoch);

    /** The gate may not serve. */
    void forbid();

    /** Makes the permit known to the gate, once there is a decision. May run plugins' code. */
    void announce();

    /** The watchdog's thread ends: the gate must not find a permit any more. Safe twice. */
    void withdraw();

    /** The desired state is another one. */
    void turned();

    /** Whether the gate may serve at this very moment. */
    boolean isPermitted();

    /** Requests that the gate is answering. */
    long inFlight();

    /** Bundles that register the watchdog's services. */
    Set<Long> foundation();

    /**
     * Reports, by the number of its verdict, what was stopped (R56). Called until it returns true.
     *
     * @return whether everything has arrived in the journal
     */
    boolean report(Map<Long, List<String>> stopped);

    /** Whether a report is on its way. */
    boolean isReporting();

    /**
     * Closes the sessions of a module whose plugin was uninstalled (R55). Called until it returns true.
     *
     * @return whether none is left
     */
    boolean close(ModuleId module);

    /** The latches' verdicts, by number. */
    static List<Long> numbers(List<Latch> latches) {
        return latches.stream().map(latch -> latch.verdict().seq()).toList();
    }
}
