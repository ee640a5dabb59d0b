// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Set;

/** This computer's machine key and what is evidence for it (R15, R16). Thread-safe. */
@ProviderType
public interface MachineIdentity {

    /** The 24 characters, {@code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX}. */
    String machineKey();

    /** Fewer than three components are present, so an operator's identity stands in for the missing ones. */
    boolean isWeak();

    /** The five components, in the order of their groups. */
    List<Component> components();

    /**
     * Names of the components that the computer may have, but that neither this user may read nor root has read before:
     * {@code webgate key} as root puts that right (R15).
     */
    default Set<String> unreadable() {
        return Set.of();
    }

    /**
     * Names of the components that count by what was kept of them earlier, and that nobody who may has read since this
     * computer was started: nothing proves yet that they are this computer's and not those of another one of its model, whose
     * disk this is. {@code webgate key} as root before the host starts puts that right (R16).
     */
    default Set<String> remembered() {
        return Set.of();
    }

    /** How many groups of a key match this computer; groups of missing components never do. */
    int matching(String machineKey);

    /**
     * How far this computer has moved away from a key that a document is bound to (R16). What is no machine key matches
     * in nothing.
     *
     * @param machineKey the document's
     * @param demanded how many of its five groups must match, from 1 to 5
     */
    default Drift drift(String machineKey, int demanded) {
        return Drift.between(machineKey(), components(), machineKey, demanded);
    }

    /**
     * One component of the computer.
     *
     * @param name {@code system-uuid}, {@code board-serial}, {@code disk-serial}, {@code network-card}, {@code machine-id}
     * @param present whether it could be read
     * @param substituted whether an operator's identity stands in for it
     */
    record Component(String name, boolean present, boolean substituted) {}
}
