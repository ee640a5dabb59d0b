// SPDX-License-Identifier: Apache-2.0
/** Whether this host is what its vendor signed, and still tells good signatures from bad ones (D7, T41–T44). */
@NullMarked
package io.webgate.license.registry.internal.integrity;

import org.jspecify.annotations.NullMarked;
