// SPDX-License-Identifier: Apache-2.0
/** Tests of the integrity of a host. */
@NullMarked
package io.webgate.license.registry.internal.integrity;

import org.jspecify.annotations.NullMarked;
