// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One counted unit in use.
 *
 * @param id its name
 * @param order its place in the order of connection; unique, growing
 * @param fence a number that grows with every grant, so that a late holder of an older grant can be told (I4)
 * @param module what is used
 * @param subject who uses it
 * @param group what several seats of one application share, e.g. a scale manager
 * @param weight how many units it counts, at least 0
 * @param features the features that its profile uses
 * @param connectedAt when it was granted
 */
public record Seat(
        SeatId id,
        long order,
        long fence,
        ModuleId module,
        Subject subject,
        Optional<String> group,
        long weight,
        Set<Feature> features,
        Instant connectedAt) {

    public Seat {
        features = Set.copyOf(features);
        if (weight < 0) {
            throw new IllegalArgumentException("Weight " + weight + " of seat " + id + " must not be negative");
        }
    }
}
