// SPDX-License-Identifier: Apache-2.0
/** Private to this bundle. */
@NullMarked
package io.webgate.settings.internal;

import org.jspecify.annotations.NullMarked;
