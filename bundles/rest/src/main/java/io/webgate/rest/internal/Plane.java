// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.Journal;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.rest.internal.events.Sight;
import io.webgate.settings.Settings;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The services of the licensing plane as they are now; each may be missing, and then a request that needs it is told so
 * instead of finding nobody (R51).
 */
interface Plane {

    Optional<LicenseRegistry> registry();

    Optional<Ledger> ledger();

    /** The record that the ledger keeps, to be taken along. */
    default Optional<Journal> journal() {
        return Optional.empty();
    }

    /** The use of the modules over time. */
    default Optional<UsageHistory> history() {
        return Optional.empty();
    }

    Optional<GateWatch> watch();

    Optional<MachineIdentity> machine();

    Optional<MediaIdentity> media();

    /** Who makes requests to the vendor. */
    default Optional<VendorRequest> vendorRequest() {
        return Optional.empty();
    }

    Optional<TrustedTime> time();

    Optional<Access> access();

    /** The exchange of applications outside the gate. */
    default Optional<Exchange> exchange() {
        return Optional.empty();
    }

    /** The host's settings. */
    default Optional<Settings> settings() {
        return Optional.empty();
    }

    /** What troubles plugins. */
    default Concerns concerns() {
        return Concerns.NONE;
    }

    /** The host's version. */
    String version();

    /** The dates of the certificate that the TLS port shows; empty without TLS. */
    default Optional<Certificate> certificate() {
        return Optional.empty();
    }

    /** From when to when a certificate counts. */
    record Certificate(Instant from, Instant until) {}

    /** What other bundles bring to the API description: OpenAPI objects with {@code paths} and {@code components}. */
    List<String> fragments();

    /** Everything that readers of events are told of, as it is now. */
    default Sight sight() {
        return Sight.of(ledger(), watch(), registry());
    }

    default LicenseRegistry needRegistry(Locale locale) {
        return registry().orElseThrow(() -> missing("LicenseRegistry", locale));
    }

    default Ledger needLedger(Locale locale) {
        return ledger().orElseThrow(() -> missing("Ledger", locale));
    }

    default Journal needJournal(Locale locale) {
        return journal().orElseThrow(() -> missing("Journal", locale));
    }

    default UsageHistory needHistory(Locale locale) {
        return history().orElseThrow(() -> missing("UsageHistory", locale));
    }

    default GateWatch needWatch(Locale locale) {
        return watch().orElseThrow(() -> missing("GateWatch", locale));
    }

    default MachineIdentity needMachine(Locale locale) {
        return machine().orElseThrow(() -> missing("MachineIdentity", locale));
    }

    default VendorRequest needVendorRequest(Locale locale) {
        return vendorRequest().orElseThrow(() -> missing("VendorRequest", locale));
    }

    default Access needAccess(Locale locale) {
        return access().orElseThrow(() -> missing("Access", locale));
    }

    default TrustedTime needTime(Locale locale) {
        return time().orElseThrow(() -> missing("TrustedTime", locale));
    }

    default Exchange needExchange(Locale locale) {
        return exchange().orElseThrow(() -> missing("Exchange", locale));
    }

    default Settings needSettings(Locale locale) {
        return settings().orElseThrow(() -> missing("Settings", locale));
    }

    private static ProblemException missing(String service, Locale locale) {
        return Problems.unavailable(
                new LocalizedText(
                        "The service " + service + " of the licensing plane is not running. See the log of the host.",
                        "Служба " + service + " плоскости лицензирования не работает. Причина в журнале узла."),
                service,
                locale);
    }
}
