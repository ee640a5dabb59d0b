// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from 0 with round steps: 1, 2 or 5 times a power of ten, never a fraction, two to five lines. Pure.
 *
 * @param top the end of the scale, at least the greatest value
 * @param step between two lines
 */
record Scale(double top, double step) {

    /** Into how many steps the greatest value is divided at most. */
    private static final double MOST_STEPS = 4;

    /** @param greatest at least 0 */
    static Scale of(long greatest) {
        if (greatest < 0) {
            throw new IllegalArgumentException("A scale from 0 can't reach " + greatest);
        }
        double reach = Math.max(1, greatest);
        double wanted = reach / MOST_STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(wanted, 1))));
        double step = power;
        for (double factor : new double[] {1, 2, 5, 10}) {
            step = factor * power;
            if (step >= wanted) {
                break;
            }
        }
        return new Scale(Math.ceil(reach / step) * step, step);
    }

    List<Double> lines() {
        List<Double> lines = new ArrayList<>();
        for (int number = 0; number * step <= top; number++) {
            lines.add(number * step);
        }
        return lines;
    }
}
