// SPDX-License-Identifier: Apache-2.0
/** The pages Configuration. */
@NullMarked
package io.webgate.admin.internal.config;

import org.jspecify.annotations.NullMarked;
