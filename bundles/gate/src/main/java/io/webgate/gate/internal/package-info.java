// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.gate.internal;

import org.jspecify.annotations.NullMarked;
