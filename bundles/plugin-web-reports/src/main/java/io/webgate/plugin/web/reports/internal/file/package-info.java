// SPDX-License-Identifier: Apache-2.0
/** Writes rows as they come, in each of the kinds of file. */
@NullMarked
package io.webgate.plugin.web.reports.internal.file;

import org.jspecify.annotations.NullMarked;
