// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What holds from when until when, a bar each; without an end an arrow. What ended before the axis begins, or begins
 * after it ends, is counted below the picture and stands in its table.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param description what it says, in a sentence
 * @param rows the bars, from top to bottom
 * @param from where the axis begins
 * @param until where it ends, after {@code from}
 * @param now where the mark stands
 * @param words what is written into it
 * @param ticks labels of the axis, ascending; one that has no room beside the one before is left out
 * @param headers of the table: what, from, until, state
 */
public record Timeline(
        String id,
        String title,
        String description,
        List<Row> rows,
        Instant from,
        Instant until,
        Instant now,
        Words words,
        List<StepChart.Tick> ticks,
        List<String> headers) {

    private static final double WIDTH = 640;
    private static final double LEFT = 170;
    private static final double RIGHT = 14;
    private static final double TOP = 24;
    private static final double ROW = 30;
    private static final double NOTE = 20;
    private static final double THINNEST = 2;

    public Timeline {
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
        headers = List.copyOf(headers);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("Timeline " + id + " must end after it begins");
        }
    }

    /**
     * A bar.
     *
     * @param end empty: open
     * @param state code of the state, for the colour
     * @param cells texts for the table: from, until, state
     */
    public record Row(String label, Instant begin, Optional<Instant> end, String state, List<String> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * What is written into a timeline.
     *
     * @param now at the mark
     * @param earlier in the table, of a row that ended before the picture begins
     * @param later in the table, of a row that begins after the picture ends
     * @param others below the picture: how many rows stand only in the table
     */
    public record Words(String now, String earlier, String later, LongFunction<String> others) {}

    /** The image. */
    public String svg() {
        List<Row> shown = rows.stream().filter(this::isShown).toList();
        double bottom = TOP + shown.size() * ROW;
        Optional<String> note = shown.size() < rows.size()
                ? Optional.of(words.others.apply(rows.size() - shown.size()))
                : Optional.empty();
        TimeAxis axis = new TimeAxis(from, until, LEFT, WIDTH - RIGHT);
        Svg svg = Svg.image(
                id,
                WIDTH,
                bottom + 24 + (note.isPresent() ? NOTE : 0),
                title,
                note.map(others -> description + " " + others).orElse(description));
        for (StepChart.Tick tick : ticks) {
            if (axis.contains(tick.at())) {
                svg.line("chart-grid", axis.x(tick.at()), TOP, axis.x(tick.at()), bottom);
            }
        }
        axis.label(svg, bottom + 16, ticks);
        for (int at = 0; at < shown.size(); at++) {
            bar(svg, axis, shown.get(at), TOP + at * ROW);
        }
        if (axis.contains(now)) {
            svg.line("chart-now", axis.x(now), 14, axis.x(now), bottom);
            axis.word(svg, now, 11, words.now, 20);
        }
        note.ifPresent(others -> svg.label(0, bottom + 16 + NOTE, others, 90, "class", "chart-text"));
        return svg.done();
    }

    private static void bar(Svg svg, TimeAxis axis, Row row, double top) {
        double begin = axis.x(row.begin);
        double end = axis.x(row.end.orElse(axis.until()));
        double width = Math.max(THINNEST, end - begin);
        svg.label(0, top + 19, row.label, 22, "class", "chart-text");
        svg.begin("rect", "class", "chart-bar chart-fill-" + row.state)
                .with("x", Svg.number(begin), "y", Svg.number(top + 6))
                .with("width", Svg.number(width), "height", Svg.number(ROW - 12), "rx", "3")
                .begin("title")
                .text(row.label + ": " + String.join(" – ", row.cells))
                .end()
                .end();
        if (row.end.isEmpty()) {
            double middle = top + ROW / 2;
            double tip = begin + width;
            svg.add(
                    "path",
                    "class",
                    "chart-arrow chart-fill-" + row.state,
                    "d",
                    "M" + Svg.number(tip) + " " + Svg.number(middle - 8) + "L"
                            + Svg.number(tip + 10) + " " + Svg.number(middle) + "L" + Svg.number(tip) + " "
                            + Svg.number(middle + 8) + "Z");
        }
    }

    /** The table beside it: every row, also those that the picture leaves out, with the reason. */
    public Table table() {
        return new Table(title, headers, rows.stream().map(this::cells).toList());
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.label);
        cells.addAll(row.cells);
        if (!isShown(row)) {
            int last = cells.size() - 1;
            cells.set(last, cells.get(last) + " · " + (isEarlier(row) ? words.earlier : words.later));
        }
        return cells;
    }

    private boolean isShown(Row row) {
        return !isEarlier(row) && row.begin.isBefore(until);
    }

    private boolean isEarlier(Row row) {
        return row.end.filter(end -> !end.isAfter(from)).isPresent();
    }
}
