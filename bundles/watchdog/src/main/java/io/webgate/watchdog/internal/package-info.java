// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.watchdog.internal;

import org.jspecify.annotations.NullMarked;
