// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.http.Html;
import io.webgate.plugin.web.reports.internal.file.Words;
import io.webgate.plugin.web.reports.internal.report.Chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report's chart as SVG, drawn with the page's own classes, so that it follows theme, contrast and print. The table
 * below is its text. Pure.
 *
 * @param title for who can't see it
 * @param description what it shows, in a sentence
 * @param points in the order of the rows
 */
record ChartSvg(Chart.Kind kind, String title, String description, List<Point> points, Locale locale) {

    /** As many points as can be told apart. */
    static final int MOST = 366;

    private static final double WIDTH = 640;
    private static final double HEIGHT = 240;
    private static final double LEFT = 72;
    private static final double RIGHT = 8;
    private static final double TOP = 12;
    private static final double BOTTOM = 212;
    private static final double LETTER = 6.6;
    private static final int LONGEST_LABEL = 16;

    ChartSvg {
        points = List.copyOf(points);
    }

    /**
     * A value.
     *
     * @param label under the axis
     * @param value empty: the row has none, a gap
     * @param told the value for the reader
     */
    record Point(String label, Optional<BigDecimal> value, String told) {}

    String svg() {
        Axis axis =
                Axis.of(points.stream().flatMap(point -> point.value().stream()).toList());
        Words words = Words.onPage(locale);
        Html out = new Html()
                .raw(
                        "<svg class=\"chart-image\" role=\"img\" aria-labelledby=\"chart-title chart-desc\" viewBox=\"0 0 ")
                .raw(number(WIDTH) + " " + number(HEIGHT) + "\" preserveAspectRatio=\"xMinYMin meet\">")
                .element("<title id=\"chart-title\">", title, "title")
                .element("<desc id=\"chart-desc\">", description, "desc");
        for (BigDecimal line : axis.lines()) {
            double y = y(axis, line);
            out.raw("<line class=\"chart-grid\"" + span(LEFT, y, WIDTH - RIGHT, y) + "/>");
            label(out, LEFT - 6, y + 4, "end", words.number(line, axis.digits()));
        }
        double zero = y(axis, BigDecimal.ZERO);
        if (kind == Chart.Kind.BAR) {
            bars(out, axis, zero);
        } else {
            line(out, axis);
        }
        labels(out);
        return out.raw("<line class=\"chart-axis\"" + span(LEFT, zero, WIDTH - RIGHT, zero) + "/></svg>")
                .toString();
    }

    private void bars(Html out, Axis axis, double zero) {
        double wide = Math.max(1, step() * 0.72);
        for (int at = 0; at < points.size(); at++) {
            Point point = points.get(at);
            if (point.value().isPresent()) {
                double y = y(axis, point.value().get());
                out.raw("<rect x=\"" + number(x(at) - wide / 2) + "\" y=\"" + number(Math.min(y, zero)))
                        .raw("\" width=\"" + number(wide) + "\" height=\"" + number(Math.abs(y - zero)) + "\">");
                told(out, point).raw("</rect>");
            }
        }
    }

    private void line(Html out, Axis axis) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int at = 0; at < points.size(); at++) {
            Optional<BigDecimal> value = points.get(at).value();
            if (value.isPresent()) {
                path.append(drawing ? 'L' : 'M')
                        .append(number(x(at)))
                        .append(' ')
                        .append(number(y(axis, value.get())));
            }
            drawing = value.isPresent();
        }
        out.raw("<path class=\"chart-line\" d=\"" + path + "\"/>");
        for (int at = 0; at < points.size(); at++) {
            Point point = points.get(at);
            if (point.value().isPresent()) {
                out.raw("<circle r=\"" + (points.size() > 60 ? "2" : "3.5") + "\" cx=\"" + number(x(at)))
                        .raw("\" cy=\"" + number(y(axis, point.value().get())) + "\">");
                told(out, point).raw("</circle>");
            }
        }
    }

    private static Html told(Html out, Point point) {
        return out.element("<title>", point.label() + ": " + point.told(), "title");
    }

    /** As many labels as have room, evenly. */
    private void labels(Html out) {
        List<String> cut = new ArrayList<>();
        int longest = 1;
        for (Point point : points) {
            String text = point.label();
            int letters = text.codePointCount(0, text.length());
            String shown = letters <= LONGEST_LABEL
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
            cut.add(shown);
            longest = Math.max(longest, Math.min(letters, LONGEST_LABEL));
        }
        int every = (int) Math.max(1, Math.ceil((longest * LETTER + 8) / step()));
        for (int at = 0; at < cut.size(); at += every) {
            String anchor = "middle";
            double half = cut.get(at).length() * LETTER / 2;
            double x = x(at);
            if (x + half > WIDTH - RIGHT) {
                anchor = "end";
                x = WIDTH - RIGHT;
            }
            label(out, x, HEIGHT - 10, anchor, cut.get(at));
        }
    }

    private static void label(Html out, double x, double y, String anchor, String text) {
        out.raw("<text class=\"chart-text\" text-anchor=\"" + anchor + "\" x=\"" + number(x) + "\" y=\"" + number(y))
                .element("\">", text, "text");
    }

    private double step() {
        return (WIDTH - RIGHT - LEFT) / Math.max(1, points.size());
    }

    private double x(int at) {
        return LEFT + (at + 0.5) * step();
    }

    private static double y(Axis axis, BigDecimal value) {
        return BOTTOM - axis.at(value) * (BOTTOM - TOP);
    }

    private static String span(double x1, double y1, double x2, double y2) {
        return " x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2)
                + "\"";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
