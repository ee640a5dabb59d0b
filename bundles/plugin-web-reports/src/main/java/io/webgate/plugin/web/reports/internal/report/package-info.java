// SPDX-License-Identifier: Apache-2.0
/** What a report is, read from its settings. Pure. */
@NullMarked
package io.webgate.plugin.web.reports.internal.report;

import org.jspecify.annotations.NullMarked;
