// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What excess does: part of the module's definition, so signed by the vendor, never a customer's setting.
 *
 * @param cut who is hit
 * @param effect what happens to them
 * @param goesOn what stays allowed all the same
 * @param displaceIdle seats idle for this long may be displaced to make room (R46); empty: never
 */
public record Consequence(Cut cut, Effect effect, Set<Operation> goesOn, Optional<Duration> displaceIdle) {

    public Consequence {
        goesOn = Set.copyOf(goesOn);
        if (effect == Effect.REFUSE && cut != Cut.NEWCOMER) {
            throw new IllegalArgumentException("Effect REFUSE hits the NEWCOMER, not " + cut);
        }
        displaceIdle.ifPresent(idle -> {
            if (idle.isNegative() || idle.isZero()) {
                throw new IllegalArgumentException("Idle time " + idle + " must be positive");
            }
        });
    }

    /** The name in API and journal: {@code stop-gate}, {@code hold}, {@code suspend-newest}, {@code refuse}. */
    public String code() {
        return switch (effect) {
            case STOP_GATE -> "stop-gate";
            case HOLD -> "hold";
            case REFUSE -> "refuse";
            case SUSPEND ->
                switch (cut) {
                    case NEWEST -> "suspend-newest";
                    case ALL -> "suspend-all";
                    case NEWCOMER -> "suspend-newcomer";
                    case UNCOVERED -> "suspend-uncovered";
                };
        };
    }
}
