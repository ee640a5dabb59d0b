// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.meter;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Counts the open sessions of a module in the ledger, whether its plugin runs or not. Thread-safe.
 *
 * <p>The ledger is looked up at each count. It takes its meters while it is activated: one that held the ledger from its
 * own activation on would close the circle, and fail where both start at the same moment.
 */
public abstract class SeatMeter implements Meter {

    private final ModuleId module;
    private final ComponentServiceObjects<Ledger> ledgers;

    /** Counts in this ledger; without one there is no meter, and so no gate (R53). */
    protected SeatMeter(ModuleId module, ComponentServiceObjects<Ledger> ledgers) {
        this.module = module;
        this.ledgers = ledgers;
    }

    @Override
    public final ModuleId module() {
        return module;
    }

    /** @throws IllegalStateException when the ledger has just gone; there are then not believed to be no sessions (R53) */
    @Override
    public final long value() {
        Ledger ledger = ledgers.getService();
        if (ledger == null) {
            throw new IllegalStateException("The ledger has gone");
        }
        try {
            return ledger.picture().seats(module).size();
        } finally {
            ledgers.ungetService(ledger);
        }
    }
}
