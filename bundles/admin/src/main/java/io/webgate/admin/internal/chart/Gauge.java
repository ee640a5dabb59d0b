// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

/**
 * A bar: how much of a limit is used, with what goes beyond it hatched.
 *
 * @param id unique on the page
 * @param label what is measured
 * @param used at least 0
 * @param limit at least 0
 * @param state code of the state, for the colour: {@code ok}, {@code near}, {@code full}, {@code over}, {@code none}
 * @param valueText the measure in words
 */
public record Gauge(String id, String label, long used, long limit, String state, String valueText) {

    private static final double WIDTH = 320;
    private static final double BAR = 14;
    private static final double TOP = 5;

    public Gauge {
        if (used < 0 || limit < 0) {
            throw new IllegalArgumentException("Gauge " + id + " can't show " + used + " of " + limit);
        }
    }

    /** The image. */
    public String svg() {
        double whole = Math.max(Math.max((double) used, (double) limit), 1);
        double usedWidth = WIDTH * used / whole;
        double limitAt = WIDTH * limit / whole;
        Svg svg = new Svg()
                .begin("svg", "class", "chart-image chart-gauge", "viewBox", "0 0 " + Svg.number(WIDTH) + " 24")
                .with("role", "meter", "aria-label", label, "aria-valuetext", valueText)
                .with("aria-valuemin", "0", "aria-valuemax", Long.toString(Math.max(Math.max(used, limit), 1)))
                .with("aria-valuenow", Long.toString(used))
                .hatch(id + "-hatch")
                .add("rect", box(0, WIDTH, "chart-track"));
        if (used > 0) {
            svg.add("rect", box(0, Math.min(usedWidth, limitAt), "chart-fill-" + state));
        }
        if (used > limit) {
            svg.add("rect", box(limitAt, usedWidth - limitAt, "chart-beyond", "fill", "url(#" + id + "-hatch)"));
        }
        double mark = Math.min(Math.max(limitAt, 1), WIDTH - 1);
        return svg.add(
                        "line",
                        "class",
                        "chart-limit",
                        "x1",
                        Svg.number(mark),
                        "x2",
                        Svg.number(mark),
                        "y1",
                        "0",
                        "y2",
                        "24")
                .done();
    }

    private static String[] box(double x, double width, String type, String... more) {
        String[] all = new String[12 + more.length - 2 + 2];
        String[] fixed = {
            "class",
            type,
            "x",
            Svg.number(x),
            "y",
            Svg.number(TOP),
            "width",
            Svg.number(width),
            "height",
            Svg.number(BAR),
            "rx",
            "3"
        };
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return all;
    }
}
