// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An immutable snapshot of the ledger, behind one volatile read. What it shows of permissions is durable; what it shows
 * of restrictions may be ahead of the store by a moment (R56).
 */
@ProviderType
public interface Picture {

    /** Grows with every picture. */
    long generation();

    /** False until the registry's limits are known and each meter has reported once (R52). */
    boolean isReady();

    /** What the ledger still waits for, what that means and what to do, in sentences (R102); empty when ready. */
    List<LocalizedText> waitingFor();

    /** Why the gate may not be open; empty: nothing in the ledger is against it. */
    List<Latch> latches();

    /** Every module of the catalogue. */
    Collection<Usage> usages();

    /** One module. */
    Optional<Usage> usage(ModuleId module);

    /** The seats of a module in order of connection. */
    List<Seat> seats(ModuleId module);

    /** One seat. */
    Optional<Seat> seat(SeatId seat);

    /**
     * Every verdict in force that suspends or refuses a seat: of its own module, of a feature, of another module of the same
     * application (§4); empty where it is served.
     */
    default List<Verdict> suspending(SeatId seat) {
        return seat(seat)
                .flatMap(known -> usage(known.module()))
                .map(usage -> usage.cutting(seat))
                .orElse(List.of());
    }

    /** How an administrator ended a seat that is gone, as far as that is still known: the last ones, until a restart. */
    default Optional<Eviction> eviction(SeatId seat) {
        return Optional.empty();
    }

    /** The revision of the limits that this picture was made with; -1 before the first. */
    long limitsRevision();
}
