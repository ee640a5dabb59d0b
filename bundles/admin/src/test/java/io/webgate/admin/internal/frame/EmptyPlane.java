// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.access.Access;
import io.webgate.access.Accounts;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.TrustedTime;

import java.util.Optional;

/** A plane where nothing runs. */
public abstract class EmptyPlane implements Plane {

    @Override
    public Optional<LicenseRegistry> registry() {
        return Optional.empty();
    }

    @Override
    public Optional<Ledger> ledger() {
        return Optional.empty();
    }

    @Override
    public Optional<GateWatch> watch() {
        return Optional.empty();
    }

    @Override
    public Optional<MachineIdentity> machine() {
        return Optional.empty();
    }

    @Override
    public Optional<TrustedTime> time() {
        return Optional.empty();
    }

    @Override
    public Optional<Access> access() {
        return Optional.empty();
    }

    @Override
    public Optional<Accounts> accounts() {
        return Optional.empty();
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public String home() {
        return "/opt/webgate";
    }
}
