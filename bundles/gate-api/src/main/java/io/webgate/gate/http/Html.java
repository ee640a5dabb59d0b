// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

/**
 * Writes the HTML of a plugin's page ({@link AdminPage}) and SVG: every text escaped, so that nothing of a database or a
 * stranger becomes markup, nor a key of the bundle's texts. Not thread-safe.
 */
public final class Html {

    private final StringBuilder out = new StringBuilder(4096);

    /** Markup of our own. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** A text, in an element or in an attribute's quotes. */
    public Html text(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // The frame replaces ${key} by the plugin's texts; a value must not ask for one
                case '$' -> out.append("&#36;");
                default -> out.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return this;
    }

    /** An element with a text. */
    public Html element(String start, String text, String name) {
        return raw(start).text(text).raw("</" + name + ">");
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
