// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Stops bundles in order without being held up (T84): a bundle that takes long is overtaken at once by those that it does
 * not depend on, and waited for, within reason, before what it does depend on. For the watchdog's thread alone.
 */
final class OrderlyStop {

    /** How long one bundle may hold up the others. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);
    /** How long all of them together may hold up what they depend on. */
    private static final long ORDER_PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long STEP = TimeUnit.MICROSECONDS.toNanos(500);

    private final Sweep sweep;
    private final LongSupplier nanos;

    OrderlyStop(Sweep sweep, LongSupplier nanos) {
        this.sweep = sweep;
        this.nanos = nanos;
    }

    /**
     * Stops them.
     *
     * @param ids in order of stopping
     * @return what was thrown, by bundle
     */
    Map<Long, Throwable> stop(List<Long> ids, Dependents dependents, Sweep.Action action) {
        Map<Long, Throwable> failed = new HashMap<>();
        long end = nanos.getAsLong() + ORDER_PATIENCE;
        for (List<Long> piece : dependents.pieces(ids)) {
            awaitWhoNeeds(piece, dependents, end);
            failed.putAll(sweep.run(piece, action, PATIENCE, () -> true).failed());
        }
        return Map.copyOf(failed);
    }

    private void awaitWhoNeeds(List<Long> piece, Dependents dependents, long end) {
        long left = end - nanos.getAsLong();
        while (left > 0
                && sweep.hanging().keySet().stream()
                        .anyMatch(slow -> piece.stream().anyMatch(id -> dependents.needs(slow, id)))) {
            LockSupport.parkNanos(Math.min(STEP, left));
            left = end - nanos.getAsLong();
        }
    }
}
