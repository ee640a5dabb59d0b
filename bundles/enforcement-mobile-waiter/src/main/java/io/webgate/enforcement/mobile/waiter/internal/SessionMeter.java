// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.mobile.waiter.internal;

import io.webgate.gate.meter.SeatMeter;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Counts the open sessions of the mobile waiter (R23). */
@Component(service = Meter.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SessionMeter extends SeatMeter {

    /** Counts in this ledger. */
    @Activate
    public SessionMeter(@Reference(service = Ledger.class) ComponentServiceObjects<Ledger> ledgers) {
        super(new ModuleId("powerpos.mobile-waiter"), ledgers);
    }
}
