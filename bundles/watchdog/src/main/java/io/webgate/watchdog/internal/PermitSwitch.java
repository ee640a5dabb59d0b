// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.gate.api.GatePermit;
import io.webgate.license.api.Latch;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Picture;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The gate's permission. Open only while the watchdog has decided so and the ledger's newest picture has nothing against
 * it: a latch refuses new work at once, before the watchdog's thread has even woken (R51). Thread-safe.
 */
final class PermitSwitch implements GatePermit {

    private volatile @Nullable Ledger allowedBy;
    private volatile @Nullable Ledger known;
    private volatile long generation;
    private long epoch;

    @Override
    public boolean isOpen() {
        Ledger ledger = allowedBy;
        if (ledger == null) {
            return false;
        }
        Picture picture = ledger.picture();
        return picture.isReady() && picture.latches().isEmpty();
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public List<Latch> latches() {
        Ledger ledger = known;
        return ledger == null ? List.of() : ledger.picture().latches();
    }

    /** Stands for what is known now: {@link #open} with it fails once something has gone since. */
    synchronized long epoch() {
        return epoch;
    }

    /** Opens, unless something that the decision rests on has gone since the epoch. */
    synchronized boolean open(long since, Ledger ledger) {
        if (since != epoch) {
            return false;
        }
        known = ledger;
        allowedBy = ledger;
        return true;
    }

    /** Shuts at once; what was decided before opens it no more. */
    synchronized void shut() {
        epoch++;
        allowedBy = null;
    }

    /** From where {@link #latches} comes. */
    void know(@Nullable Ledger ledger) {
        known = ledger;
    }

    synchronized void nextGeneration() {
        generation++;
    }
}
