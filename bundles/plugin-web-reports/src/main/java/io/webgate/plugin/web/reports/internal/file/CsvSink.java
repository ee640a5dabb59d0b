// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * CSV as spreadsheets in Russia and elsewhere open it right: UTF-8 with a byte order mark, semicolons, CRLF, the
 * reader's decimal mark; quoted as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe in
 * front of it, also in the middle, where a program that takes another sign for the separator would begin a cell; a plain
 * number does not, and stays one. Not thread-safe.
 */
public final class CsvSink implements Sink {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?");
    // The wide ones are the same signs to a spreadsheet set up for Japanese
    private static final String RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    // What some program takes for the end of a cell
    private static final String SEPARATORS = ",;\t\r\n";

    private final Writer out;
    private final Words words;
    private final Locale locale;
    private List<Column> columns = List.of();

    public CsvSink(OutputStream out, Locale locale) {
        // Half a surrogate pair becomes a mark, it does not end the file
        this.out = new BufferedWriter(
                new OutputStreamWriter(
                        out,
                        StandardCharsets.UTF_8
                                .newEncoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                16 * 1024);
        this.words = Words.inFile(locale);
        this.locale = locale;
    }

    @Override
    public void begin(List<Column> all) throws IOException {
        columns = all;
        out.write('\ufeff');
        for (int at = 0; at < all.size(); at++) {
            text(at, all.get(at).title().in(locale));
        }
        out.write("\r\n");
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        for (int at = 0; at < cells.length; at++) {
            Object value = cells[at];
            if (value instanceof String text) {
                text(at, text);
            } else {
                field(at, words.of(value, columns.get(at)), false);
            }
        }
        out.write("\r\n");
    }

    @Override
    public void end(long rows, boolean cut) throws IOException {
        out.flush();
    }

    private void text(int at, String text) throws IOException {
        field(at, harmless(text), needsQuotes(text));
    }

    private void field(int at, String text, boolean quoted) throws IOException {
        if (at > 0) {
            out.write(';');
        }
        if (quoted) {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        } else {
            out.write(text);
        }
    }

    private static boolean needsQuotes(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '"' || SEPARATORS.indexOf(one) >= 0) {
                return true;
            }
        }
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
    }

    /**
     * A file that is read with a comma or a tab between cells falls into other cells than it was written with: quotes no
     * longer stand where a cell begins, and then mean nothing.
     */
    static String harmless(String text) {
        if (text.isEmpty() || NUMBER.matcher(text).matches()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 2);
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && SEPARATORS.indexOf(text.charAt(to)) < 0) {
                to++;
            }
            part(safe, text, from, to);
            if (to < text.length()) {
                safe.append(text.charAt(to));
            }
            from = to + 1;
        }
        // A cell that begins with a tab or the end of a line is run from what follows
        return SEPARATORS.indexOf(text.charAt(0)) >= 0 && RUN.indexOf(text.charAt(0)) >= 0
                ? "'" + safe
                : safe.toString();
    }

    private static void part(StringBuilder safe, String text, int from, int to) {
        int sign = from;
        // Spaces and quotes in front hide a formula from some programs and not from others
        while (from > 0 && sign < to && " \"\u00a0".indexOf(text.charAt(sign)) >= 0) {
            sign++;
        }
        boolean runs = sign < to
                && RUN.indexOf(text.charAt(sign)) >= 0
                && !NUMBER.matcher(text.substring(sign, to).strip()).matches();
        safe.append(text, from, sign).append(runs ? "'" : "").append(text, sign, to);
    }
}
