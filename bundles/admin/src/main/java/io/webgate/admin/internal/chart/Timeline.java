// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What holds from when until when, a bar each; without an end an arrow.
 *
 * @param id unique on the page
 * @param title of the chart
 * @param description what it says, in a sentence
 * @param rows the bars, from top to bottom
 * @param from where the axis begins
 * @param until where it ends, after {@code from}
 * @param now where the mark stands
 * @param nowLabel the mark's word
 * @param ticks labels of the axis
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
        String nowLabel,
        List<StepChart.Tick> ticks,
        List<String> headers) {

    private static final double WIDTH = 640;
    private static final double LEFT = 170;
    private static final double RIGHT = 14;
    private static final double TOP = 24;
    private static final double ROW = 30;

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

    /** The image. */
    public String svg() {
        double bottom = TOP + rows.size() * ROW;
        Svg svg = Svg.image(id, WIDTH, bottom + 24, title, description);
        for (StepChart.Tick tick : ticks) {
            svg.add(
                    "line",
                    "class",
                    "chart-grid",
                    "x1",
                    Svg.number(x(tick.at())),
                    "x2",
                    Svg.number(x(tick.at())),
                    "y1",
                    Svg.number(TOP),
                    "y2",
                    Svg.number(bottom));
            svg.label(x(tick.at()), bottom + 16, tick.label(), 12, "class", "chart-text", "text-anchor", "middle");
        }
        for (int at = 0; at < rows.size(); at++) {
            bar(svg, rows.get(at), TOP + at * ROW);
        }
        svg.add(
                "line",
                "class",
                "chart-now",
                "x1",
                Svg.number(x(now)),
                "x2",
                Svg.number(x(now)),
                "y1",
                "14",
                "y2",
                Svg.number(bottom));
        return svg.label(x(now), 11, nowLabel, 20, "class", "chart-text", "text-anchor", "middle")
                .done();
    }

    private void bar(Svg svg, Row row, double top) {
        double begin = x(row.begin);
        double end = x(row.end.orElse(until));
        double width = Math.max(2, end - begin);
        svg.label(0, top + 19, row.label, 22, "class", "chart-text");
        svg.begin(
                        "rect",
                        "class",
                        "chart-bar chart-fill-" + row.state,
                        "x",
                        Svg.number(begin),
                        "y",
                        Svg.number(top + 6))
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
                    "chart-arrow",
                    "d",
                    "M" + Svg.number(tip) + " " + Svg.number(middle - 8) + "L"
                            + Svg.number(tip + 10) + " " + Svg.number(middle) + "L" + Svg.number(tip) + " "
                            + Svg.number(middle + 8) + "Z");
        }
    }

    /** The table beside it. */
    public Table table() {
        return new Table(
                title,
                headers,
                rows.stream()
                        .map(row -> java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(row.label), row.cells.stream())
                                .toList())
                        .toList());
    }

    private double x(Instant at) {
        double part = (double) (at.toEpochMilli() - from.toEpochMilli()) / (until.toEpochMilli() - from.toEpochMilli());
        return LEFT + Math.max(0, Math.min(1, part)) * (WIDTH - RIGHT - LEFT);
    }
}
