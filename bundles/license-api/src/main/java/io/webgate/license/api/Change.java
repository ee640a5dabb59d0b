// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can happen to the ledger's state. All changes pass one queue (D4); {@code decide} answers each with a
 * {@link Reply}.
 */
public sealed interface Change {

    /**
     * Someone takes a seat, or comes back to its own.
     *
     * @param seat the id that a new seat gets
     * @param module what is to be used
     * @param subject who
     * @param group what several seats share; nothing where the module is no {@link Module#aggregate() aggregate}
     * @param weight how many units, at least 0; at least 1 where the module is no aggregate
     * @param features what the profile uses
     * @param lastActiveAt when a person last worked at it, where the application says so; who does not say is at work now (R46)
     * @param mostOfDevice how many seats of this module the device's enrolment allows (D8)
     * @param lives how long the seat lives without keep-alive
     * @param idle seats of the module that nobody has worked at for long, longest idle first; the ledger fills it in
     */
    record Connect(
            SeatId seat,
            ModuleId module,
            Subject subject,
            Optional<String> group,
            long weight,
            Set<Feature> features,
            Optional<Instant> lastActiveAt,
            long mostOfDevice,
            Duration lives,
            List<SeatId> idle)
            implements Change {

        public Connect {
            features = Set.copyOf(features);
            idle = List.copyOf(idle);
            group.ifPresent(text -> io.webgate.license.api.Bounded.text("Group", text, 128));
            if (weight < 0) {
                throw new IllegalArgumentException("Weight " + weight + " must not be negative");
            }
            if (lives.isNegative() || lives.isZero()) {
                throw new IllegalArgumentException("A seat's life of " + lives + " must be positive");
            }
        }

        /** Someone who is at work now. */
        public Connect(
                SeatId seat,
                ModuleId module,
                Subject subject,
                Optional<String> group,
                long weight,
                Set<Feature> features,
                long mostOfDevice,
                Duration lives) {
            this(seat, module, subject, group, weight, features, Optional.empty(), mostOfDevice, lives);
        }

        /** Someone whose application says when a person last worked at it. */
        public Connect(
                SeatId seat,
                ModuleId module,
                Subject subject,
                Optional<String> group,
                long weight,
                Set<Feature> features,
                Optional<Instant> lastActiveAt,
                long mostOfDevice,
                Duration lives) {
            this(seat, module, subject, group, weight, features, lastActiveAt, mostOfDevice, lives, List.of());
        }

        /** The same wish of one that is a unit at least and stands in the order for itself. */
        public Connect single() {
            return group.isEmpty() && weight > 0
                    ? this
                    : new Connect(
                            seat,
                            module,
                            subject,
                            Optional.empty(),
                            Math.max(1, weight),
                            features,
                            lastActiveAt,
                            mostOfDevice,
                            lives,
                            idle);
        }

        /** The same wish, and who could make room for it. */
        public Connect besides(List<SeatId> leastActive) {
            return new Connect(
                    seat, module, subject, group, weight, features, lastActiveAt, mostOfDevice, lives, leastActive);
        }
    }

    /** The holder is still there. Touches memory only. */
    record KeepAlive(SeatId seat) implements Change {}

    /** A seat ends, by its holder's wish or because its plugin went. */
    record Leave(SeatId seat, EndReason reason) implements Change {}

    /**
     * An administrator closes a seat.
     *
     * @param reason told to its holder; kept on one line and within {@link LocalizedText#LONGEST_QUOTED} characters
     * @param hold how long its subject stays out; zero: not at all
     */
    record Evict(SeatId seat, String by, Optional<String> reason, Duration hold) implements Change {

        public Evict {
            reason = Remark.of(reason);
        }
    }

    /** A meter reports what is configured or counted. */
    record Configured(ModuleId module, long count) implements Change {

        public Configured {
            if (count < 0) {
                throw new IllegalArgumentException("Count " + count + " of " + module + " is negative");
            }
        }
    }

    /** The gate's own settings: how many sessions it supports of each module (R32); a module without one is as licensed. */
    record Bounded(Map<ModuleId, Long> sessions) implements Change {

        public Bounded {
            sessions = Map.copyOf(sessions);
            sessions.forEach((module, bound) -> {
                if (bound < 0) {
                    throw new IllegalArgumentException("Bound " + bound + " of " + module + " is negative");
                }
            });
        }
    }

    /**
     * The customer's switch for displacing (R46): from which idle time on a seat of a module may make room for another; a
     * module without one displaces nobody, and so does one whose vendor does not admit it.
     */
    record Displacing(Map<ModuleId, Duration> idle) implements Change {

        public Displacing {
            idle = Map.copyOf(idle);
            idle.forEach((module, time) -> {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("Idle time " + time + " of " + module + " must be positive");
                }
            });
        }
    }

    /** The registry's limits changed. */
    record NewLimits(Limits limits) implements Change {}

    /** Time passed, and these seats were not kept alive. */
    record TimePassed(List<SeatId> lapsed) implements Change {

        public TimePassed {
            lapsed = List.copyOf(lapsed);
        }
    }

    /**
     * An administrator stops the gate.
     *
     * @param reason told to everyone whom the stopped gate refuses; bounded as with {@link Evict}
     */
    record Stop(String by, Optional<String> reason) implements Change {

        public Stop {
            reason = Remark.of(reason);
        }
    }

    /** An administrator opens the gate again (R54). */
    record Resume(String by) implements Change {}

    /** The watchdog reports what it stopped for a verdict (R56). */
    record Stopped(long verdict, List<String> bundles) implements Change {

        public Stopped {
            bundles = List.copyOf(bundles);
        }
    }
}
