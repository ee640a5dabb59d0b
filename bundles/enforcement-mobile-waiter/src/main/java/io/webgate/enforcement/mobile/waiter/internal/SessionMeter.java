// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.mobile.waiter.internal;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Counts the open sessions of the mobile waiter (R23) in the ledger, whether its plugin runs or not. Thread-safe. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SessionMeter implements Meter {

    private static final ModuleId MODULE = new ModuleId("powerpos.mobile-waiter");

    private final Ledger ledger;

    /** Counts in this ledger; without one there is no meter, and so no gate (R53). */
    @Activate
    public SessionMeter(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public ModuleId module() {
        return MODULE;
    }

    @Override
    public long value() {
        return ledger.picture().seats(MODULE).size();
    }
}
