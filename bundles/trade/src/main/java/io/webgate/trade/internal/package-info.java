// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.trade.internal;

import org.jspecify.annotations.NullMarked;
