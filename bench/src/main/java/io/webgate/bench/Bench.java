// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.util.List;

/** One benchmark, which can be run alone. */
public interface Bench {

    /** What it is called on the command line; also the name of its JSON file. */
    String name();

    /** What it measures against what, in one line. */
    String about();

    /** Measures; everything that it opened is closed when it returns. */
    Outcome run(Workspace workspace) throws Exception;

    /**
     * What came out.
     *
     * @param rows of the table
     * @param notes causes, for people
     */
    record Outcome(List<Row> rows, List<String> notes) {

        public Outcome {
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
        }
    }
}
