// SPDX-License-Identifier: Apache-2.0
/** The machine identity as a service. */
@NullMarked
package io.webgate.machine.key.internal;

import org.jspecify.annotations.NullMarked;
