// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.enforcement.web.reports.internal;

import org.jspecify.annotations.NullMarked;
