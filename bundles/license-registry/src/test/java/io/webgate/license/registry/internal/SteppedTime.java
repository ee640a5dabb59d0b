// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.TrustedTime;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so. */
final class SteppedTime implements TrustedTime {

    private Instant now;
    private long nanos = 17;

    SteppedTime(String start) {
        now = Instant.parse(start);
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    void jumpTo(String instant) {
        now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
