// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.chart;

import java.util.List;

/**
 * What a chart shows, as a table beside it.
 *
 * @param caption what the table is
 * @param headers of the columns; the first column names its row
 * @param rows as many texts as there are headers
 */
public record Table(String caption, List<String> headers, List<List<String>> rows) {

    public Table {
        headers = List.copyOf(headers);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headers.size()) {
                throw new IllegalArgumentException(
                        "A row of '" + caption + "' has " + row.size() + " cells, not " + headers.size());
            }
        }
    }
}
