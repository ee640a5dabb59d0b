// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Access;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;

import java.time.Instant;
import java.util.Optional;

/**
 * The services of the licensing plane as they are now; each may be missing, and then a command that needs it says so
 * (R51).
 */
interface Plane {

    /** The caller's name in the record of administrative acts. */
    String BY = "shell";

    Optional<LicenseRegistry> registry();

    Optional<Ledger> ledger();

    /** The record that the ledger keeps, to be taken along. */
    default Optional<Journal> journal() {
        return Optional.empty();
    }

    /** Trusted time. */
    Instant now();

    Optional<GateWatch> watch();

    Optional<MachineIdentity> machine();

    Optional<Access> access();

    default LicenseRegistry needRegistry(Speech speech) {
        return registry().orElseThrow(() -> speech.missing("LicenseRegistry"));
    }

    default Ledger needLedger(Speech speech) {
        return ledger().orElseThrow(() -> speech.missing("Ledger"));
    }

    default Journal needJournal(Speech speech) {
        return journal().orElseThrow(() -> speech.missing("Journal"));
    }

    default GateWatch needWatch(Speech speech) {
        return watch().orElseThrow(() -> speech.missing("GateWatch"));
    }

    default Access needAccess(Speech speech) {
        return access().orElseThrow(() -> speech.missing("Access"));
    }

    /** Records an administrative act, where there is a record. */
    default void record(String what, String subject, String outcome) {
        access().ifPresent(access -> access.record(BY, what, subject, outcome));
    }
}
