// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Small arithmetic on measured figures. */
public final class Figures {

    private Figures() {}

    /** The middle one, or the mean of the two in the middle. */
    public static double median(double... figures) {
        double[] sorted = sorted(figures);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest figure that so many per cent are not above (nearest rank); of fewer than a hundred, the 99th
     * percentile is the worst.
     */
    public static double percentile(int percent, double... figures) {
        double[] sorted = sorted(figures);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    private static double[] sorted(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("There are no figures");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Three significant digits, no exponent. */
    public static String plain(double figure) {
        if (Double.isNaN(figure) || Double.isInfinite(figure)) {
            return "–";
        }
        if (Math.abs(figure) >= 100) {
            return String.valueOf(Math.round(figure));
        }
        BigDecimal rounded = new BigDecimal(figure).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
