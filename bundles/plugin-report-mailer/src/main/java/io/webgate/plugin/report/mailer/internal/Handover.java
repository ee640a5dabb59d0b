// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.store.StoreException;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one postman leaves to the next, and the turn that only one of them has (R65): the service may be stopped and started while
 * a mail still waits for its server's answer. Thread-safe, but for what is said of {@link #unkept()}.
 */
final class Handover {

    private final ReentrantLock turn = new ReentrantLock();
    private final ReentrantLock planning = new ReentrantLock();
    private final Map<String, Run> unkept = new LinkedHashMap<>();
    private final Set<String> resting = ConcurrentHashMap.newKeySet();

    /**
     * A pass, unless another one is not over yet; waits for none.
     *
     * @param pass empty where it found somebody else at work
     * @return what the pass returns; empty where there was none
     */
    Optional<Instant> inTurn(Supplier<Optional<Instant>> pass) {
        if (!turn.tryLock()) {
            return Optional.empty();
        }
        try {
            return pass.get();
        } finally {
            turn.unlock();
        }
    }

    /** Reads and writes what is due. */
    interface Planning<T> {
        T plan() throws StoreException;
    }

    /**
     * Keeps what is due, whoever has the turn; waits for another one who does the same, and none of them waits for a mail
     * server.
     */
    <T> T planning(Planning<T> work) throws StoreException {
        planning.lock();
        try {
            return work.plan();
        } finally {
            planning.unlock();
        }
    }

    /**
     * What the store did not take though it happened: kept first of all, so that no mail is sent again. Only for who has the turn.
     */
    Map<String, Run> unkept() {
        if (!turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("Only a pass in its turn may ask for it");
        }
        return unkept;
    }

    /** A job was switched off or deleted: whatever it is afterwards, it begins anew. */
    void rest(String job) {
        resting.add(job);
    }

    /** The jobs that rested and were not taken since. */
    List<String> resting() {
        return List.copyOf(resting);
    }

    /** Take a job before its rest is kept: if it rests again meanwhile, it is kept again. */
    void take(String job) {
        resting.remove(job);
    }
}
