// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes SVG: every text and attribute escaped, numbers the same in every locale. Not thread-safe. */
final class Svg {

    private final StringBuilder out = new StringBuilder(1024);
    private final Deque<String> open = new ArrayDeque<>();

    /** An image with a title and a description that a screen reader says. */
    static Svg image(String id, double width, double height, String title, String description) {
        return new Svg()
                .begin("svg", "class", "chart-image", "viewBox", "0 0 " + number(width) + " " + number(height))
                .with("role", "img", "aria-labelledby", id + "-title " + id + "-desc")
                .with("preserveAspectRatio", "xMinYMin meet")
                .begin("title", "id", id + "-title")
                .text(title)
                .end()
                .begin("desc", "id", id + "-desc")
                .text(description)
                .end();
    }

    /** Opens an element; attributes as name, value, name, value. */
    Svg begin(String element, String... attributes) {
        out.append('<').append(element).append('>');
        open.push(element);
        return with(attributes);
    }

    /** Adds attributes to the element that has just been opened. */
    Svg with(String... attributes) {
        out.setLength(out.length() - 1);
        for (int at = 0; at < attributes.length; at += 2) {
            out.append(' ')
                    .append(attributes[at])
                    .append("=\"")
                    .append(escaped(attributes[at + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Svg text(String text) {
        out.append(escaped(text));
        return this;
    }

    Svg end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content. */
    Svg add(String element, String... attributes) {
        return begin(element, attributes).end();
    }

    Svg line(String type, double x1, double y1, double x2, double y2) {
        return begin("line", "class", type)
                .with("x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2))
                .end();
    }

    /** A text with the whole of it as its title where it is cut. */
    Svg label(double x, double y, String text, int longest, String... attributes) {
        begin("text", "x", number(x), "y", number(y)).with(attributes);
        String cut = cut(text, longest);
        if (!cut.equals(text)) {
            begin("title").text(text).end();
        }
        return text(cut).end();
    }

    /** Hatching, so that colour is never the only sign. */
    Svg hatch(String id) {
        return begin("defs")
                .begin("pattern", "id", id, "width", "6", "height", "6", "patternUnits", "userSpaceOnUse")
                .with("patternTransform", "rotate(45)")
                .add("rect", "class", "chart-fill-over", "width", "6", "height", "6")
                .add("rect", "class", "chart-hatch", "width", "2", "height", "6")
                .end()
                .end();
    }

    String done() {
        while (!open.isEmpty()) {
            end();
        }
        return out.toString();
    }

    static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("No place in a picture: " + number);
        }
        String text = String.format(Locale.ROOT, "%.2f", number);
        String whole = text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
        return whole.equals("-0") ? "0" : whole;
    }

    static String cut(String text, int longest) {
        int length = text.codePointCount(0, text.length());
        return length <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** What XML can't hold becomes a mark, never an error: the texts come from documents of others. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
