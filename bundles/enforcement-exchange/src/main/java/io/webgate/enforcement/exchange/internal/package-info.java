// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.enforcement.exchange.internal;

import org.jspecify.annotations.NullMarked;
