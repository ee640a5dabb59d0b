// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A limit as a stepped line over time, its future dashed, and what was used below it.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param description what it says, in a sentence
 * @param limits from when on which limit holds, ascending; at least one
 * @param used from when on how much was used, ascending; the last holds until now
 * @param from where the axis begins
 * @param until where it ends, after {@code from}
 * @param now the mark between past and future
 * @param ticks labels of the axis, ascending; one that has no room beside the one before is left out
 * @param words the words of the table: caption, time, limit, used
 * @param locale in which the reader writes numbers
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
        Words words,
        Locale locale) {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 220;
    private static final double LEFT = 64;
    private static final double RIGHT = 8;
    private static final double BOTTOM = 190;
    private static final double TOP = 26;

    public StepChart {
        limits = List.copyOf(limits);
        used = List.copyOf(used);
        ticks = List.copyOf(ticks);
        if (limits.isEmpty() || !from.isBefore(until)) {
            throw new IllegalArgumentException("Chart " + id + " needs a limit, and an end after its beginning");
        }
        if (!isAscending(limits) || !isAscending(used)) {
            throw new IllegalArgumentException("The steps of chart " + id + " must ascend in time");
        }
    }

    /**
     * A value from a moment on.
     *
     * @param label the moment for the reader
     * @param value at least 0
     */
    public record Step(Instant at, String label, long value) {

        public Step {
            if (value < 0) {
                throw new IllegalArgumentException("A chart from 0 can't show " + value);
            }
        }
    }

    /** A label of the axis. */
    public record Tick(Instant at, String label) {}

    /** The words of the table beside the chart. */
    public record Words(String time, String limit, String used, String now) {}

    /** The image. */
    public String svg() {
        long greatest = Stream.concat(limits.stream(), used.stream())
                .mapToLong(Step::value)
                .max()
                .orElse(0);
        Scale scale = Scale.of(greatest);
        Numbers numbers = new Numbers(locale);
        TimeAxis axis = axis();
        Svg svg = Svg.image(id, WIDTH, HEIGHT, title, description);
        for (double line : scale.lines()) {
            double y = y(line, scale);
            svg.line("chart-grid", LEFT, y, WIDTH - RIGHT, y);
            svg.label(LEFT - 6, y + 4, numbers.axis(line, scale), 12, "class", "chart-text", "text-anchor", "end");
        }
        axis.label(svg, HEIGHT - 8, ticks);
        if (used.stream().anyMatch(step -> !step.at.isAfter(usedUntil()))) {
            svg.add("path", "class", "chart-used", "d", area(axis, scale));
        }
        if (now.isAfter(from)) {
            svg.add("path", "class", "chart-limit-line", "d", steps(limits, from, earlier(now, until), axis, scale));
        }
        if (now.isBefore(until)) {
            svg.begin("path", "class", "chart-limit-future", "stroke-dasharray", "6 4")
                    .with("d", steps(limits, later(now, from), until, axis, scale))
                    .end();
        }
        if (axis.contains(now)) {
            svg.line("chart-now", axis.x(now), TOP - 10, axis.x(now), BOTTOM);
            axis.word(svg, now, TOP - 14, words.now, 16);
        }
        for (Step point : excesses()) {
            svg.begin("circle", "class", "chart-fill-over", "cx", Svg.number(axis.x(point.at)))
                    .with("cy", Svg.number(y((double) point.value, scale)), "r", "4")
                    .begin("title")
                    .text(point.label + ": " + numbers.whole(point.value))
                    .end()
                    .end();
        }
        return svg.line("chart-axis", LEFT, BOTTOM, WIDTH - RIGHT, BOTTOM).done();
    }

    /** The table beside it, a row for each moment at which something changed, also outside the picture. */
    public Table table() {
        Numbers numbers = new Numbers(locale);
        Map<Instant, String> moments = new TreeMap<>();
        Stream.concat(limits.stream(), used.stream()).forEach(step -> moments.putIfAbsent(step.at, step.label));
        List<List<String>> rows = new ArrayList<>();
        moments.forEach((at, label) -> rows.add(
                List.of(label, numbers.whole(at(limits, at)), isKnown(at) ? numbers.whole(at(used, at)) : "")));
        return new Table(title, List.of(words.time, words.limit, words.used), rows);
    }

    /** Whether anybody knows what was in use then. */
    private boolean isKnown(Instant at) {
        return !used.isEmpty() && !at.isBefore(used.get(0).at) && !at.isAfter(later(now, used.get(used.size() - 1).at));
    }

    /** The moments at which more came to be in use than allowed, because use grew or because the limit fell. */
    List<Step> excesses() {
        return Stream.concat(used.stream(), limits.stream())
                .filter(step -> !step.at.isBefore(from) && !step.at.isAfter(usedUntil()))
                .map(step -> new Step(step.at, step.label, at(used, step.at)))
                .filter(step -> step.value > at(limits, step.at))
                .distinct()
                .toList();
    }

    /** What is used holds until now; where something was noted later, until then. */
    private Instant usedUntil() {
        Instant last = used.isEmpty() ? from : used.get(used.size() - 1).at;
        return earlier(later(last, now), until);
    }

    /** The value that holds at a moment: that of the last step until then, before the first 0. */
    private static long at(List<Step> steps, Instant at) {
        long value = 0;
        for (Step step : steps) {
            if (!step.at.isAfter(at)) {
                value = step.value;
            }
        }
        return value;
    }

    private static String steps(List<Step> steps, Instant begin, Instant end, TimeAxis axis, Scale scale) {
        StringBuilder path = new StringBuilder("M" + point(axis.x(begin), y((double) at(steps, begin), scale)));
        for (Step step : steps) {
            if (step.at.isAfter(begin) && !step.at.isAfter(end)) {
                path.append('H').append(Svg.number(axis.x(step.at)));
                path.append('V').append(Svg.number(y((double) step.value, scale)));
            }
        }
        return path.append('H').append(Svg.number(axis.x(end))).toString();
    }

    private String area(TimeAxis axis, Scale scale) {
        Instant begin = later(used.get(0).at, from);
        Instant end = usedUntil();
        String over = steps(used, begin, end, axis, scale);
        return "M" + point(axis.x(begin), BOTTOM) + "L" + over.substring(1) + "V" + Svg.number(BOTTOM) + "Z";
    }

    private TimeAxis axis() {
        return new TimeAxis(from, until, LEFT, WIDTH - RIGHT);
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

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean isAscending(List<Step> steps) {
        for (int number = 1; number < steps.size(); number++) {
            if (steps.get(number).at.isBefore(steps.get(number - 1).at)) {
                return false;
            }
        }
        return true;
    }
}
