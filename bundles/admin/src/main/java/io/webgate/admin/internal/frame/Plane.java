// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.gate.api.Concerns;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.MediaIdentity;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.VendorRequest;
import io.webgate.settings.Settings;

import java.util.Optional;
import java.util.Set;

/**
 * The services of the licensing plane as they are now; each may be missing, and then a page says so instead of failing:
 * the pages stay up while the gate is stopped and while a service restarts (R51).
 */
public interface Plane {

    Optional<LicenseRegistry> registry();

    Optional<Ledger> ledger();

    Optional<GateWatch> watch();

    Optional<MachineIdentity> machine();

    /** Who watches the USB drives. */
    default Optional<MediaIdentity> media() {
        return Optional.empty();
    }

    /** Who makes requests to the vendor. */
    default Optional<VendorRequest> vendorRequest() {
        return Optional.empty();
    }

    /** How the modules were used. */
    default Optional<UsageHistory> history() {
        return Optional.empty();
    }

    /** The host's settings. */
    default Optional<Settings> settings() {
        return Optional.empty();
    }

    /** The path where a device begins that is enrolled for these modules; empty where none of them has a page. */
    default Optional<String> devicePage(Set<ModuleId> modules) {
        return Optional.empty();
    }

    Optional<TrustedTime> time();

    Optional<Access> access();

    Optional<Accounts> accounts();

    /** What troubles plugins. */
    default Concerns concerns() {
        return Concerns.NONE;
    }

    /** The host's version. */
    String version();

    /** The home of the host, as a person would type it. */
    String home();
}
