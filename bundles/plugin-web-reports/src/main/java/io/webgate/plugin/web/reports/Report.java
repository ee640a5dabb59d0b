// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports;

import io.webgate.license.api.LocalizedText;

import java.util.List;

/**
 * A report as it is configured.
 *
 * @param name of its configuration, in addresses and settings
 * @param title for people
 * @param parameters in the order of the form
 */
public record Report(String name, LocalizedText title, List<Parameter> parameters) {

    public Report {
        parameters = List.copyOf(parameters);
    }
}
