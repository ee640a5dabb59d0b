// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.text.NumberFormat;
import java.util.Locale;

/**
 * Numbers of a chart as its reader writes them: {@code 1 000} in Russian, {@code 1,000} in English. Pure.
 *
 * @param locale of the reader
 */
record Numbers(Locale locale) {

    /** From here on the numbers of an axis are too wide to stand beside it in full. */
    private static final double COMPACT = 1e6;

    /** From here on no language has a short word. */
    private static final double WORDLESS = 1e15;

    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** The whole number, for tables and sentences. */
    String whole(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /**
     * The label of a line, short enough for the room beside the axis.
     *
     * @param line a line of that scale
     */
    String axis(double line, Scale scale) {
        if (scale.top() < COMPACT || line == 0) {
            return whole((long) line);
        }
        if (scale.top() < WORDLESS) {
            NumberFormat compact = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
            compact.setMaximumFractionDigits(1);
            return compact.format(line);
        }
        return power(line);
    }

    /** The lines of a scale have one digit that counts, or two ({@code 15}), never more. */
    private String power(double line) {
        int exponent = (int) Math.floor(Math.log10(line));
        double mantissa = line / Math.pow(10, exponent);
        NumberFormat digits = NumberFormat.getInstance(locale);
        digits.setMaximumFractionDigits(1);
        String times = digits.format(mantissa);
        StringBuilder text = new StringBuilder(times.equals("1") ? "10" : times + "·10");
        Integer.toString(exponent).chars().forEach(digit -> text.append(RAISED.charAt(digit - '0')));
        return text.toString();
    }
}
