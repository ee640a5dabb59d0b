// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reports that are configured and enabled (R64). A service; there while the module of web reports is granted and the
 * gate is open. Thread-safe. Who may read a report is asked by whoever shows it: this service runs it for the host itself.
 */
@ProviderType
public interface Reports {

    /** All of them, by name. */
    List<Report> reports();

    /** The one of this name. */
    Optional<Report> report(String name);

    /**
     * Checks values without asking the data source.
     *
     * @param values by the parameter's name, as a person writes them; for one that is not there its default counts
     * @return nothing where the report would run; else why not, as {@link #write} would say
     */
    Optional<Outcome.Refused> check(String report, Map<String, String> values);

    /**
     * Runs a report and writes it as it comes, in constant memory. What is refused has written nothing, unless the data
     * source failed in the middle; then what was written is to be thrown away. The stream is not closed.
     *
     * @param values as in {@link #check}
     * @throws IOException where the stream can't be written
     */
    Outcome write(String report, Map<String, String> values, Form form, OutputStream to) throws IOException;
}
