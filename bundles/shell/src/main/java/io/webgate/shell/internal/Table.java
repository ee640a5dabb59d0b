// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns, for a console and for pipes: one record a line, two spaces at least between columns, no frame, no
 * space at the end. What a document or a device says can't move the cursor: control and formatting characters are shown as
 * {@code ?}.
 */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();
    private final boolean headed;

    private Table(boolean headed) {
        this.headed = headed;
    }

    /** A table with a heading over each column. */
    static Table of(String... headings) {
        Table table = new Table(true);
        table.lines.add(List.of(headings));
        return table;
    }

    /** Names and what is so named. */
    static Table ofFacts() {
        return new Table(false);
    }

    Table add(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return lines.size() == (headed ? 1 : 0);
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                int width = width(line.get(column));
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(width, widths.get(column)));
                }
            }
        }
        List<String> printed = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = plain(line.get(column));
                text.append(cell)
                        .append(" ".repeat(widths.get(column) - width(cell)))
                        .append(GAP);
            }
            printed.add(text.toString().stripTrailing());
        }
        return String.join("\n", printed);
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String plain(String cell) {
        return cell.codePoints()
                .map(point -> moves(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean moves(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
