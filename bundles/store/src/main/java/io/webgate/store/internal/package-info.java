// SPDX-License-Identifier: Apache-2.0
/** How the store works inside: two backends, one writer, a few readers. */
@NullMarked
package io.webgate.store.internal;

import org.jspecify.annotations.NullMarked;
