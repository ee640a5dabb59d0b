// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale with round steps, 1, 2 or 5 times a power of ten, of at most five steps, that holds 0 and every value. Pure.
 *
 * @param from its lower end
 * @param to its upper end
 * @param step between two lines
 */
record Axis(BigDecimal from, BigDecimal to, BigDecimal step) {

    private static final int STEPS = 5;

    static Axis of(List<BigDecimal> values) {
        BigDecimal least = values.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
        BigDecimal greatest = values.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal reach = greatest.subtract(least);
        if (reach.signum() == 0) {
            reach = BigDecimal.ONE;
            greatest = BigDecimal.ONE;
        }
        BigDecimal wanted = reach.divide(BigDecimal.valueOf(STEPS), 12, RoundingMode.UP);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(wanted.precision() - wanted.scale() - 1);
        BigDecimal step = power;
        for (int factor : new int[] {1, 2, 5, 10}) {
            step = power.multiply(BigDecimal.valueOf(factor));
            if (step.compareTo(wanted) >= 0) {
                break;
            }
        }
        return new Axis(
                least.divide(step, 0, RoundingMode.FLOOR).multiply(step),
                greatest.divide(step, 0, RoundingMode.CEILING).multiply(step),
                step);
    }

    /** Where its lines stand. */
    List<BigDecimal> lines() {
        List<BigDecimal> lines = new ArrayList<>();
        for (BigDecimal line = from; line.compareTo(to) <= 0; line = line.add(step)) {
            lines.add(line);
        }
        return lines;
    }

    /** Digits that its labels need after the mark. */
    int digits() {
        return Math.max(0, step.stripTrailingZeros().scale());
    }

    /** How high a value stands, from 0 to 1. */
    double at(BigDecimal value) {
        return value.subtract(from).doubleValue() / to.subtract(from).doubleValue();
    }
}
