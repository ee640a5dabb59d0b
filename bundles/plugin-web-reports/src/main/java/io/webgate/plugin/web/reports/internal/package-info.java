// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.plugin.web.reports.internal;

import org.jspecify.annotations.NullMarked;
