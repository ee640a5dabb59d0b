// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.plugin.web.reports.internal.report.Definition;

import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a data source.
 *
 * @param name of the report, for the log
 * @param values by the parameter's name, of their types
 */
public record Query(String name, Definition report, Source source, Map<String, Optional<Object>> values) {}
