// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** The record of everything the ledger decided and what it decided it from (R56, R60), to be taken along. Thread-safe. */
@ProviderType
public interface Journal {

    /**
     * Writes the whole record, as it is at the call, in lines that any program can read; {@code docs/journal.md} tells the
     * form. On the caller's thread, a part at a time; changes go on being recorded meanwhile.
     *
     * @throws IOException the stream can't be written
     * @throws IllegalStateException the record can't be read
     */
    void export(Origin origin, OutputStream out) throws IOException;

    /**
     * Where a record comes from. Nothing of it is secret.
     *
     * @param host its machine key; empty where it has none
     * @param applications the parts that it plays (R4)
     * @param version of the program
     * @param zone of the host, for people
     * @param at when it was taken
     */
    record Origin(String host, Set<ApplicationId> applications, String version, ZoneId zone, Instant at) {

        public Origin {
            applications = Set.copyOf(applications);
        }

        /** As the services of the licensing plane tell; one that is missing tells nothing. */
        public static Origin of(
                Optional<MachineIdentity> machine, Optional<LicenseRegistry> registry, String version, Instant at) {
            return new Origin(
                    machine.map(MachineIdentity::machineKey).orElse(""),
                    registry.map(LicenseRegistry::applications).orElse(Set.of()),
                    version,
                    ZoneId.systemDefault(),
                    at);
        }
    }
}
