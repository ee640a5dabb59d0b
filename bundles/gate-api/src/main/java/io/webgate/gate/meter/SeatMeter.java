// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.meter;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.spi.Meter;

/** Counts the open sessions of a module in the ledger, whether its plugin runs or not. Thread-safe. */
public abstract class SeatMeter implements Meter {

    private final ModuleId module;
    private final Ledger ledger;

    /** Counts in this ledger; without one there is no meter, and so no gate (R53). */
    protected SeatMeter(ModuleId module, Ledger ledger) {
        this.module = module;
        this.ledger = ledger;
    }

    @Override
    public final ModuleId module() {
        return module;
    }

    @Override
    public final long value() {
        return ledger.picture().seats(module).size();
    }
}
