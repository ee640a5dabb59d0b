// SPDX-License-Identifier: Apache-2.0
/** How access works inside: tables, secrets, the filter in front of every path. */
@NullMarked
package io.webgate.access.internal;

import org.jspecify.annotations.NullMarked;
