// SPDX-License-Identifier: Apache-2.0
package io.webgate.testkit;

import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test lets it pass; wall clock and monotonic clock together. Thread-safe. */
public final class StepTime implements TrustedTime {

    private final Instant start;
    private final AtomicLong passed = new AtomicLong();

    public StepTime(Instant start) {
        this.start = start;
    }

    /** Lets this much time pass. */
    public void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(passed.get());
    }

    @Override
    public long nanos() {
        return passed.get();
    }
}
