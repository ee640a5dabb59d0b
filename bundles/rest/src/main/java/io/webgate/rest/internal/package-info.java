// SPDX-License-Identifier: Apache-2.0
/** The HTTP face for programs: pure endpoints, one router, one thin servlet. No rule of licensing is in here. */
@NullMarked
package io.webgate.rest.internal;

import org.jspecify.annotations.NullMarked;
