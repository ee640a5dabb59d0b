// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.enforcement.mobile.waiter.internal;

import org.jspecify.annotations.NullMarked;
