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
 * front; a plain number does not, and stays one. Not thread-safe.
 */
public final class CsvSink implements Sink {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?");
    // The wide ones are the same signs to a spreadsheet set up for Japanese
    private static final String RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

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
            field(at, harmless(all.get(at).title().in(locale)));
        }
        out.write("\r\n");
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        for (int at = 0; at < cells.length; at++) {
            Object value = cells[at];
            String text = words.of(value, columns.get(at));
            field(at, value instanceof String ? harmless(text) : text);
        }
        out.write("\r\n");
    }

    @Override
    public void end(long rows, boolean cut) throws IOException {
        out.flush();
    }

    private void field(int at, String text) throws IOException {
        if (at > 0) {
            out.write(';');
        }
        if (needsQuotes(text)) {
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
            if (one == ';' || one == '"' || one == '\r' || one == '\n') {
                return true;
            }
        }
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
    }

    static String harmless(String text) {
        boolean runs = !text.isEmpty()
                && RUN.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return runs ? "'" + text : text;
    }
}
