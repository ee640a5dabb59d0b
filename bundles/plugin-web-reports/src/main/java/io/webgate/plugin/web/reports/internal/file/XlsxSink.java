// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.file;

import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/**
 * A workbook of one sheet: numbers, days and truths as such, the head frozen. Texts stand in their cells, not in the
 * workbook's table of texts, which would have to stay in memory. Not thread-safe.
 */
public final class XlsxSink implements Sink {

    private static final int FLUSHED_AT = 256;
    private static final int LONGEST_CELL = 32_767;
    private static final int LONGEST_SHEET = 31;
    private static final int SURVEYED = 40;
    // Beyond so many digits a sheet rounds: where they are shown, the text is the truth
    private static final int EXACT_DIGITS = 15;

    private final OutputStream out;
    private final String title;
    private final Locale locale;
    private List<Column> columns = List.of();
    private @Nullable Workbook book;
    private @Nullable Worksheet sheet;
    private int next;
    private int flushed;

    public XlsxSink(OutputStream out, String title, Locale locale) {
        this.out = out;
        this.title = title;
        this.locale = locale;
    }

    @Override
    public void begin(List<Column> all) throws IOException {
        columns = all;
        Workbook made = new Workbook(out, "WebGate", "01.0000");
        Worksheet first = made.newWorksheet(sheetName(title));
        book = made;
        sheet = first;
        first.freezePane(0, 1);
        first.repeatRows(0);
        for (int at = 0; at < all.size(); at++) {
            String text = clean(all.get(at).title().in(locale));
            first.inlineString(0, at, text);
            first.width(at, Math.min(SURVEYED, Math.max(width(all.get(at)), text.length() + 2.0)));
        }
        if (!all.isEmpty()) {
            first.range(0, 0, 0, all.size() - 1).style().bold().set();
        }
        next = 1;
        flushed = 1;
    }

    private static double width(Column column) {
        return switch (column.type()) {
            case TEXT -> 24;
            case TIME -> 18;
            default -> 12;
        };
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        Worksheet to = begun(sheet);
        for (int at = 0; at < cells.length; at++) {
            Object value = cells[at];
            if (value instanceof Long || value instanceof BigDecimal) {
                number(to, at, (Number) value);
            } else if (value instanceof LocalDate day) {
                if (day.getYear() < 1901) {
                    to.inlineString(next, at, day.toString());
                } else {
                    to.value(next, at, day);
                }
            } else if (value instanceof LocalDateTime time) {
                if (time.getYear() < 1901) {
                    to.inlineString(next, at, time.toString());
                } else {
                    to.value(next, at, time);
                }
            } else if (value instanceof Boolean bool) {
                to.value(next, at, bool);
            } else if (value != null) {
                to.inlineString(next, at, clean(value.toString()));
            }
        }
        next++;
        if (next - flushed >= FLUSHED_AT) {
            flush(to);
        }
    }

    private void number(Worksheet to, int at, Number value) {
        BigDecimal number = value instanceof BigDecimal exact ? exact : BigDecimal.valueOf(value.longValue());
        // What stands behind the shown digits, as floating sums and averages have it, makes no text of a number
        BigDecimal seen = number.setScale(columns.get(at).digits(), RoundingMode.HALF_UP);
        if (seen.stripTrailingZeros().precision() > EXACT_DIGITS) {
            to.inlineString(next, at, number.toPlainString());
        } else {
            to.value(next, at, value);
        }
    }

    /** A style for each column of the rows that go out now: one for each cell costs more than the cell. */
    private void flush(Worksheet to) throws IOException {
        for (int at = 0; at < columns.size(); at++) {
            String format = format(columns.get(at));
            if (!format.isEmpty() && next > flushed) {
                to.range(flushed, at, next - 1, at).style().format(format).set();
            }
        }
        to.flush();
        flushed = next;
    }

    private static String format(Column column) {
        return switch (column.type()) {
            case INTEGER -> "#,##0";
            case NUMBER -> column.digits() == 0 ? "#,##0" : "#,##0." + "0".repeat(column.digits());
            case DATE -> "dd.mm.yyyy";
            case TIME -> "dd.mm.yyyy hh:mm";
            case TEXT, BOOLEAN -> "";
        };
    }

    @Override
    public void end(long rows, boolean cut) throws IOException {
        Worksheet last = begun(sheet);
        flush(last);
        last.finish();
        begun(book).finish();
        out.flush();
    }

    private static <T> T begun(@Nullable T one) {
        if (one == null) {
            throw new IllegalStateException("A workbook begins before it has rows");
        }
        return one;
    }

    /** What a sheet may be called. */
    static String sheetName(String title) {
        String safe = clean(title)
                .replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", " ")
                .replaceAll("^'+|'+$", "")
                .strip();
        if (safe.length() > LONGEST_SHEET) {
            int end = Character.isHighSurrogate(safe.charAt(LONGEST_SHEET - 1)) ? LONGEST_SHEET - 1 : LONGEST_SHEET;
            safe = safe.substring(0, end).replaceAll("'+$", "").strip();
        }
        return safe.isEmpty() || safe.equalsIgnoreCase("history") ? "Report" : safe;
    }

    /** What XML can't hold becomes a mark; what a cell can't, is cut. */
    static String clean(String text) {
        boolean plain = text.length() <= LONGEST_CELL;
        for (int at = 0; plain && at < text.length(); at++) {
            char one = text.charAt(at);
            plain = (one >= ' ' && one < 0xD800) || one == '\n' || one == '\t';
        }
        if (plain) {
            return text;
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST_CELL));
        for (int at = 0; at < text.length() && safe.length() < LONGEST_CELL - 1; ) {
            int point = text.codePointAt(at);
            boolean fits = point == '\t'
                    || point == '\n'
                    || point == '\r'
                    || (point >= 0x20 && point <= 0xD7FF)
                    || (point >= 0xE000 && point <= 0xFFFD)
                    || point >= 0x10000;
            safe.appendCodePoint(fits ? point : 0xFFFD);
            at += Character.charCount(point);
        }
        return safe.toString();
    }
}
