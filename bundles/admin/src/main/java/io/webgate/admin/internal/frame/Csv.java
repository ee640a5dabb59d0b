// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as a file that spreadsheets in Russia and elsewhere open right: UTF-8 with a mark in front, semicolons, CRLF.
 * What a spreadsheet would take for a formula is led by an apostrophe. For one thread.
 */
public final class Csv {

    /** The type of such a file. */
    public static final String TYPE = "text/csv;charset=utf-8";

    private static final String MARK = "\uFEFF";
    private static final String LINE = "\r\n";
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final StringBuilder text = new StringBuilder(MARK);

    /** Adds a row. */
    public Csv row(List<String> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(";")))
                .append(LINE);
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One cell as it stands in the file. */
    static String cell(String value) {
        String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain =
                safe.chars().noneMatch(letter -> letter == ';' || letter == '"' || letter == '\r' || letter == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
