// SPDX-License-Identifier: Apache-2.0
package io.webgate.access;

import io.webgate.license.api.ModuleId;

import java.util.Set;

/**
 * What an administrator allows a device (D8).
 *
 * @param label how the pages call it
 * @param modules which modules it may use, at least one
 * @param sessions how many sessions of a module it may open, 1 to a million
 * @param weight the most that one seat of it may count, 1 to a million
 */
public record EnrolmentRequest(String label, Set<ModuleId> modules, long sessions, long weight) {

    private static final long MOST = 1_000_000;
    private static final int MOST_MODULES = 64;

    public EnrolmentRequest {
        label = Label.checked(label);
        modules = Set.copyOf(modules);
        if (modules.isEmpty() || modules.size() > MOST_MODULES) {
            throw new InvalidInput(
                    "modules (name 1 to " + MOST_MODULES + " modules)",
                    "modules (укажите от 1 до " + MOST_MODULES + " модулей)");
        }
        within("sessions", sessions);
        within("weight", weight);
    }

    private static void within(String what, long value) {
        if (value < 1 || value > MOST) {
            throw new InvalidInput(
                    what + " must be 1 to " + MOST + ", not " + value, what + " — от 1 до " + MOST + ", а не " + value);
        }
    }
}
