// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports;

import java.util.Locale;

/**
 * How a report is written.
 *
 * @param format the kind of file
 * @param language of titles and, in CSV, of numbers and the mark between them
 */
public record Form(Format format, Locale language) {

    /** The kinds of file. */
    public enum Format {
        CSV("csv", "text/csv;charset=UTF-8"),
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        JSON("json", "application/json");

        private final String ending;
        private final String mediaType;

        Format(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        /** What a file's name ends in, without the dot. */
        public String ending() {
            return ending;
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
