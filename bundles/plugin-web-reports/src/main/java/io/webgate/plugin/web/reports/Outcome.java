// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports;

import io.webgate.license.api.LocalizedText;

/** What became of a report that was asked for. */
public sealed interface Outcome {

    /**
     * It is written.
     *
     * @param rows so many
     * @param cut whether there were more than the report's limit of rows, so that the rest is not there
     */
    record Written(long rows, boolean cut) implements Outcome {}

    /**
     * It is not, or not whole.
     *
     * @param code the same in every language
     * @param reason what is wrong, where, and what to do
     * @param passing whether the same may succeed later with nothing changed: the data source is down, or was too slow
     */
    record Refused(Code code, LocalizedText reason, boolean passing) implements Outcome {}

    /** Why a report is refused. */
    enum Code {
        /** No enabled report of this name. */
        REPORT_UNKNOWN,
        /** A value is missing, of another type, or for a parameter that the report does not have. */
        PARAMETER_INVALID,
        /** The settings of the report don't make one; the reason says which. */
        REPORT_INVALID,
        /** No such data source, or it can't be reached. */
        SOURCE_UNAVAILABLE,
        /** The data source refused the query. */
        QUERY_FAILED,
        /** The query ran longer than the report allows, and was stopped. */
        QUERY_TOO_SLOW
    }
}
