// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class SteppedTime implements TrustedTime {

    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration set = Duration.ZERO;

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** The wall clock alone, as a receipt may set it. */
    void set(Duration by) {
        set = set.plus(by);
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos.get()).plus(set);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
