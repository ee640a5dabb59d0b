// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.Optional;

/**
 * One line of the table.
 *
 * @param goal which goal of the assurance plan it belongs to
 * @param name what was measured
 * @param unit of ours and baseline
 * @param ours the figure
 * @param ratio against the baseline; empty for an absolute figure
 * @param bound on the ratio, or on the absolute figure, in its unit
 */
public record Row(String goal, String name, String unit, double ours, Optional<Ratio> ratio, Optional<Bound> bound) {

    /** A ratio that fails the run where its bound is missed. */
    public static Row bounded(String goal, String name, String unit, Ratio ratio, Bound bound) {
        return new Row(goal, name, unit, ratio.ours(), Optional.of(ratio), Optional.of(bound));
    }

    /** A ratio for which no bound was agreed. */
    public static Row compared(String goal, String name, String unit, Ratio ratio) {
        return new Row(goal, name, unit, ratio.ours(), Optional.of(ratio), Optional.empty());
    }

    /** An absolute figure with its goal: another machine has others, so it fails nothing. */
    public static Row absolute(String goal, String name, String unit, double figure, Bound bound) {
        return new Row(goal, name, unit, figure, Optional.empty(), Optional.of(bound));
    }

    /** An absolute figure. */
    public static Row reported(String goal, String name, String unit, double figure) {
        return new Row(goal, name, unit, figure, Optional.empty(), Optional.empty());
    }

    /** Whether it fails the run: only ratios do. */
    public boolean isMissed() {
        return ratio.isPresent()
                && bound.filter(limit -> !limit.holds(ratio.get().ratio())).isPresent();
    }

    /** In one or two words. */
    public String result() {
        if (bound.isEmpty()) {
            return "reported";
        }
        if (ratio.isPresent()) {
            return isMissed() ? "MISSED" : "ok";
        }
        return bound.get().holds(ours) ? "goal met" : "goal not met";
    }
}
