// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.ApplicationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.TreeSet;

/** Reads the setting {@code applications} (R4). */
final class PlayedApplications {

    private static final Logger LOG = LoggerFactory.getLogger(PlayedApplications.class);

    private PlayedApplications() {}

    /**
     * What is no application is left out with an error: it may only make less count, never more. So is that of an edition,
     * which no setting plays: its built-in licence would count on top of the customer's (R33).
     */
    static Set<ApplicationId> of(String... names) {
        Set<ApplicationId> played = new TreeSet<>();
        for (String name : names) {
            try {
                ApplicationId application = new ApplicationId(name.strip());
                if (BuiltIn.isOfEdition(application)) {
                    throw new IllegalArgumentException(application + " belongs to an edition");
                }
                played.add(application);
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "Setting {}, applications: {}. Correct it; until then it is ignored",
                        HostSettings.PID,
                        e.getMessage());
            }
        }
        return Set.copyOf(played);
    }
}
