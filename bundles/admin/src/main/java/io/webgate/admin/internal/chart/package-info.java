// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG made on the server: the same on pages, in print and without script. */
@NullMarked
package io.webgate.admin.internal.chart;

import org.jspecify.annotations.NullMarked;
