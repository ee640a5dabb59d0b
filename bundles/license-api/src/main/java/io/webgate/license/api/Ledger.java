// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The one place where seats, limits, verdicts and latches are put in order and made durable. Thread-safe.
 */
@ProviderType
public interface Ledger {

    /**
     * Puts a change in the queue. The stage completes after the commit, on the ledger's thread: do not block in it. It
     * fails only when the ledger is closed; a full or failing store is {@link Reply.Reason#STORE_FULL}.
     *
     * @param key makes a retry harmless; see {@link IdempotencyKey}
     */
    CompletionStage<Reply> submit(Change change, Optional<IdempotencyKey> key);

    /**
     * Keeps a seat alive: one map look-up and one atomic write in memory (D4), on the caller's thread.
     *
     * @return false where there is no such seat, or no longer
     */
    boolean keepAlive(SeatId seat);

    /** The newest picture; one volatile read. */
    Picture picture();

    /** What would be decided if these limits came into effect now (R9). Changes nothing; waits for nothing. */
    Preview preview(Limits limits);

    /**
     * What would be decided if so many more connected to a module one after another, each a device of its own that counts
     * one; or, where configurations are counted, if so many more were configured. The very function that decides then, on the
     * newest picture; changes nothing, waits for nothing.
     *
     * @param more 1 to 10,000
     * @return no effects where they are all served; nothing is said of a module that the catalogue does not have
     * @throws IllegalArgumentException for another number
     */
    default Preview simulate(ModuleId module, long more) {
        throw new UnsupportedOperationException("This ledger simulates nothing");
    }

    /** When a seat was last seen and when it ends; empty where there is no such seat. */
    Optional<SeatLife> life(SeatId seat);

    /** The journal's verdicts, newest first. */
    List<JournalEntry> verdicts(int most);

    /** How often what was refused since the start, for metrics. */
    List<RefusalCount> refusals();

    /** Calls back with each new picture, on the ledger's thread: hand over, do not work there. Close to end it. */
    AutoCloseable onPicture(Consumer<Picture> listener);

    /** Refusals of one module for one reason since the start. */
    record RefusalCount(ModuleId module, Reply.Reason reason, long count) {}
}
