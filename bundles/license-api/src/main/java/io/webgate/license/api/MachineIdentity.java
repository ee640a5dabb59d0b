// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/** This computer's machine key and what is evidence for it (R15, R16). Thread-safe. */
@ProviderType
public interface MachineIdentity {

    /** The 24 characters, {@code XXXX-XXXX-XXXX-XXXX-XXXX-XXXX}. */
    String machineKey();

    /** Fewer than three components are present, so an operator's identity stands in for the missing ones. */
    boolean isWeak();

    /** The five components, in the order of their groups. */
    List<Component> components();

    /** How many groups of a key match this computer; groups of missing components never do. */
    int matching(String machineKey);

    /**
     * One component of the computer.
     *
     * @param name {@code system-uuid}, {@code board-serial}, {@code disk-serial}, {@code network-card}, {@code machine-id}
     * @param present whether it could be read
     * @param substituted whether an operator's identity stands in for it
     */
    record Component(String name, boolean present, boolean substituted) {}
}
