// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One state that a configuration had.
 *
 * @param seq its number, growing over all configurations
 * @param at since when; of a change made elsewhere: when it was found
 * @param who made it; empty text for a change made elsewhere
 * @param state what was saved; empty where it was deleted
 */
public record Past(long seq, Instant at, String pid, String who, Order.Why why, Optional<State> state) {

    /** What was saved, secrets apart: of these it is only known that they were set. */
    public record State(Map<String, List<String>> values, Set<String> secrets) {

        public State {
            values = Map.copyOf(values);
            secrets = Set.copyOf(secrets);
        }
    }
}
