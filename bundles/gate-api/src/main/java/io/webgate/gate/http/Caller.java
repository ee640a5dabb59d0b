// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.license.api.ModuleId;

import java.util.Optional;
import java.util.Set;

/**
 * Who calls over HTTP, as the authentication in front of every path found out. A servlet finds it in the request
 * attribute {@link #ATTRIBUTE}; without the attribute nobody is authenticated and nothing may be done.
 *
 * @param name of the account, token or device; what audit and journal print
 * @param role of a person's or program's token; empty for a device
 * @param enrolment of a device; empty for a person or program
 */
public record Caller(String name, Optional<Role> role, Optional<Enrolment> enrolment) {

    /** Request attribute that holds the caller. */
    public static final String ATTRIBUTE = "io.webgate.caller";

    /**
     * Request attribute that says {@link Boolean#TRUE} where the route is open to everyone ({@link Right#PUBLIC}) and nobody
     * is authenticated. It is set by the authentication alone.
     */
    public static final String OPEN_TO_ALL = "io.webgate.open-to-all";

    public Caller {
        if (role.isPresent() == enrolment.isPresent()) {
            throw new IllegalArgumentException("Caller " + name + " must be either a role's or a device's");
        }
    }

    /** Whether the caller has at least this role. */
    public boolean has(Role wanted) {
        return role.filter(own -> own.covers(wanted)).isPresent();
    }

    /** Whether the caller may use a route that asks for this right. */
    public boolean may(Right right) {
        return switch (right) {
            case PUBLIC -> true;
            case DEVICE -> enrolment.isPresent() || has(Role.OPERATOR);
            case VIEWER -> has(Role.VIEWER);
            case OPERATOR -> has(Role.OPERATOR);
            case ADMIN -> has(Role.ADMIN);
        };
    }

    /**
     * What an administrator allowed a device (D8).
     *
     * @param device the device's id
     * @param label how the pages call it
     * @param modules which modules it may use
     * @param sessions how many sessions of a module it may open
     * @param weight the most that one seat of it may count
     */
    public record Enrolment(String device, String label, Set<ModuleId> modules, long sessions, long weight) {

        public Enrolment {
            modules = Set.copyOf(modules);
        }
    }
}
