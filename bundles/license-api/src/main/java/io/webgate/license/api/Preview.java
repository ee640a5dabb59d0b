// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.util.List;
import java.util.Optional;

/**
 * What the ledger would decide if these limits came into effect now (R9): the very function that decides then. Nothing was
 * changed.
 *
 * @param effects in the order in which they matter: what stops first, what begins to run last
 */
public record Preview(List<Effect> effects) {

    public Preview {
        effects = List.copyOf(effects);
    }

    /**
     * One effect.
     *
     * @param kind what happens
     * @param module by which module; empty where the gate as a whole opens
     * @param limit the bound that would then hold
     * @param used what is in use
     * @param seats the seats that would be cut, or served again, in order of connection
     */
    public record Effect(Kind kind, Optional<ModuleId> module, long limit, long used, List<SeatId> seats) {

        public Effect {
            seats = List.copyOf(seats);
        }
    }

    /** Kinds of effects. */
    public enum Kind {
        /** A verdict stops the gate and every plugin with it. */
        GATE_STOPS,
        /** A module's consequence begins, and the gate goes on. */
        CONSEQUENCE_BEGINS,
        /** Newcomers are refused: {@code used} is how many of those asked about (R40, R46; a withheld module too). */
        NEWCOMERS_REFUSED,
        /** Newcomers get a place, but their exchange is suspended: {@code used} is how many of those asked about. */
        NEWCOMERS_SUSPENDED,
        /** Those who have been idle for long make room for newcomers (R46). */
        DISPLACED,
        /** More, or other, seats are cut than now. */
        MORE_CUT,
        /** A module is no longer licensed and nothing of it is in use: it is withheld. */
        WITHHELD,
        /** A module is licensed again: what was withheld runs. */
        GRANTED,
        /** Some seats that are cut now are served again. */
        FEWER_CUT,
        /** A module's consequence ends. */
        CONSEQUENCE_ENDS,
        /** The last thing that kept the gate closed goes: it opens by itself. */
        GATE_OPENS;

        /** The name in API: {@code gate-stops} … */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
