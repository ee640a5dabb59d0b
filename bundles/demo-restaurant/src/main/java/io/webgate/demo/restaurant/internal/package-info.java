// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.demo.restaurant.internal;

import org.jspecify.annotations.NullMarked;
