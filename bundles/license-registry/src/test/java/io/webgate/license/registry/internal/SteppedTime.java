// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so. */
final class SteppedTime extends KeptTime {

    private static final class Clocks {
        private Instant now;
        private long nanos = 17;

        private Clocks(Instant start) {
            now = start;
        }
    }

    private final Clocks clocks;

    SteppedTime(String start) {
        this(new Clocks(Instant.parse(start)));
    }

    private SteppedTime(Clocks clocks) {
        super(() -> clocks.now, () -> clocks.nanos);
        this.clocks = clocks;
    }

    void pass(Duration time) {
        clocks.now = clocks.now.plus(time);
        clocks.nanos += time.toNanos();
    }

    /** Sets the system's clock, as a person does. */
    void jumpTo(String instant) {
        clocks.now = Instant.parse(instant);
    }
}
