// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.report;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Right;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Parameter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A report whose settings make one. Immutable.
 *
 * @param source name of the data source
 * @param columns in their order; empty: those of the result, as they come
 * @param readers names of accounts and tokens, or roles; empty: every viewer
 * @param rows the most that are given
 * @param timeout how long the data source may take
 */
public record Definition(
        LocalizedText title,
        String source,
        SqlText query,
        List<Parameter> parameters,
        List<Column> columns,
        Optional<Chart> chart,
        List<String> readers,
        int rows,
        Duration timeout) {

    public Definition {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        readers = List.copyOf(readers);
    }

    /** Whether somebody may read it; a role's word in the list means everybody who has at least that role. */
    public boolean admits(Caller caller) {
        return caller.may(Right.VIEWER)
                && (readers.isEmpty() || readers.stream().anyMatch(reader -> means(reader, caller)));
    }

    /** A token is called by its label, behind which its id stands in brackets. */
    private static boolean means(String reader, Caller caller) {
        return role(reader)
                .map(caller::has)
                .orElseGet(() ->
                        caller.name().equals(reader) || caller.name().matches(Pattern.quote(reader) + " \\([^()]+\\)"));
    }

    private static Optional<Role> role(String reader) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(reader))
                .findFirst();
    }
}
