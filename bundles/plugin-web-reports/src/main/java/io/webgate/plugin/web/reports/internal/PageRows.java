// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.plugin.web.reports.internal.file.Totals;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps what a page shows of a report: the first rows, their texts cut to a length, and the totals of all. The host's
 * frame takes pages of a certain size: rows end before they would come near it, however wide they are. Not thread-safe.
 */
final class PageRows implements Sink {

    /** The most that a page shows. */
    static final int MOST = 500;

    /** The longest text that a page shows of a cell, in characters. */
    static final int LONGEST = 300;

    private static final int MOST_BYTES = 1024 * 1024;
    // Of a cell's markup; of a number, day or truth with it
    private static final int BYTES_OF_MARKUP = 24;
    private static final int BYTES_OF_VALUE = 64;
    private static final int BYTES_OF_ESCAPED = 6;

    private final List<@Nullable Object[]> shown = new ArrayList<>();
    private List<Column> columns = List.of();
    private Totals totals = new Totals(List.of());
    private long rows;
    private boolean cut;
    private boolean shortened;
    private boolean full;
    private long bytes;

    @Override
    public void begin(List<Column> all) {
        columns = all;
        totals = new Totals(all);
    }

    @Override
    public void row(@Nullable Object[] cells) {
        totals.add(cells);
        if (full) {
            return;
        }
        @Nullable Object[] kept = Arrays.copyOf(cells, cells.length);
        for (int at = 0; at < kept.length; at++) {
            if (kept[at] instanceof String text) {
                String part = start(text);
                shortened |= part.length() < text.length();
                kept[at] = part;
                bytes += BYTES_OF_MARKUP + bytes(part);
            } else {
                bytes += BYTES_OF_VALUE;
            }
        }
        full = bytes > MOST_BYTES;
        if (!full) {
            shown.add(kept);
            full = shown.size() >= MOST;
        }
    }

    private static String start(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return text.substring(0, end) + "…";
    }

    /** At most, in UTF-8 and escaped. */
    private static int bytes(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            bytes += "&<>\"'$".indexOf(one) >= 0 ? BYTES_OF_ESCAPED : one < 0x80 ? 1 : one < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    @Override
    public void end(long all, boolean more) {
        rows = all;
        cut = more;
    }

    List<Column> columns() {
        return columns;
    }

    List<@Nullable Object[]> shown() {
        return shown;
    }

    Totals totals() {
        return totals;
    }

    long rows() {
        return rows;
    }

    /** Whether a text is longer than what is shown of it. */
    boolean isShortened() {
        return shortened;
    }

    /** Whether the report has more rows than it gives. */
    boolean isCut() {
        return cut;
    }
}
