// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test lets it pass. */
final class StepTime implements TrustedTime {

    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private volatile Duration jump = Duration.ZERO;

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    /** From now on the wall clock jumps by so much whenever somebody has looked at it. */
    void jumpAtEachLook(Duration by) {
        jump = by;
    }

    @Override
    public Instant instant() {
        Duration jumped = jump.isZero() ? Duration.ZERO : jump.multipliedBy(asked.getAndIncrement());
        return Given.NOON.plusNanos(passed.get()).plus(jumped);
    }

    @Override
    public long nanos() {
        return passed.get();
    }
}
