// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit as a stepped line over time, its future dashed, and what was used below it.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param description what it says, in a sentence
 * @param limits from when on which limit holds, ascending; at least one
 * @param used what was used when, ascending
 * @param from where the axis begins
 * @param until where it ends, after {@code from}
 * @param now the mark between past and future
 * @param ticks labels of the axis
 * @param words the words of the table: caption, time, limit, used
 */
public record StepChart(
        String id,
        String title,
        String description,
        List<Step> limits,
        List<Step> used,
        Instant from,
        Instant until,
        Instant now,
        List<Tick> ticks,
        Words words) {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 220;
    private static final double LEFT = 56;
    private static final double BOTTOM = 190;
    private static final double TOP = 12;

    public StepChart {
        limits = List.copyOf(limits);
        used = List.copyOf(used);
        ticks = List.copyOf(ticks);
        if (limits.isEmpty() || !from.isBefore(until)) {
            throw new IllegalArgumentException("Chart " + id + " needs a limit, and an end after its beginning");
        }
    }

    /**
     * A value from a moment on.
     *
     * @param label the moment for the reader
     */
    public record Step(Instant at, String label, long value) {}

    /** A label of the axis. */
    public record Tick(Instant at, String label) {}

    /** The words of the table beside the chart. */
    public record Words(String time, String limit, String used, String now) {}

    /** The image. */
    public String svg() {
        long greatest = Math.max(
                limits.stream().mapToLong(Step::value).max().orElse(0),
                used.stream().mapToLong(Step::value).max().orElse(0));
        Scale scale = Scale.of(greatest);
        Svg svg = Svg.image(id, WIDTH, HEIGHT, title, description);
        for (double line : scale.lines()) {
            double y = y(line, scale);
            svg.add("line", line("chart-grid", LEFT, y, WIDTH - 8, y));
            svg.label(LEFT - 6, y + 4, Long.toString((long) line), 12, "class", "chart-text", "text-anchor", "end");
        }
        for (Tick tick : ticks) {
            svg.label(x(tick.at), HEIGHT - 8, tick.label, 12, "class", "chart-text", "text-anchor", "middle");
        }
        if (!used.isEmpty()) {
            svg.add("path", "class", "chart-used", "d", area(scale));
        }
        svg.add("path", "class", "chart-limit-line", "d", path(from, earlier(now, until), scale));
        if (now.isBefore(until)) {
            svg.add("path", "class", "chart-limit-future", "stroke-dasharray", "6 4", "d", path(now, until, scale));
            svg.add("line", line("chart-now", x(now), TOP, x(now), BOTTOM));
            svg.label(x(now) + 4, TOP + 10, words.now, 16, "class", "chart-text");
        }
        for (Step point : used) {
            if (point.value > limitAt(point.at)) {
                svg.begin("circle", "class", "chart-fill-over", "cx", Svg.number(x(point.at)))
                        .with("cy", Svg.number(y((double) point.value, scale)), "r", "4")
                        .begin("title")
                        .text(point.label + ": " + point.value)
                        .end()
                        .end();
            }
        }
        return svg.add("line", line("chart-axis", LEFT, BOTTOM, WIDTH - 8, BOTTOM))
                .done();
    }

    /** The table beside it. */
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (Step step : limits) {
            rows.add(List.of(step.label, Long.toString(step.value), ""));
        }
        for (Step step : used) {
            rows.add(List.of(step.label, Long.toString(limitAt(step.at)), Long.toString(step.value)));
        }
        return new Table(title, List.of(words.time, words.limit, words.used), rows);
    }

    private long limitAt(Instant at) {
        long value = 0;
        for (Step step : limits) {
            if (!step.at.isAfter(at)) {
                value = step.value;
            }
        }
        return value;
    }

    private String path(Instant begin, Instant end, Scale scale) {
        StringBuilder path = new StringBuilder("M" + point(x(begin), y((double) limitAt(begin), scale)));
        for (Step step : limits) {
            if (step.at.isAfter(begin) && !step.at.isAfter(end)) {
                path.append('H').append(Svg.number(x(step.at)));
                path.append('V').append(Svg.number(y((double) step.value, scale)));
            }
        }
        return path.append('H').append(Svg.number(x(end))).toString();
    }

    private String area(Scale scale) {
        StringBuilder path = new StringBuilder("M" + point(x(used.get(0).at), BOTTOM));
        for (Step step : used) {
            path.append('L').append(point(x(step.at), y((double) step.value, scale)));
        }
        return path.append('L')
                .append(point(x(used.get(used.size() - 1).at), BOTTOM))
                .append('Z')
                .toString();
    }

    private double x(Instant at) {
        double part = (double) (at.toEpochMilli() - from.toEpochMilli()) / (until.toEpochMilli() - from.toEpochMilli());
        return LEFT + Math.max(0, Math.min(1, part)) * (WIDTH - 8 - LEFT);
    }

    private static double y(double value, Scale scale) {
        return BOTTOM - value / scale.top() * (BOTTOM - TOP);
    }

    private static String point(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String[] line(String type, double x1, double y1, double x2, double y2) {
        return new String[] {
            "class", type, "x1", Svg.number(x1), "y1", Svg.number(y1), "x2", Svg.number(x2), "y2", Svg.number(y2)
        };
    }
}
