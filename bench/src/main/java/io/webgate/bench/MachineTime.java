// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import io.webgate.license.api.TrustedTime;

import java.time.Instant;
import java.time.InstantSource;

/** The machine's own time: what a host's time service costs beyond it is not measured here. */
public final class MachineTime implements TrustedTime {

    private final InstantSource clock = InstantSource.system();

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
