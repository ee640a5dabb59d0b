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
    private static final double HEIGHT = 24;
    private static final double BAR = 14;
    private static final double TOP = 5;

    /** One of a million is seen too, and so is one too many. */
    private static final double THINNEST = 3;

    public Gauge {
        if (used < 0 || limit < 0) {
            throw new IllegalArgumentException("Gauge " + id + " can't show " + used + " of " + limit);
        }
    }

    /** The image. */
    public String svg() {
        long whole = Math.max(Math.max(used, limit), 1);
        double limitAt = WIDTH * limit / whole;
        Svg svg = new Svg()
                .begin("svg", "class", "chart-image chart-gauge")
                .with("viewBox", "0 0 " + Svg.number(WIDTH) + " " + Svg.number(HEIGHT))
                .with("role", "meter", "aria-label", label, "aria-valuetext", valueText)
                .with("aria-valuemin", "0", "aria-valuemax", Long.toString(whole))
                .with("aria-valuenow", Long.toString(used))
                .hatch(id + "-hatch");
        box(svg, 0, WIDTH, "chart-track");
        double within = Math.min(used, limit);
        if (within > 0) {
            box(svg, 0, Math.max(THINNEST, WIDTH * within / whole), "chart-fill-" + state);
        }
        if (used > limit) {
            double begin = Math.min(limitAt, WIDTH - THINNEST);
            box(svg, begin, WIDTH - begin, "chart-beyond", "fill", "url(#" + id + "-hatch)");
        }
        double mark = Math.min(Math.max(limitAt, 1), WIDTH - 1);
        return svg.line("chart-limit", mark, 0, mark, HEIGHT).done();
    }

    private static void box(Svg svg, double x, double width, String type, String... more) {
        svg.begin("rect", "class", type)
                .with("x", Svg.number(x), "y", Svg.number(TOP))
                .with("width", Svg.number(width), "height", Svg.number(BAR), "rx", "3")
                .with(more)
                .end();
    }
}
