// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

/**
 * The chart above a report's table.
 *
 * @param kind of marks
 * @param across name of the column along the axis
 * @param up name of the column that gives the heights, a number
 */
public record Chart(Kind kind, String across, String up) {

    /** How values are drawn. */
    public enum Kind {
        BAR,
        LINE
    }
}
