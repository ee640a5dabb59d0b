// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.Act;
import io.webgate.admin.internal.frame.Ui;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the record.
 *
 * @param rows newest first
 * @param older the number to ask for the next page by; empty: this is the last
 * @param first whether it is the page of the newest
 */
public record AuditView(List<AuditRow> rows, OptionalLong older, boolean first) {

    static final int ROWS = 100;

    public AuditView {
        rows = List.copyOf(rows);
    }

    /**
     * The page below an act.
     *
     * @param acts newest first
     * @param before only acts older than this number; empty text, or no number: the newest
     */
    static AuditView of(List<Act> acts, String before, Ui ui) {
        long bound = bound(before);
        List<Act> below = acts.stream().filter(act -> act.seq() < bound).toList();
        List<AuditRow> rows =
                below.stream().limit(ROWS).map(act -> AuditRow.of(act, ui)).toList();
        return new AuditView(
                rows,
                below.size() > ROWS
                        ? OptionalLong.of(rows.get(rows.size() - 1).act().seq())
                        : OptionalLong.empty(),
                bound == Long.MAX_VALUE);
    }

    private static long bound(String before) {
        try {
            return Long.parseLong(before);
        } catch (NumberFormatException none) {
            return Long.MAX_VALUE;
        }
    }
}
