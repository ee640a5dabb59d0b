// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.SeatId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long seats live without keep-alive. A keep-alive is one look-up and one compare-and-set on any thread; expiry is
 * found on the ledger's thread alone. A lease that has lapsed stays lapsed: a late keep-alive can't revive a seat that
 * the ledger is about to end (T72: one winner).
 *
 * <p>No timer fires while nothing expires (P17): the queue holds each lease once, at a deadline that it had; when that
 * comes, a lease that was kept alive in the meantime goes back with its newer one.
 */
final class Leases {

    /** Nanoseconds are compared by difference, so this marks a lapsed lease outside of any plausible difference. */
    private static final long LAPSED = Long.MIN_VALUE;

    private static final int MOST_DEAD = 1000;

    private final ConcurrentHashMap<SeatId, Lease> leases = new ConcurrentHashMap<>();
    private final PriorityQueue<Due> queue;
    private final long origin;
    private int dead;

    Leases(long nowNanos) {
        this.origin = nowNanos;
        this.queue = new PriorityQueue<>((left, right) -> Long.compare(left.at - origin, right.at - origin));
    }

    /** Ledger's thread. */
    void begin(SeatId seat, Duration lives, long nowNanos, Duration left) {
        Lease lease = new Lease(lives.toNanos(), nowNanos + left.toNanos());
        leases.put(seat, lease);
        queue.add(new Due(seat, lease, lease.deadline.get()));
    }

    /** Any thread. False where there is no such lease or it has lapsed. */
    boolean keepAlive(SeatId seat, long nowNanos) {
        Lease lease = leases.get(seat);
        if (lease == null) {
            return false;
        }
        long deadline = lease.deadline.get();
        while (deadline != LAPSED) {
            if (lease.deadline.compareAndSet(deadline, nowNanos + lease.lives)) {
                return true;
            }
            deadline = lease.deadline.get();
        }
        return false;
    }

    /** Ledger's thread. */
    void end(SeatId seat) {
        Lease lease = leases.remove(seat);
        if (lease != null) {
            lease.deadline.set(LAPSED);
            dead++;
            sweep();
        }
    }

    /** Entries of ended leases wait for their old deadline; when they are the most, all of them go at once. */
    private void sweep() {
        if (dead > MOST_DEAD && dead > queue.size() / 2) {
            queue.removeIf(due -> leases.get(due.seat) != due.lease);
            dead = 0;
        }
    }

    /** How many entries the queue holds, those of ended leases too. Ledger's thread. */
    int waiting() {
        return queue.size();
    }

    /** Nanoseconds until the next lease may lapse; empty while there is none. Ledger's thread. */
    OptionalLong nextIn(long nowNanos) {
        Due due = queue.peek();
        return due == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, due.at - nowNanos));
    }

    /** The seats whose lease has lapsed by now; each is told once. Ledger's thread. */
    List<SeatId> lapsed(long nowNanos) {
        List<SeatId> lapsed = new ArrayList<>();
        for (Due due = queue.peek(); due != null && due.at - nowNanos <= 0; due = queue.peek()) {
            queue.poll();
            if (leases.get(due.seat) != due.lease) {
                dead = Math.max(0, dead - 1);
                continue; // ended, or ended and begun anew
            }
            long deadline = due.lease.deadline.get();
            while (deadline != LAPSED && deadline - nowNanos <= 0) {
                if (due.lease.deadline.compareAndSet(deadline, LAPSED)) {
                    lapsed.add(due.seat);
                }
                deadline = due.lease.deadline.get();
            }
            if (deadline != LAPSED) {
                queue.add(new Due(due.seat, due.lease, deadline));
            }
        }
        return lapsed;
    }

    /** Nanoseconds since the last sign of life and until the end; empty where there is no such lease. Any thread. */
    @org.jspecify.annotations.Nullable
    Life life(SeatId seat, long nowNanos) {
        Lease lease = leases.get(seat);
        if (lease == null) {
            return null;
        }
        long deadline = lease.deadline.get();
        return deadline == LAPSED ? null : new Life(nowNanos - (deadline - lease.lives), deadline - nowNanos);
    }

    /** What is left of each lease that has not lapsed, in milliseconds. */
    Map<SeatId, Long> leftMillis(long nowNanos) {
        Map<SeatId, Long> left = new HashMap<>();
        leases.forEach((seat, lease) -> {
            long deadline = lease.deadline.get();
            if (deadline != LAPSED) {
                left.put(seat, TimeUnit.NANOSECONDS.toMillis(deadline - nowNanos));
            }
        });
        return left;
    }

    record Life(long sinceNanos, long leftNanos) {}

    private record Due(SeatId seat, Lease lease, long at) {}

    private static final class Lease {
        final long lives;
        final AtomicLong deadline;

        Lease(long lives, long deadline) {
            this.lives = lives;
            this.deadline = new AtomicLong(deadline);
        }
    }
}
