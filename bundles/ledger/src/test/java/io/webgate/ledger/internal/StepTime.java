// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test lets it pass. */
final class StepTime implements TrustedTime {

    private final AtomicLong passed = new AtomicLong();

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return Given.NOON.plusNanos(passed.get());
    }

    @Override
    public long nanos() {
        return passed.get();
    }
}
