// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.TrustedTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A wall clock that never goes back, unless it is {@link #set} by a receipt (R10). While the system's clock is not behind what was told, it is the time. If it was
 * set back by up to {@link #CORRECTION}, this one runs at half speed until the other has caught up: no event. If by more,
 * be it in many small steps, this one goes on from the highest time and says so. What is behind is measured against the
 * monotonic clock at full speed. Safe for all threads, without locks.
 */
final class HighestTime implements TrustedTime {

    /** A correction that is no event. */
    static final Duration CORRECTION = Duration.ofMinutes(10);

    /** How fast lag is forgiven: 86 s a day, twice what a clock that is stepped to a time server's may run fast. */
    private static final long FORGIVEN = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(HighestTime.class);

    /** @param lag how far it stayed behind the monotonic clock, since the system's clock was last not behind that */
    private record Told(Instant at, long nanos, Duration lag, boolean setBack) {}

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final AtomicReference<Told> told;

    /**
     * A clock that has not told the time yet.
     *
     * @param nanos monotonic
     * @param floor the highest time that an earlier run has seen
     */
    HighestTime(InstantSource wall, LongSupplier nanos, Instant floor) {
        this.wall = wall;
        this.nanos = nanos;
        this.told = new AtomicReference<>(new Told(floor, nanos.getAsLong(), Duration.ZERO, false));
    }

    @Override
    public Instant instant() {
        while (true) {
            Told before = Objects.requireNonNull(told.get());
            Told now = next(before, wall.instant(), nanos.getAsLong());
            if (told.compareAndSet(before, now)) {
                if (now.setBack() != before.setBack()) {
                    report(now);
                }
                return now.at();
            }
        }
    }

    private static Told next(Told before, Instant system, long reading) {
        // Another thread may have read its nanos after ours and been first
        long elapsed = Math.max(0, reading - before.nanos());
        long mark = before.nanos() + elapsed;
        Duration forgiven = Duration.ofNanos(elapsed / FORGIVEN);
        Duration lag = before.lag().compareTo(forgiven) > 0 ? before.lag().minus(forgiven) : Duration.ZERO;
        Instant unslowed = before.at().plus(lag).plusNanos(elapsed);
        if (!system.isBefore(unslowed)) {
            return new Told(system, mark, Duration.ZERO, false);
        }
        if (system.isBefore(unslowed.minus(CORRECTION))) {
            return new Told(unslowed, mark, Duration.ZERO, true);
        }
        Instant slowed = before.at().plusNanos(elapsed / 2);
        Instant at = system.isBefore(slowed) ? slowed : system;
        return new Told(at, mark, Duration.between(at, unslowed), false);
    }

    private void report(Told now) {
        if (now.setBack()) {
            LOG.warn(
                    "The system's clock says {}, but {} has been seen: it was set back. Licences go by the latter; correct the clock",
                    wall.instant(),
                    now.at());
        } else {
            LOG.info("The system's clock has caught up with the highest time seen, {}", now.at());
        }
    }

    /** It can't be earlier: from now on it is not. */
    void raise(Instant signed) {
        told.updateAndGet(before -> before.at().isBefore(signed)
                ? new Told(signed, nanos.getAsLong(), Duration.ZERO, before.setBack())
                : before);
        instant();
    }

    /** It is this time now, be it earlier than what was told: the one way back, by a receipt (R10). */
    void set(Instant at) {
        told.set(new Told(at, nanos.getAsLong(), Duration.ZERO, isSetBack()));
        instant();
    }

    private boolean isSetBack() {
        return Objects.requireNonNull(told.get()).setBack();
    }

    /** What the system's clock says, where it is behind by more than a correction. */
    Optional<Instant> behind() {
        instant();
        return isSetBack() ? Optional.of(wall.instant()) : Optional.empty();
    }

    @Override
    public long nanos() {
        return nanos.getAsLong();
    }
}
