// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.webgate.admin.internal.seats;

import org.jspecify.annotations.NullMarked;
