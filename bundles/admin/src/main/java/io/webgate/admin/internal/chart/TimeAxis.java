// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Moments from left to right. Pure.
 *
 * @param from where it begins
 * @param until where it ends, after {@code from}
 * @param left where {@code from} stands
 * @param right where {@code until} stands
 */
record TimeAxis(Instant from, Instant until, double left, double right) {

    /** A digit is about this wide; what is written in the charts is mostly digits. */
    private static final double LETTER = 6.8;

    private static final double BETWEEN = 8;
    private static final int LONGEST = 14;

    TimeAxis {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("An axis from " + from + " can't end at " + until);
        }
    }

    /** Where a moment stands; what is outside stands at the edge. */
    double x(Instant at) {
        double part = seconds(from, at) / seconds(from, until);
        return left + Math.max(0, Math.min(1, part)) * (right - left);
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && !at.isAfter(until);
    }

    /** The ticks that are within, as far as their labels leave room for each other. */
    void label(Svg svg, double y, List<StepChart.Tick> ticks) {
        double free = Double.NEGATIVE_INFINITY;
        for (StepChart.Tick tick : ticks) {
            double half = width(tick.label(), LONGEST) / 2;
            double middle = within(x(tick.at()), half);
            if (contains(tick.at()) && middle - half >= free) {
                svg.label(middle, y, tick.label(), LONGEST, "class", "chart-text", "text-anchor", "middle");
                free = middle + half + BETWEEN;
            }
        }
    }

    /** The word at a moment, moved as far as it must be to stay inside the picture. */
    void word(Svg svg, Instant at, double y, String word, int longest) {
        double middle = within(x(at), width(word, longest) / 2);
        svg.label(middle, y, word, longest, "class", "chart-text", "text-anchor", "middle");
    }

    private double within(double x, double half) {
        return Math.max(left + half, Math.min(right - half, x));
    }

    private static double width(String text, int longest) {
        return Math.min(longest, text.codePointCount(0, text.length())) * LETTER;
    }

    /** Also between moments that no count of milliseconds holds. */
    private static double seconds(Instant one, Instant other) {
        Duration between = Duration.between(one, other);
        return between.getSeconds() + between.getNano() / 1e9;
    }
}
