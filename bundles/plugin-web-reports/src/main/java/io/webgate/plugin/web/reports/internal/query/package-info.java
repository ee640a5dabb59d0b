// SPDX-License-Identifier: Apache-2.0
/** Asks data sources: who they are, and one query at a time within its bounds. */
@NullMarked
package io.webgate.plugin.web.reports.internal.query;

import org.jspecify.annotations.NullMarked;
